import { Shapes, Trash2 } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'
import { openSampleWorkspace, removeSampleWorkspace } from './sample-actions.ts'
import { SampleBanner } from './sample-banner.tsx'

export const feature: Feature = {
  id: 'sample',
  routes: [],
  commands: ({ replica, me, go, hasSample }) => (me.role === 'owner' || me.role === 'recruiter' ? [hasSample
    ? { id: 'sample.remove', title: 'Remove the sample workspace', section: 'Workspace', keywords: ['demo', 'example', 'delete'], icon: <Trash2 aria-hidden="true" />, run: () => { void removeSampleWorkspace(replica) } }
    : { id: 'sample.open', title: 'Open a sample workspace', section: 'Workspace', keywords: ['demo', 'example', 'try'], icon: <Shapes aria-hidden="true" />, run: () => { void openSampleWorkspace(replica, go) } }] : []),
  parts: { Banner: SampleBanner },
}
