import { checkDocument } from '#shared/domain/model/parse-content'
import type { Interview } from '#shared/domain/model/interview'
import type { Content } from '#shared/domain/merge/units'
import { AppError } from '#shared/lib/app-error'
import type { Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { finishWork, type Committed } from './push.ts'
import { confirmBooking } from './push-context.ts'
import { loadSubjects } from './erasure/gone.ts'
import { putWhole, type ServerWrite } from './put-whole.ts'
import { releaseBooking, reserveFree } from './rules/booking-rules.ts'
import { checkRules } from './rules/index-of-rules.ts'
import { Work } from './work.ts'

/**
 * Interviews that a candidate books, moves or calls off by their link: by the same rules as every push, all of them or
 * none, and whatever belongs to them in the same transaction.
 * @throws AppError with the rule's code; the caller's transaction must then be given up.
 */
export async function writeBookings(tx: Tx, workspaceId: string, actorId: string, interviews: readonly Interview[], also: readonly ServerWrite[], nowMs: number): Promise<Committed> {
  const head = await lockWorkspace(tx, workspaceId)
  const work = new Work(tx, workspaceId, head.sequence, nowMs)
  await work.load([...interviews.map(({ id }) => ({ collection: 'interviews' as const, id })), ...also])
  // A loop that moves may step on its own feet: all of it is lifted before any of it is put down.
  for (const interview of interviews) await releaseBooking(work, interview.id)
  for (const interview of interviews) {
    const before = work.get('interviews', interview.id)
    const checked = checkDocument('interviews', interview as unknown as Content)
    if (checked.kind === 'misfit') throw new AppError('document.invalid', { facts: { field: checked.field } })
    const refused = await checkRules(work, { collection: 'interviews', id: interview.id, before: before && !before.deleted ? before.content : null, after: checked.content, actorId, hand: 'other' })
    if (refused) throw new AppError(refused.code)
    putWhole(work, { collection: 'interviews', id: interview.id, content: confirmBooking('interviews', checked.content) }, actorId)
  }
  for (const row of also) putWhole(work, row, actorId)
  return finishWork(work)
}

/**
 * An interview that was booked, moved or called off at another service: it stands there whatever we think of it, so no rule
 * refuses it. Whoever is booked here at that time already keeps that booking, and the interview says that it clashes.
 */
export async function writeOutsideBooking(tx: Tx, workspaceId: string, actorId: string, interview: Interview, also: readonly ServerWrite[], nowMs: number): Promise<Committed> {
  const head = await lockWorkspace(tx, workspaceId)
  const work = new Work(tx, workspaceId, head.sequence, nowMs)
  await work.load([{ collection: 'interviews', id: interview.id }, ...also])
  await loadSubjects(work, [{ collection: 'interviews', id: interview.id, content: interview }])
  const clashes = await reserveFree(work, interview)
  const marked: Interview = { ...interview, bookedThrough: interview.bookedThrough ? { ...interview.bookedThrough, clashes } : null }
  const checked = checkDocument('interviews', marked as unknown as Content)
  if (checked.kind === 'misfit') throw new AppError('document.invalid', { facts: { field: checked.field } })
  putWhole(work, { collection: 'interviews', id: interview.id, content: confirmBooking('interviews', checked.content) }, actorId)
  for (const row of also) putWhole(work, row, actorId)
  return finishWork(work)
}
