import { CalendarCog, GraduationCap, ListChecks } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'

export const feature: Feature = {
  id: 'planning',
  routes: [
    { path: '/jobs/:jobId/plan', load: () => import('./plan-screen.tsx').then(module => ({ Screen: module.PlanScreen })) },
    { path: '/plan/:applicationId', load: () => import('./plan-loop-screen.tsx').then(module => ({ Screen: module.PlanLoopScreen })) },
    { path: '/loops/:loopId', load: () => import('./loop-screen.tsx').then(module => ({ Screen: module.LoopScreen })) },
    { path: '/training', load: () => import('./training-screen.tsx').then(module => ({ Screen: module.TrainingScreen })) },
    { path: '/availability', load: () => import('./availability-screen.tsx').then(module => ({ Screen: module.AvailabilityScreen })) },
    { path: '/availability/:personId', load: () => import('./availability-screen.tsx').then(module => ({ Screen: module.AvailabilityScreen })) },
  ],
  commands: ({ go }) => {
    const jobId = /\/(?:jobs|pipeline)\/([0-9a-f-]{36})/.exec(window.location.pathname)?.[1]
    return [
      { id: 'planning.availability', title: 'When I can interview', section: 'Interviews', icon: <CalendarCog />, keywords: ['working hours', 'focus time', 'holiday', 'time off', 'limits', 'buffer', 'availability'], run: () => go('/availability') },
      { id: 'planning.training', title: 'Interview training', section: 'Interviews', icon: <GraduationCap />, keywords: ['shadow', 'reverse shadow', 'certified', 'trainee', 'skills'], run: () => go('/training') },
      ...(jobId === undefined ? [] : [{ id: 'planning.plan', title: 'Interview plan of this job', section: 'Interviews', icon: <ListChecks />, keywords: ['loop', 'sessions', 'panel', 'onsite'], run: () => go(`/jobs/${jobId}/plan`) }]),
    ]
  },
}
