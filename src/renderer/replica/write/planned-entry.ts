import type { EditStamp } from '#shared/domain/merge/local-document'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Change } from '../replica.ts'
import type { Stepped } from '../store/collection-store.ts'
import { planChange, planUndo, type PlannedStep } from './change-steps.ts'

/** One part of a write as data, so that a journal can keep it: a change, or the taking back of a step. */
export type WriteEntry = Readonly<
  | { kind: 'change'; change: Change; stamp: EditStamp }
  | { kind: 'undo'; collection: CollectionName; done: Stepped; stamp: EditStamp }
>

/** @throws AppError `document.invalid` before anything is written. */
export function planEntry(entry: WriteEntry): PlannedStep {
  return entry.kind === 'change' ? planChange(entry.change, entry.stamp) : planUndo(entry.collection, entry.done, entry.stamp)
}

/**
 * The same part, taken again after the process that began it has died. Where it is on disk already, or somebody worked on
 * the record since, nothing happens; so it may be taken any number of times.
 */
export function replanEntry(entry: WriteEntry): PlannedStep {
  const planned = planEntry(entry)
  const { operation, nowMs } = entry.stamp
  return {
    ...planned,
    step: local => {
      if (local && (local.sync.operation === operation || (local.sync.atMs ?? 0) > nowMs)) return local
      if (entry.kind === 'change' && entry.change.kind === 'create') return local ?? planned.step(null)
      // An edit or deletion of what is no longer here has nothing to change.
      if (entry.kind === 'change' && (!local || local.sync.deleted)) return local
      return planned.step(local)
    },
  }
}
