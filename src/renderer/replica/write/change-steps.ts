import { createLocal, deleteLocal, editLocal, type EditStamp, type LocalDocument } from '#shared/domain/merge/local-document'
import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import { checkDocument, checkFields, type ContentCheck } from '#shared/domain/model/parse-content'
import { AppError } from '#shared/lib/app-error'
import { isSameJson } from '#shared/lib/json'
import type { Change } from '../replica.ts'
import type { Step, Stepped } from '../store/collection-store.ts'

/** One change, ready to be taken: on which document, and how. */
export type PlannedStep = Readonly<{ collection: CollectionName; id: string; step: Step }>

function fitting(collection: CollectionName, check: ContentCheck): Content {
  if (check.kind === 'fits') return check.content
  throw new AppError('document.invalid', { facts: { collection, field: check.field } })
}

const present = (fields: object): Content => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

function existing(local: LocalDocument | null, collection: CollectionName): LocalDocument {
  if (!local || local.sync.deleted) throw new AppError('replica.missing', { facts: { collection } })
  return local
}

/** @throws AppError `document.invalid` before anything is written. */
export function planChange(change: Change, stamp: EditStamp): PlannedStep {
  const { collection } = change
  switch (change.kind) {
    case 'create': {
      const content = fitting(collection, checkDocument(collection, present(change.document)))
      return { collection, id: change.document.id, step: local => create(local, content, stamp, collection) }
    }
    case 'edit': {
      const fields = fitting(collection, checkFields(collection, present(change.fields)))
      return { collection, id: change.id, step: local => editLocal(collection, existing(local, collection), fields, stamp) }
    }
    case 'delete':
      return { collection, id: change.id, step: local => deleteLocal(existing(local, collection), stamp) }
  }
}

function create(local: LocalDocument | null, content: Content, stamp: EditStamp, collection: CollectionName): LocalDocument {
  if (!local) return createLocal(content, stamp)
  if (!local.sync.deleted) throw new AppError('replica.exists', { facts: { collection } })
  return bringBack(collection, local, content, stamp)
}

/** Takes back a deletion that the server has not heard of, then sets what differs. */
export function bringBack(collection: CollectionName, local: LocalDocument, content: Content, stamp: EditStamp): LocalDocument {
  const kept: LocalDocument = { content: local.content, sync: { ...local.sync, deleted: false, operation: stamp.operation, atMs: stamp.nowMs } }
  const whole = editLocal(collection, kept, content, stamp)
  const { sync } = whole
  if (sync.created || Object.keys(sync.pending).length > 0) return whole
  return { content: whole.content, sync: { ...sync, dirty: 0, operation: null, sinceMs: null, atMs: null } }
}

/** The change that takes a step back, field by field, only where its value still stands. */
export function planUndo(collection: CollectionName, done: Stepped, stamp: EditStamp): PlannedStep {
  const { id, before, after } = done
  return { collection, id, step: local => undoStep(collection, local, before, after, stamp) }
}

function undoStep(
  collection: CollectionName, local: LocalDocument | null, before: LocalDocument | null, after: LocalDocument | null, stamp: EditStamp,
): LocalDocument | null {
  const wasThere = before !== null && !before.sync.deleted
  const isThereAfter = after !== null && !after.sync.deleted
  if (!wasThere) return isThereAfter && local && !local.sync.deleted ? deleteLocal(local, stamp) : local
  if (!isThereAfter) {
    if (local?.sync.deleted) return bringBack(collection, local, before.content, stamp)
    return local ?? createLocal(before.content, stamp)
  }
  if (!local || local.sync.deleted) return local
  const fields: Record<string, Content[string]> = {}
  for (const field of new Set([...Object.keys(before.content), ...Object.keys(after.content)])) {
    const [was, set, now] = [before.content[field] ?? null, after.content[field] ?? null, local.content[field] ?? null]
    if (!isSameJson(was, set) && isSameJson(now, set)) fields[field] = was
  }
  return editLocal(collection, local, fields, stamp)
}
