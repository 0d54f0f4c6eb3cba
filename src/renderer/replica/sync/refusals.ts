import { BehaviorSubject } from 'rxjs'
import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import type { LocalTable } from '../store/local-tables.ts'
import { keyOf } from './outbox.ts'

/** A change the server did not take and no conflict tells of: the value is kept here until the person lets it go. */
export type Refusal = Readonly<{ collection: CollectionName; id: string; code: string; content: Content; atMs: number }>

/** Kept values, on disk. */
export class Refusals {
  readonly count$ = new BehaviorSubject(0)
  readonly #table: LocalTable

  constructor(table: LocalTable) {
    this.#table = table
  }

  async start(): Promise<void> {
    this.count$.next((await this.#table.keys()).length)
  }

  async add(refusals: readonly Refusal[]): Promise<void> {
    for (const refusal of refusals) await this.#table.set(keyOf(refusal.collection, refusal.id), refusal)
    if (refusals.length > 0) await this.start()
  }

  async list(): Promise<Refusal[]> {
    const keys = await this.#table.keys()
    const found = await Promise.all(keys.map(key => this.#table.get(key)))
    return found.filter(Boolean) as Refusal[]
  }

  /** Forgets what was kept about candidates who were erased, whatever kind of record it was. */
  async letGoOf(candidateIds: ReadonlySet<string>): Promise<void> {
    const about = (await this.list()).filter(({ id, content }) => candidateIds.has(id) || candidateIds.has(String(content['candidateId'])))
    for (const { collection, id } of about) await this.letGo(collection, id)
  }

  async letGo(collection: CollectionName, id: string): Promise<void> {
    await this.#table.delete(keyOf(collection, id))
    await this.start()
  }
}
