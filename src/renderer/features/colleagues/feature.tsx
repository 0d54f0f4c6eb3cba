import { Contact, UserPlus, UserRound } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'
import { invitableRoles } from './role-words.ts'

export const feature: Feature = {
  id: 'colleagues',
  nav: { title: 'Colleagues', path: '/colleagues', icon: <Contact />, shortcut: 'g t', order: 70 },
  routes: [
    { path: '/colleagues', load: () => import('./colleagues-screen.tsx').then(module => ({ Screen: module.ColleaguesScreen })) },
    { path: '/you', load: () => import('./you-screen.tsx').then(module => ({ Screen: module.YouScreen })) },
  ],
  commands: ({ me, go }) => [
    ...(invitableRoles(me.role).length > 0 ? [{ id: 'colleague.invite', title: 'Invite a colleague', section: 'Colleagues', icon: <UserPlus />, run: () => go('/colleagues?invite') }] : []),
    { id: 'colleague.you', title: 'Your profile and devices', section: 'Colleagues', icon: <UserRound />, keywords: ['password', 'theme', 'time zone', 'sign out a computer'], run: () => go('/you') },
  ],
}
