import { acknowledge, fromServer, receive, type LocalDocument, type SentChange } from '#shared/domain/merge/local-document'
import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import type { PulledRow, PushResult } from '#shared/contract/sync-protocol'
import { isSameJson } from '#shared/lib/json'

type Local = LocalDocument | null

/** Takes in a row of the server. Taking it twice, or an older one later, changes nothing. */
export function takeRow(collection: CollectionName, local: Local, row: PulledRow): Local {
  if (row.content === null) return takeAbsence(local, row)
  if (!local) return fromServer(row.content as Content, row.revision)
  // A deletion keeps the revision its author saw: the server must be able to tell that somebody edited since.
  if (local.sync.deleted || row.revision < local.sync.revision) return local
  if (local.sync.dirty === 0 && row.revision === local.sync.revision && isSameJson(local.content, row.content)) return local
  return receive(collection, local, row.content as Content, row.revision)
}

function takeAbsence(local: Local, row: PulledRow): Local {
  if (!local || row.gone === 'removed') return null
  // Deleted by a colleague while edited here: the edit is still sent, and the server keeps both sides' work.
  const isEdited = local.sync.dirty === 1 && !local.sync.deleted
  return isEdited || row.revision < local.sync.revision ? local : null
}

/** Takes in the answer to a sent change. */
export function takeResult(collection: CollectionName, local: Local, sent: SentChange, result: PushResult): Local {
  if (!local) return null
  const isUntouched = local.sync.operation === sent.operation
  if (result.kind === 'refused') return takeRefusal(collection, local, sent, result, isUntouched)
  if (result.deleted === true) return isUntouched || local.sync.deleted ? null : asCreated(local, result.revision)
  // Settled by a row that came first, such as our own change echoed over another connection.
  if (local.sync.dirty === 0) return result.content && result.revision > local.sync.revision ? fromServer(result.content as Content, result.revision) : local
  const content = (result.content ?? null) as Content | null
  // The disk did not take a row that had come before: what the answer leaves unsaid is not here. Sent again, it is said.
  if (!content && local.sync.revision < sent.revision) return local
  const next = acknowledge(collection, local, sent, { revision: result.revision, content, clashed: result.clashed ?? [] })
  return onlyOwnPending(local, next)
}

/** Refused: the server's content stands; what was typed since stays to be sent. */
function takeRefusal(
  collection: CollectionName, local: LocalDocument, sent: SentChange, result: Extract<PushResult, { kind: 'refused' }>, isUntouched: boolean,
): Local {
  if (result.content === null) return isUntouched || !local.sync.created ? null : local
  const content = result.content as Content
  if (isUntouched) return fromServer(content, result.revision)
  if (local.sync.deleted) return local
  const next = acknowledge(collection, local, sent, { revision: result.revision, content, clashed: Object.keys(sent.pending) })
  return onlyOwnPending(local, next)
}

const asCreated = (local: LocalDocument, revision: number): LocalDocument =>
  ({ content: local.content, sync: { ...local.sync, revision, created: true, pending: {} } })

/** A colleague's newer value differs from what was sent too; only units edited here may wait. */
function onlyOwnPending(before: LocalDocument, next: LocalDocument): LocalDocument {
  if (before.sync.created || next.sync.dirty === 0) return next
  const pending = Object.fromEntries(Object.entries(next.sync.pending).filter(([name]) => name in before.sync.pending))
  if (Object.keys(pending).length > 0 || next.sync.deleted) return { content: next.content, sync: { ...next.sync, pending } }
  return fromServer(next.content, next.sync.revision)
}
