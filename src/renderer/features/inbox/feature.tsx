import { Inbox } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'
import { ConflictBanner } from './conflict-banner.tsx'
import { InboxBadge } from './inbox-badge.tsx'

export const feature: Feature = {
  id: 'inbox',
  nav: { title: 'Inbox', path: '/inbox', icon: <Inbox />, shortcut: 'g i', order: 40, Badge: InboxBadge },
  routes: [{ path: '/inbox', load: () => import('./inbox-screen.tsx').then(module => ({ Screen: module.InboxScreen })) }],
  parts: { Banner: ConflictBanner },
}
