import { BriefcaseBusiness, Plus } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'
import { openJob } from './open-job.ts'

export const feature: Feature = {
  id: 'jobs',
  nav: { title: 'Jobs', path: '/jobs', icon: <BriefcaseBusiness />, shortcut: 'g j', order: 20 },
  routes: [
    { path: '/jobs', load: () => import('./jobs-screen.tsx').then(module => ({ Screen: module.JobsScreen })) },
    { path: '/jobs/:id', load: () => import('./job-screen.tsx').then(module => ({ Screen: module.JobScreen })) },
  ],
  commands: ({ may, go }) => {
    const open = openJob(window.location.pathname)
    return [
      ...(may({ collection: 'jobs', after: {} }).kind === 'allowed' ? [{ id: 'job.create', title: 'Open a new job', section: 'Jobs', icon: <Plus />, keywords: ['create', 'requisition', 'vacancy'], run: () => go('/jobs?new') }] : []),
      ...(open?.actions ?? []).map(({ id, title, keys, run }) => ({ id: `job.${id}`, title, section: open!.title, shortcut: keys, run })),
    ]
  },
}
