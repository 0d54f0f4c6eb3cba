import type { PackedRecord } from './packer.ts'

/** One document to write, and what it replaces. */
export type PackedRow = { document: PackedRecord; previous?: PackedRecord }

/** What RxDB's collections hear of one written document. */
export type PackedEvent = Readonly<{
  documentId: string
  operation: 'INSERT' | 'UPDATE' | 'DELETE'
  documentData: PackedRecord
  previousDocumentData: PackedRecord | undefined
}>

/**
 * How a written document is told. `part`: by another window, of a write of several records that may not be whole yet; the
 * window that writes knows by itself.
 */
export type ToldAs = 'step' | 'part'

/** What a write says when it begins. */
export function toldOf({ document, previous }: PackedRow): PackedEvent {
  const operation = document._deleted ? 'DELETE' : previous ? 'UPDATE' : 'INSERT'
  return { documentId: document.id, operation, documentData: document, previousDocumentData: previous }
}

/** What is said when the disk did not take it after all. */
export function takenBack({ documentId, operation, documentData, previousDocumentData }: PackedEvent): PackedEvent {
  if (!previousDocumentData) return { documentId, operation: 'DELETE', documentData: { ...documentData, _deleted: true }, previousDocumentData: documentData }
  if (operation === 'DELETE') return { documentId, operation: 'INSERT', documentData: previousDocumentData, previousDocumentData: undefined }
  return { documentId, operation: 'UPDATE', documentData: previousDocumentData, previousDocumentData: documentData }
}

/** What is said where another window had written first: what really lies there. */
export function corrected({ documentId, documentInDb }: { documentId: string; documentInDb?: PackedRecord }, rows: readonly PackedRow[]): PackedEvent[] {
  const row = rows.find(each => each.document.id === documentId)
  if (!row) return []
  const told = toldOf(row)
  if (!documentInDb) return [takenBack(told)]
  const isGoneHere = told.operation === 'DELETE'
  return [{ documentId, operation: isGoneHere ? 'INSERT' : 'UPDATE', documentData: documentInDb, previousDocumentData: isGoneHere ? undefined : told.documentData }]
}
