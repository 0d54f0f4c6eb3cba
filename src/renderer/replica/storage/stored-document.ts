import type { LocalDocument, SyncState } from '#shared/domain/merge/local-document'
import type { Content } from '#shared/domain/merge/units'
import type { RxDocumentData } from 'rxdb'

/** A document as RxDB holds it: its content beside its standing to the server, so that one write keeps both or neither. */
export type StoredDocument = { readonly id: string; readonly sync: SyncState } & Readonly<Record<string, unknown>>
/** The same with RxDB's own fields. */
export type StoredData = RxDocumentData<StoredDocument>

const contents = new WeakMap<object, Content>()

/** The content of a stored document; the same object each time, so that views can compare by identity. */
export function contentOf(stored: StoredDocument): Content {
  const known = contents.get(stored)
  if (known) return known
  const { sync: _sync, _rev, _deleted, _meta, _attachments, ...content } = stored
  contents.set(stored, content as Content)
  return content as Content
}

/** The document that merging works on. */
export function toLocal(stored: StoredDocument): LocalDocument {
  return { content: contentOf(stored), sync: stored.sync }
}

/** Ready for RxDB: `_rev` and `_meta` are set by its write. */
export function toStored(id: string, local: LocalDocument): StoredData {
  return { ...local.content, id, sync: local.sync, _deleted: false, _attachments: {}, _rev: '', _meta: { lwt: 0 } } as unknown as StoredData
}

/** What remains of a document that is gone: its name alone, no content. */
export function toTombstone(id: string, sync: SyncState): StoredData {
  return { id, sync: { ...sync, dirty: 0, pending: {}, deleted: false, created: false, operation: null, sinceMs: null, atMs: null }, _deleted: true, _attachments: {}, _rev: '', _meta: { lwt: 0 } } as unknown as StoredData
}
