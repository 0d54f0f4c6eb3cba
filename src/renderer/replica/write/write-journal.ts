import { storeOf, type Stores } from '../read/reader.ts'
import type { CollectionName } from '#shared/domain/model/collections'
import type { LocalTable } from '../store/local-tables.ts'
import { replanEntry, type WriteEntry } from './planned-entry.ts'

/** Keeps what a write of several documents is about to do, so that a killed process leaves all of it or nothing. */
export type WriteJournal = Readonly<{
  /** Runs `work` with its parts on record; the record goes when the work has ended, well or badly. */
  keep<T>(entries: readonly WriteEntry[], work: () => Promise<T>): Promise<T>
  /** Completes what processes that are gone had begun. */
  finishOthers(stores: Stores): Promise<void>
  /**
   * Resolves when every write that other windows are making now has ended, having completed those of windows that went meanwhile.
   * `onFinish` hears of the records before they are touched.
   * @returns how many there were.
   */
  afterOthers(stores: Stores, signal: AbortSignal, onFinish: (records: readonly RecordName[]) => void): Promise<number>
}>

export type RecordName = Readonly<{ collection: CollectionName; id: string }>

/** Memory forgets everything together, so nothing can be left half done. */
export const noJournal: WriteJournal = { keep: (_entries, work) => work(), finishOthers: async () => undefined, afterOthers: async () => 0 }

const keyPrefix = 'write/'

/**
 * IndexedDB has no transaction over several databases, and RxDB keeps one for each collection. A lock is held while a
 * write runs: where another window can take it, the writer has died and its record is completed from the journal.
 */
export function createWriteJournal(table: LocalTable, replicaName: string): WriteJournal {
  const locks = globalThis.navigator?.locks as LockManager | undefined
  const lockName = (key: string): string => `${replicaName}~${key}`
  const running = new Set<string>()
  const finish = async (stores: Stores, key: string, onFinish: (records: readonly RecordName[]) => void = () => {}): Promise<void> => {
    const entries = await table.get(key) as readonly WriteEntry[] | undefined
    // A replica of a few collections leaves what it cannot complete to one that has them all.
    const isComplete = entries?.every(entry => stores.has(entry.kind === 'change' ? entry.change.collection : entry.collection))
    if (!entries || !isComplete) return
    const planned = entries.map(replanEntry)
    onFinish(planned)
    await Promise.all(planned.map(({ collection, id, step }) => storeOf(stores, collection).step(id, step, 'part')))
    await table.delete(key)
  }
  return {
    async keep(entries, work) {
      const key = `${keyPrefix}${entries[0]!.stamp.operation}`
      const run = async () => {
        running.add(key)
        try {
          await table.set(key, entries)
          return await work()
        } finally {
          await table.delete(key)
          running.delete(key)
        }
      }
      return locks ? await locks.request(lockName(key), run) as Awaited<ReturnType<typeof work>> : run()
    },
    async finishOthers(stores) {
      for (const key of await table.keys(keyPrefix)) {
        if (running.has(key)) continue
        if (locks) await locks.request(lockName(key), { ifAvailable: true }, async lock => { if (lock) await finish(stores, key) })
        else await finish(stores, key)
      }
    },
    async afterOthers(stores, signal, onFinish) {
      // Without locks nobody knows whether a window is writing or gone, and each window sends for itself.
      if (!locks) return 0
      const theirs = (await table.keys(keyPrefix)).filter(key => !running.has(key))
      await Promise.all(theirs.map(key => locks.request(lockName(key), { signal }, () => finish(stores, key, onFinish))))
      return theirs.length
    },
  }
}
