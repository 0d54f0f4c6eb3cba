import { CalendarClock, CalendarPlus, ClipboardList } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'

const booksInterviews = (role: string): boolean => role === 'owner' || role === 'recruiter' || role === 'coordinator'

export const feature: Feature = {
  id: 'interviews',
  nav: { title: 'Interviews', path: '/interviews', icon: <CalendarClock />, shortcut: 'g v', order: 52 },
  routes: [
    { path: '/interviews', load: () => import('./interviews-screen.tsx').then(module => ({ Screen: module.InterviewsScreen })) },
    { path: '/interviews/:interviewId', load: () => import('./interview-screen.tsx').then(module => ({ Screen: module.InterviewScreen })) },
    { path: '/kit-templates', load: () => import('./kits-screen.tsx').then(module => ({ Screen: module.KitTemplatesScreen })) },
    { path: '/jobs/:jobId/kits', load: () => import('./kits-screen.tsx').then(module => ({ Screen: module.KitsScreen })) },
  ],
  commands: ({ me, go }) => [
    { id: 'interviews.mine', title: 'My interviews', section: 'Interviews', icon: <CalendarClock />, keywords: ['scorecard', 'kit', 'today'], run: () => go('/interviews') },
    ...(me.role === 'owner' || me.role === 'recruiter' ? [{ id: 'interviews.kitTemplates', title: 'Kit templates', section: 'Interviews', icon: <ClipboardList />, keywords: ['questions', 'attributes', 'interview kit', 'scorecard'], run: () => go('/kit-templates') }] : []),
    ...(booksInterviews(me.role) ? [{ id: 'interviews.book', title: 'Book an interview', section: 'Interviews', icon: <CalendarPlus />, keywords: ['schedule', 'calendar'], run: () => go('/interviews?book') }] : []),
  ],
}
