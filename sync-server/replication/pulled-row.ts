import { redact, seesAllFields } from '#shared/domain/access/field-access'
import type { StoredDocument } from './stored-document.ts'

/** The keys somebody holds now, and those they held before: the latter tell which removals concern them. */
export type Reader = Readonly<{ personId: string; keys: ReadonlySet<string>; everKeys: ReadonlySet<string> }>

/**
 * What one reader is told of a document since `after`: its content, its disappearance, or nothing (`null`).
 * Already JSON: a row is written once and shared by everyone who sees the same.
 */
export function rowFor(reader: Reader, document: StoredDocument, after: number): string | null {
  const held = Object.keys(document.audience).filter(key => reader.keys.has(key))
  if (held.length === 0) {
    // What a key opened that was lost itself goes by the walk of that loss; whoever has no key hears of no change since.
    const left = Object.entries(document.departed).some(([key, at]) => at > after && reader.keys.has(key))
    return left ? removedRow(document) : null
  }
  const isNews = document.revision > after || held.every(key => document.audience[key]! > after)
  return isNews ? contentRow(reader, document) : null
}

export function removedRow(document: Pick<StoredDocument, 'collection' | 'id' | 'streamRevision'>): string {
  return `{"collection":"${document.collection}","id":"${document.id}","revision":${document.streamRevision},"content":null,"gone":"removed"}`
}

/** The same in SQL for a document that is here and of which nothing is hidden: the store's own text, read by nobody on its way. */
export const contentRowSql = `'{"collection":"' || collection || '","id":"' || id || '","revision":' || revision || ',"content":' || content || '}'`

const sharedRows = new WeakMap<StoredDocument, string>()

/** A document as a reader may see it. Rows that hide nothing from anybody are written once. */
export function contentRow(reader: Reader, document: StoredDocument): string {
  if (document.deleted) {
    return `{"collection":"${document.collection}","id":"${document.id}","revision":${document.revision},"content":null,"gone":"deleted"}`
  }
  const isShared = seesAllFields(document.collection, reader.keys)
  const known = isShared ? sharedRows.get(document) : undefined
  if (known !== undefined) return known
  const content = JSON.stringify(redact(document.collection, document.content, reader.keys))
  const row = `{"collection":"${document.collection}","id":"${document.id}","revision":${document.revision},"content":${content}}`
  if (isShared) sharedRows.set(document, row)
  return row
}
