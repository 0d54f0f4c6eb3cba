import type { Feature } from '../replica/feature.ts'
import { feature as pipeline } from '../features/pipeline/feature.tsx'
import { feature as imports } from '../features/import/feature.tsx'
import { feature as sample } from '../features/sample/feature.tsx'
import { feature as exports } from '../features/export/feature.tsx'
import { feature as search } from '../features/search/feature.tsx'
import { feature as calendar } from '../features/calendar/feature.tsx'
import { feature as candidate } from '../features/candidate/feature.tsx'
import { feature as colleagues } from '../features/colleagues/feature.tsx'
import { feature as jobs } from '../features/jobs/feature.tsx'
import { feature as workspaceSettings } from '../features/workspace-settings/feature.tsx'
import { feature as inbox } from '../features/inbox/feature.tsx'
import { feature as integrations } from '../features/integrations/feature.tsx'
import { feature as surveys } from '../features/surveys/feature.tsx'
import { feature as reminders } from '../features/reminders/feature.tsx'
import { feature as debrief } from '../features/debrief/feature.tsx'
import { feature as interviews } from '../features/interviews/feature.tsx'
import { feature as planning } from '../features/planning/feature.tsx'
import { feature as offers } from '../features/offers/feature.tsx'
import { feature as sync } from '../features/sync/feature.tsx'
import { feature as recordHistory } from '../features/history/feature.tsx'

/** Every capability, one line each. Order matters only where two routes would match. */
export const features: readonly Feature[] = [
  pipeline,
  search,
  exports,
  sample,
  imports,
  calendar,
  candidate,
  colleagues,
  jobs,
  workspaceSettings,
  inbox,
  integrations,
  interviews,
  planning,
  debrief,
  reminders,
  surveys,
  offers,
  sync,
  recordHistory,
]
