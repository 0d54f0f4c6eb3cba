import { Settings as SettingsIcon } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'

export const feature: Feature = {
  id: 'workspace-settings',
  nav: { title: 'Settings', path: '/settings', icon: <SettingsIcon />, shortcut: 'g s', order: 90, isShown: me => me.role !== 'interviewer' },
  routes: [{ path: '/settings/:part?', load: () => import('./settings-screen.tsx').then(module => ({ Screen: module.SettingsScreen })) }],
  commands: ({ go }) => [
    { id: 'settings.lists', title: 'Lists, templates, rooms and spelling', section: 'Settings', icon: <SettingsIcon />, keywords: ['sources', 'departments', 'rejection reasons', 'tags', 'message templates', 'workspace name', 'rooms', 'holidays', 'kinds of interviews'], run: () => go('/settings') },
    { id: 'settings.mail', title: 'Automatic e-mail: reminders and surveys', section: 'Settings', icon: <SettingsIcon />, keywords: ['switch surveys on', 'when scorecards are due', 'quiet'], run: () => go('/settings/mail') },
  ],
}
