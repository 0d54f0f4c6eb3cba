import { BehaviorSubject } from 'rxjs'
import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import type { LocalTable } from '../store/local-tables.ts'
import { keyOf } from './outbox.ts'

/** A change the server did not take and no conflict tells of: the value is kept here until the person lets it go. */
export type Refusal = KeptAs & Readonly<{ code: string; content: Content; atMs: number; /** What of it was changed; none: the whole record. */ units: readonly string[] }>

/** Which of a record's values: each change that was not taken is kept by itself, under the name it was sent with. `null`: kept before changes were told apart. */
export type KeptAs = Readonly<{ collection: CollectionName; id: string; operation: string | null }>

const nameOf = ({ collection, id, operation }: KeptAs): string => (operation === null ? keyOf(collection, id) : `${keyOf(collection, id)}/${operation}`)

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

  /** A line of the timeline only tells of a change: nobody wrote it, and nothing of it is kept. */
  async add(all: readonly Refusal[]): Promise<void> {
    const refusals = all.filter(refusal => refusal.collection !== 'activities')
    for (const refusal of refusals) await this.#table.set(nameOf(refusal), refusal)
    if (refusals.length > 0) await this.start()
  }

  /** Oldest first. */
  async list(): Promise<Refusal[]> {
    const keys = await this.#table.keys()
    const found = await Promise.all(keys.map(key => this.#table.get(key)))
    return (found.filter(Boolean) as Refusal[]).map(refusal => ({ ...refusal, operation: refusal.operation ?? null, units: refusal.units ?? [] })).toSorted((a, b) => a.atMs - b.atMs)
  }

  /** Forgets what was kept about candidates who were erased, whatever kind of record it was. */
  async letGoOf(candidateIds: ReadonlySet<string>): Promise<void> {
    const about = (await this.list()).filter(({ id, content }) => candidateIds.has(id) || candidateIds.has(String(content['candidateId'])))
    for (const refusal of about) await this.letGo(refusal)
  }

  async letGo(kept: KeptAs): Promise<void> {
    await this.#table.delete(nameOf(kept))
    await this.start()
  }
}
