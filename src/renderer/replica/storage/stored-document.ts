import type { LocalDocument, SyncState } from '#shared/domain/merge/local-document'
import type { Content } from '#shared/domain/merge/units'
import type { RxDocumentData } from 'rxdb'

/** A document as RxDB holds it: its content beside its standing to the server, so that one write keeps both or neither. */
export type StoredDocument = { readonly id: string; readonly sync: SyncState } & Readonly<Record<string, unknown>>
/** The same with RxDB's own fields. */
export type StoredData = RxDocumentData<StoredDocument>

/**
 * Names that RxDB's documents use themselves. A field of ours by that name is stored as `own_…`: RxDB could not open
 * the document otherwise ("which has only a getter").
 */
const reserved = ['collection', 'revision', 'deleted', 'primary'] as const
const ownName = (name: string): string => `own_${name}`

/** A field's name as it is stored, for queries. */
export function storedName(field: string): string {
  return (reserved as readonly string[]).includes(field) ? ownName(field) : field
}

function renamed(fields: Readonly<Record<string, unknown>>, from: (name: string) => string, to: (name: string) => string): Readonly<Record<string, unknown>> {
  if (!reserved.some(name => from(name) in fields)) return fields
  const copy = { ...fields }
  for (const name of reserved) {
    if (!(from(name) in copy)) continue
    copy[to(name)] = copy[from(name)]
    delete copy[from(name)]
  }
  return copy
}

const sameName = (name: string): string => name
const contents = new WeakMap<object, Content>()

/** The content of a stored document; the same object each time, so that views can compare by identity. */
export function contentOf(stored: StoredDocument): Content {
  const known = contents.get(stored)
  if (known) return known
  const { sync: _sync, _rev, _deleted, _meta, _attachments, ...fields } = stored
  const content = renamed(fields, ownName, sameName) as Content
  contents.set(stored, content)
  return content
}

/** The document that merging works on. */
export function toLocal(stored: StoredDocument): LocalDocument {
  return { content: contentOf(stored), sync: stored.sync }
}

/** Ready for RxDB: `_rev` and `_meta` are set by its write. */
export function toStored(id: string, local: LocalDocument): StoredData {
  return { ...renamed(local.content, sameName, ownName), id, sync: local.sync, _deleted: false, _attachments: {}, _rev: '', _meta: { lwt: 0 } } as unknown as StoredData
}

/** What remains of a document that is gone: its name alone, no content. */
export function toTombstone(id: string, sync: SyncState): StoredData {
  return { id, sync: { ...sync, dirty: 0, pending: {}, deleted: false, created: false, operation: null, sinceMs: null, atMs: null }, _deleted: true, _attachments: {}, _rev: '', _meta: { lwt: 0 } } as unknown as StoredData
}
