import { Scale } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'

/** The job whose page, board or debrief is open. */
const openJobId = (path: string): string | null => /\/(?:jobs|pipeline)\/([0-9a-f-]{36})/.exec(path)?.[1] ?? null

export const feature: Feature = {
  id: 'debrief',
  routes: [
    { path: '/jobs/:jobId/debrief', load: () => import('./debrief-screen.tsx').then(module => ({ Screen: module.DebriefScreen })) },
    { path: '/jobs/:jobId/debrief/:applicationId', load: () => import('./candidate-debrief-screen.tsx').then(module => ({ Screen: module.CandidateDebriefScreen })) },
  ],
  commands: ({ go }) => {
    const jobId = openJobId(window.location.pathname)
    return jobId === null ? [] : [{ id: 'debrief.open', title: 'Debrief of this job', section: 'Interviews', icon: <Scale />, keywords: ['scorecards', 'matrix', 'compare', 'decide', 'panel'], run: () => go(`/jobs/${jobId}/debrief`) }]
  },
}
