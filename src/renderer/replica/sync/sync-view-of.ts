import { problemOf, type SyncView, type WaitingDocument } from '../sync-view.ts'
import type { Outbox } from './outbox.ts'
import type { Refusals } from './refusals.ts'
import type { SyncFacts } from './sync-facts.ts'

/** What the person sees, from what is known. */
export function viewOf(facts: SyncFacts, outbox: Outbox, refused: number, filesWaiting: number, damaged: boolean, inUseElsewhere: boolean): SyncView {
  const { kind, problem, progress, clockSkewMs, isUsable, isWhole, renewedBy, lastSyncedAtMs } = facts
  return {
    kind, problem, damaged, inUseElsewhere, progress, clockSkewMs, lastSyncedAtMs, refused, usable: isUsable, whole: isWhole, renewedBy,
    waiting: outbox.size + filesWaiting, waitingSinceMs: outbox.oldestMs(),
  }
}

/** What waits, oldest first, and after it the values that were not taken. */
export async function waitingDocuments(outbox: Outbox, refusals: Refusals): Promise<WaitingDocument[]> {
  const waiting = outbox.entries().toSorted((a, b) => a.sinceMs - b.sinceMs).map(entry => ({ ...entry, operation: null, problem: null, content: null, units: [] }))
  const refused = (await refusals.list()).map(({ collection, id, operation, code, content, units, atMs }) =>
    ({ collection, id, operation, sinceMs: atMs, kind: 'edited' as const, problem: problemOf(code), content, units }))
  return [...waiting, ...refused]
}
