import { KanbanSquare } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'

export const feature: Feature = {
  id: 'pipeline',
  nav: { title: 'Pipeline', path: '/pipeline', icon: <KanbanSquare />, shortcut: 'g p', order: 10 },
  routes: [
    { path: '/pipeline', load: () => import('./pipeline-screen.tsx').then(module => ({ Screen: module.PipelineScreen })) },
    { path: '/pipeline/:jobId', load: () => import('./job-board-screen.tsx').then(module => ({ Screen: module.JobBoardScreen })) },
  ],
}
