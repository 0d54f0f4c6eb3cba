import type { SyncKind } from '../sync-state.ts'
import type { Renewal, SyncProblem } from '../sync-view.ts'
import type { SyncMemory } from './sync-memory.ts'

/** What the client knows; with the outbox it makes the view. */
export type SyncFacts = Readonly<{
  kind: SyncKind
  problem: SyncProblem | null
  progress: Readonly<{ sent: number; total: number }> | null
  clockSkewMs: number | null
  isUsable: boolean
  isWhole: boolean
  renewedBy: Renewal | null
  lastSyncedAtMs: number | null
}>

/** Before anything is heard: what was remembered. */
export const factsAtStart = ({ isUsable, isComplete, renewedBy, lastSyncedAtMs }: SyncMemory): SyncFacts =>
  ({ kind: 'offline', problem: null, progress: null, clockSkewMs: null, isUsable, isWhole: isComplete, renewedBy, lastSyncedAtMs })
