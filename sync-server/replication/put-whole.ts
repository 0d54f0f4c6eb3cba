import { atErasure, eraseContent } from '#shared/domain/erasure/erase-content'
import type { CollectionName } from '#shared/domain/model/collections'
import { unitsIn, readUnit, type Content } from '#shared/domain/merge/units'
import { isSameJson, type Json } from '#shared/lib/json'
import { isSubjectGone } from './erasure/gone.ts'
import { noteEffects } from './side-effects.ts'
import type { ChangeOrigin, Work } from './work.ts'

/** A document the server itself writes: whole, or only the fields given. `deleted` takes it away. */
export type ServerWrite = Readonly<{ collection: CollectionName; id: string; content: Readonly<Record<string, unknown>>; deleted?: true }>

/**
 * Puts one of the server's own writes into a unit of work; nothing happens where nothing differs. What comes late about
 * somebody who was erased for good is written without them.
 */
export function putWhole(work: Work, row: ServerWrite, actorId: string | null, through?: string): void {
  const origin: ChangeOrigin = { kind: 'server', personId: actorId, sessionId: null, device: through === undefined ? '' : `through ${through}`, operation: null, atMs: work.nowMs }
  const before = work.get(row.collection, row.id)
  const whole = { ...before?.content, ...row.content } as Content
  const isGone = isSubjectGone(work, row.collection, row.id, whole)
  if (isGone && atErasure[row.collection] === 'deleted') return
  const content = isGone ? eraseContent(row.collection, whole) : whole
  const changes: Record<string, readonly [Json, Json]> = {}
  for (const unit of before ? unitsIn(row.collection, content) : []) {
    const [was, is] = [readUnit(before!.content, unit), readUnit(content, unit)]
    if (!isSameJson(was, is)) changes[unit.name] = [was, is]
  }
  const deleted = row.deleted === true
  if (before ? before.deleted === deleted && Object.keys(changes).length === 0 : deleted) return
  work.put(row.collection, row.id, content, changes, through === undefined ? origin : { ...origin, kind: before ? 'edit' : 'new' }, { deleted })
  noteEffects(work, { collection: row.collection, id: row.id, before: before?.content ?? null, after: content, actorId: actorId ?? row.id }, work.nowMs)
}
