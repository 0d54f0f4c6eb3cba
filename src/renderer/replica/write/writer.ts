import { createOperationId } from '#shared/lib/ids'
import type { EditStamp, LocalDocument } from '#shared/domain/merge/local-document'
import type { Change, Written } from '../replica.ts'
import type { Stepped } from '../store/collection-store.ts'
import { storeOf, type Stores } from '../read/reader.ts'
import { keyOf, type Outbox } from '../sync/outbox.ts'
import { planUndo, type PlannedStep } from './change-steps.ts'
import { planEntry, type WriteEntry } from './planned-entry.ts'
import type { WriteJournal } from './write-journal.ts'

type Taken = Readonly<{ planned: PlannedStep; done: Stepped }>

/**
 * Writes changes on this device. Either all of them are kept or none: what was written before one failed is taken
 * back, what a killed process had begun is completed from the journal, and nothing is sent before all are on disk.
 */
export function createWriter(stores: Stores, outbox: Outbox, clock: () => number, journal: WriteJournal): (changes: readonly Change[]) => Promise<Written> {
  const stamp = (): EditStamp => ({ nowMs: clock(), operation: createOperationId() })

  const take = (entries: readonly WriteEntry[]): Promise<Taken[]> => {
    const planned = entries.map(planEntry)
    return planned.length > 1 ? journal.keep(entries, () => takeAll(planned)) : takeAll(planned)
  }

  const takeAll = async (planned: readonly PlannedStep[]): Promise<Taken[]> => {
    const keys = planned.map(step => keyOf(step.collection, step.id))
    outbox.hold(keys)
    try {
      const results = await Promise.allSettled(planned.map(async step => ({
        planned: step, done: await storeOf(stores, step.collection).step(step.id, step.step, planned.length > 1 ? 'part' : 'step'),
      })))
      const taken = results.filter(result => result.status === 'fulfilled').map(result => result.value)
      const failed = results.find(result => result.status === 'rejected')
      if (!failed) return taken
      await takeBack(taken)
      throw failed.reason
    } finally {
      outbox.release(keys)
    }
  }

  const takeBack = async (taken: readonly Taken[]): Promise<void> => {
    await Promise.allSettled(taken.toReversed().map(({ planned, done }) => {
      if (done.before === done.after) return null
      return storeOf(stores, planned.collection).step(planned.id, local => takenBack(planned, done, local, stamp()))
    }))
  }

  const written = (taken: readonly Taken[]): Written => ({
    ids: taken.map(({ planned }) => planned.id),
    undo: async () => written(await take(taken.filter(each => !isKeptLine(each)).toReversed().map(({ planned, done }) => ({ kind: 'undo', collection: planned.collection, done, stamp: stamp() })))),
  })

  return async changes => written(await take(changes.map(change => ({ kind: 'change', change, stamp: stamp() }))))
}

/** Before the write, unless somebody has worked on the record since: what the server told in the meantime is not told again. */
function takenBack({ collection }: PlannedStep, done: Stepped, local: LocalDocument | null, stamp: EditStamp): LocalDocument | null {
  const { before, after } = done
  if (!local || local.sync.operation !== after?.sync.operation) return local
  if (local.sync.revision === after.sync.revision) return before
  // The same record was begun elsewhere too: with a deletion theirs would go.
  return before === null ? local : planUndo(collection, done, stamp).step(local)
}

/** The timeline is only ever added to; a line goes only with the whole import that brought it. */
function isKeptLine({ planned, done }: Taken): boolean {
  return planned.collection === 'activities' && done.before === null && (done.after?.content['importId'] ?? null) === null
}
