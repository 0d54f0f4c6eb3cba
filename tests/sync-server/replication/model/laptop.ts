import { createLocal, deleteLocal, editLocal, type LocalDocument, type SentChange } from '#shared/domain/merge/local-document'
import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import type { PulledRow, PushResult, PushRow } from '#shared/contract/sync-protocol'
import { pushRowOf, sentChangeOf } from '../../../../src/renderer/replica/sync/push-row.ts'
import { takeResult, takeRow } from '../../../../src/renderer/replica/sync/server-steps.ts'
import type { Member } from '#tests/support/workspace'

const order: readonly CollectionName[] = ['jobs', 'candidates', 'applications']
const rankOf = (collection: CollectionName): number => (order.indexOf(collection) + 4) % 4

/** A push on its way: the rows, and what must be remembered until the answer. */
export type Letter = Readonly<{ rows: readonly PushRow[]; sent: readonly { collection: CollectionName; id: string; change: SentChange }[] }>

/**
 * One laptop of the model: the real steps of the replica (edit, send, take in) over a map instead of IndexedDB, so that
 * thousands of histories fit into a test run.
 */
export class Laptop {
  readonly member: Member
  readonly documents = new Map<string, { collection: CollectionName; id: string; local: LocalDocument }>()
  cursor: string | null = null
  #operations = 0

  constructor(member: Member) {
    this.member = member
  }

  #stamp(nowMs: number): { nowMs: number; operation: string } {
    this.#operations += 1
    return { nowMs, operation: `${this.member.sessionId.slice(0, 8)}-${this.#operations}` }
  }

  get(collection: CollectionName, id: string): LocalDocument | null {
    return this.documents.get(`${collection}/${id}`)?.local ?? null
  }

  /** A document as its person sees it: what they deleted is gone for them at once. */
  shown(collection: CollectionName, id: string): LocalDocument | null {
    const local = this.get(collection, id)
    return local?.sync.deleted === true ? null : local
  }

  #set(collection: CollectionName, id: string, local: LocalDocument | null): void {
    if (local) this.documents.set(`${collection}/${id}`, { collection, id, local })
    else this.documents.delete(`${collection}/${id}`)
  }

  create(collection: CollectionName, content: object, nowMs: number): void {
    const { id } = content as { id: string }
    this.#set(collection, id, createLocal(content as Content, this.#stamp(nowMs)))
  }

  edit(collection: CollectionName, id: string, fields: object, nowMs: number): void {
    const local = this.get(collection, id)
    if (local && !local.sync.deleted) this.#set(collection, id, editLocal(collection, local, fields as Content, this.#stamp(nowMs)))
  }

  delete(collection: CollectionName, id: string, nowMs: number): void {
    const local = this.get(collection, id)
    if (local) this.#set(collection, id, deleteLocal(local, this.#stamp(nowMs)))
  }

  /** Everything that waits, as one letter; null when nothing does. */
  write(): Letter | null {
    const dirty = [...this.documents.values()].filter(entry => entry.local.sync.dirty === 1)
      .toSorted((a, b) => rankOf(a.collection) - rankOf(b.collection) || (a.local.sync.sinceMs ?? 0) - (b.local.sync.sinceMs ?? 0))
    if (dirty.length === 0) return null
    return {
      rows: dirty.map(({ collection, id, local }) => pushRowOf(collection, id, local, 0)),
      sent: dirty.map(({ collection, id, local }) => ({ collection, id, change: sentChangeOf(local) })),
    }
  }

  takeAnswers(letter: Letter, results: readonly PushResult[]): void {
    letter.sent.forEach(({ collection, id, change }, index) => {
      this.#set(collection, id, takeResult(collection, this.get(collection, id), change, results[index]!))
    })
  }

  takeRows(rows: readonly PulledRow[]): void {
    for (const row of rows) this.#set(row.collection, row.id, takeRow(row.collection, this.get(row.collection, row.id), row))
  }

  /** What a person sees: content by document, without the bookkeeping. */
  view(): Record<string, Content> {
    return Object.fromEntries([...this.documents].filter(([, { local }]) => !local.sync.deleted).map(([key, { local }]) => [key, local.content]).toSorted())
  }
}
