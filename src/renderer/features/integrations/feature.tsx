import { KeyRound, Plug, ScrollText } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'
import { FailingBadge } from './failing-badge.tsx'

const isStaff = (role: string): boolean => role === 'owner' || role === 'recruiter'

export const feature: Feature = {
  id: 'integrations',
  nav: { title: 'Integrations', path: '/integrations', icon: <Plug />, shortcut: 'g n', order: 84, Badge: FailingBadge, isShown: me => isStaff(me.role) },
  routes: [{ path: '/integrations', load: () => import('./integrations-screen.tsx').then(module => ({ Screen: module.IntegrationsScreen })) }],
  commands: ({ me, go }) => (isStaff(me.role) ? [
    ...(me.role === 'owner' ? [{ id: 'integrations.add', title: 'Connect a system', section: 'Integrations', icon: <Plug />, keywords: ['hris', 'payroll', 'accounts', 'slack', 'webhook'], run: () => go('/integrations?add') },
      { id: 'integrations.program', title: 'Give a program access', section: 'Integrations', icon: <KeyRound />, keywords: ['api', 'key', 'token', 'programs', 'revoke', 'sourcing', 'zapier', 'workato'], run: () => go('/integrations?part=programs&program') }] : []),
    { id: 'integrations.log', title: 'What was sent to other systems', section: 'Integrations', icon: <ScrollText />, keywords: ['deliveries', 'log', 'failed', 'replay'], run: () => go('/integrations?part=log') },
  ] : []),
}
