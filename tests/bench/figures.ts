import { app } from './figures/app.ts'
import { bookings } from './figures/bookings.ts'
import { debrief } from './figures/debrief.ts'
import { fanOut } from './figures/fan-out.ts'
import { firstSync } from './figures/first-sync.ts'
import { growthCurve } from './figures/growth-curve.ts'
import { hooksBacklog } from './figures/hooks-backlog.ts'
import { liveChange } from './figures/live-change.ts'
import { notes } from './figures/notes.ts'
import { offlineEdits } from './figures/offline-edits.ts'
import { planner } from './figures/planner.ts'
import { pushRate } from './figures/push-rate.ts'
import { thousandClients } from './figures/thousand-clients.ts'
import type { Figure } from './support/measure.ts'

/** Everything `npm run bench` measures, in the order of the table. */
export const figures: readonly Figure[] = [firstSync, offlineEdits, liveChange, fanOut, thousandClients, pushRate, growthCurve, hooksBacklog, app, notes, debrief, planner, bookings]
