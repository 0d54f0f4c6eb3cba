import { CalendarDays } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'

export const feature: Feature = {
  id: 'calendar',
  nav: { title: 'Calendar', path: '/calendar', icon: <CalendarDays />, shortcut: 'g d', order: 50 },
  routes: [{ path: '/calendar', load: () => import('./calendar-screen.tsx').then(module => ({ Screen: module.CalendarScreen })) }],
  commands: ({ go }) => [
    { id: 'calendar.today', title: 'Calendar of today', section: 'Interviews', icon: <CalendarDays />, keywords: ['day', 'schedule', 'who is free'], run: () => go('/calendar?view=day') },
    { id: 'calendar.week', title: 'Calendar of this week', section: 'Interviews', icon: <CalendarDays />, keywords: ['schedule', 'busy'], run: () => go('/calendar?view=week') },
  ],
}
