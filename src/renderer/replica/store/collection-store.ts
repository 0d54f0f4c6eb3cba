import type { BulkWriteRow, RxCollection } from 'rxdb'
import type { CollectionName } from '#shared/domain/model/collections'
import type { LocalDocument } from '#shared/domain/merge/local-document'
import type { ToldAs } from '../storage/packed-events.ts'
import { insertFreshOf } from '../storage/packed-storage.ts'
import { toLocal, toStored, toTombstone, type StoredData, type StoredDocument } from '../storage/stored-document.ts'
import { RecentDocuments } from './recent-documents.ts'
import { storageError } from './storage-error.ts'

/** Works out a document's next state from the present one; `null` is "not here". Returning the same object writes nothing. */
export type Step = (local: LocalDocument | null) => LocalDocument | null
/** What one step did. */
export type Stepped = Readonly<{ id: string; before: LocalDocument | null; after: LocalDocument | null }>

type Waiting = { id: string; step: Step; as: ToldAs; resolve: (done: Stepped) => void; reject: (error: unknown) => void }
type Draft = { stored: StoredData | null; first: LocalDocument | null; now: LocalDocument | null }

/** So many steps go into one transaction. */
const maxBatch = 2_500
const maxTries = 6

/**
 * The only writer of a collection. Steps queue up while a transaction runs and then go together into the next one, so
 * 2,000 separate writes cost a few transactions; each sees the ones before it, and none is lost between two tabs
 * because RxDB refuses a write whose previous revision is no longer the stored one.
 */
export class CollectionStore {
  readonly name: CollectionName
  readonly collection: RxCollection<StoredDocument>
  readonly recent = new RecentDocuments()
  #queue: Waiting[] = []
  #isRunning = false

  constructor(name: CollectionName, collection: RxCollection<StoredDocument>) {
    this.name = name
    this.collection = collection
    collection.eventBulks$.subscribe(bulk => {
      if (bulk.context === 'fresh') return
      for (const event of bulk.events) this.recent.changed(event.documentId, event.operation === 'DELETE' ? null : event.documentData as StoredData)
    })
  }

  /** Takes one step on one document; resolves when it is on disk. As a `part` it is told to other windows as one of several. */
  step(id: string, step: Step, as: ToldAs = 'step'): Promise<Stepped> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ id, step, as, resolve, reject })
      void this.#run()
    })
  }

  /** Stores documents that are known not to be here yet. */
  async insertFresh(documents: readonly { id: string; local: LocalDocument }[]): Promise<void> {
    const rows = documents.map(({ id, local }) => toStored(id, local))
    const storage = this.collection.storageInstance
    const insert = insertFreshOf(storage.originalStorageInstance)
    try {
      if (insert) await insert(rows, this.collection.database.token)
      else await storage.bulkWrite(rows.map(document => ({ document })), 'fresh')
    } catch (error) {
      throw storageError(error)
    }
  }

  async read(ids: readonly string[]): Promise<Map<string, StoredData>> {
    const found = new Map<string, StoredData>()
    const unknown: string[] = []
    for (const id of ids) {
      const recent = this.recent.get(id)
      if (recent) found.set(id, recent)
      else unknown.push(id)
    }
    if (unknown.length === 0) return found
    const meanwhile = this.recent.listen()
    const read: StoredData[] = await this.collection.storageInstance.findDocumentsById(unknown, false).finally(meanwhile.stop)
    for (const data of read) {
      const newer = meanwhile.changed.get(data.id)
      if (newer !== null) found.set(data.id, newer ?? data)
      if (newer === undefined) this.recent.set(data)
    }
    return found
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    // One turn of the loop's microtasks lets calls made together travel together.
    await Promise.resolve()
    while (this.#queue.length > 0) await this.#commit(this.#queue.splice(0, maxBatch), maxTries)
    this.#isRunning = false
  }

  async #commit(batch: readonly Waiting[], tries: number): Promise<void> {
    try {
      const stored = await this.read([...new Set(batch.map(waiting => waiting.id))])
      const drafts = new Map<string, Draft>()
      const taken: { waiting: Waiting; done: Stepped }[] = []
      for (const waiting of batch) takeStep(waiting, stored, drafts, taken)
      const stale = await this.#save(drafts, batch.some(waiting => waiting.as === 'part') ? 'part' : 'step')
      for (const { waiting, done } of taken) if (!stale.has(waiting.id)) waiting.resolve(done)
      if (stale.size === 0) return
      for (const id of stale) this.recent.forget(id)
      if (tries <= 1) throw new Error('another window kept changing the same record')
      await this.#commit(taken.filter(({ waiting }) => stale.has(waiting.id)).map(({ waiting }) => waiting), tries - 1)
    } catch (error) {
      const reason = storageError(error)
      for (const waiting of batch) waiting.reject(reason)
    }
  }

  /** Writes every changed draft in one transaction; answers the ids that somebody else had changed meanwhile. */
  async #save(drafts: ReadonlyMap<string, Draft>, as: ToldAs): Promise<ReadonlySet<string>> {
    const rows: BulkWriteRow<StoredDocument>[] = []
    for (const [id, draft] of drafts) {
      if (draft.now === draft.first) continue
      const document = draft.now ? toStored(id, draft.now) : toTombstone(id, draft.first!.sync)
      rows.push(draft.stored ? { previous: draft.stored, document } : { document })
    }
    if (rows.length === 0) return new Set()
    const result = await this.collection.storageInstance.bulkWrite(rows, as)
    const other = result.error.find(error => error.status !== 409)
    if (other) throw new Error(`write refused with ${other.status}`)
    return new Set(result.error.map(error => error.documentId))
  }
}

function takeStep(
  waiting: Waiting, stored: ReadonlyMap<string, StoredData>, drafts: Map<string, Draft>, taken: { waiting: Waiting; done: Stepped }[],
): void {
  const { id } = waiting
  const data = stored.get(id) ?? null
  const local = data ? toLocal(data) : null
  const draft = drafts.get(id) ?? { stored: data, first: local, now: local }
  try {
    const after = waiting.step(draft.now)
    taken.push({ waiting, done: { id, before: draft.now, after } })
    draft.now = after
    drafts.set(id, draft)
  } catch (error) {
    waiting.reject(error)
  }
}
