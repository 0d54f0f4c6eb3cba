import { redact } from '#shared/domain/access/field-access'
import { documentRules } from '#shared/domain/model/collections'
import { staffKey } from '#shared/domain/access/keys'
import type { StoredDocument } from './stored-document.ts'

/** The keys somebody holds now, and those they held before: the latter tell which removals concern them. */
export type Reader = Readonly<{ personId: string; keys: ReadonlySet<string>; everKeys: ReadonlySet<string> }>

const hasHiddenFields = (document: StoredDocument): boolean =>
  Object.values(documentRules[document.collection]).some(rule => rule.see !== undefined)

/**
 * What one reader is told of a document since `after`: its content, its disappearance, or nothing (`null`).
 * Already JSON: a row is written once and shared by everyone who sees the same.
 */
export function rowFor(reader: Reader, document: StoredDocument, after: number): string | null {
  const held = Object.keys(document.audience).filter(key => reader.keys.has(key))
  if (held.length === 0) {
    const left = Object.entries(document.departed).some(([key, at]) => at > after && reader.everKeys.has(key))
    const lost = Object.keys(document.audience).some(key => reader.everKeys.has(key))
    return left || (lost && document.revision > after) ? removedRow(document) : null
  }
  const isNews = document.revision > after || held.every(key => document.audience[key]! > after)
  return isNews ? contentRow(reader, document) : null
}

export function removedRow(document: Pick<StoredDocument, 'collection' | 'id' | 'streamRevision'>): string {
  return `{"collection":"${document.collection}","id":"${document.id}","revision":${document.streamRevision},"content":null,"gone":"removed"}`
}

const sharedRows = new WeakMap<StoredDocument, string>()

/** A document as a reader may see it. Rows that hide nothing from anybody are written once. */
export function contentRow(reader: Reader, document: StoredDocument): string {
  if (document.deleted) {
    return `{"collection":"${document.collection}","id":"${document.id}","revision":${document.revision},"content":null,"gone":"deleted"}`
  }
  const isShared = !hasHiddenFields(document) || (reader.keys.has(staffKey) && document.collection !== 'people')
  const known = isShared ? sharedRows.get(document) : undefined
  if (known !== undefined) return known
  const content = JSON.stringify(redact(document.collection, document.content, reader.keys))
  const row = `{"collection":"${document.collection}","id":"${document.id}","revision":${document.revision},"content":${content}}`
  if (isShared) sharedRows.set(document, row)
  return row
}
