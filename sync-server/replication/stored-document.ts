import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'

/** A document as the store keeps it. Sequences are whole numbers in commit order. */
export type StoredDocument = Readonly<{
  collection: CollectionName
  id: string
  revision: number
  /** The newest of content and access changes; laptops read in its order. */
  streamRevision: number
  createdRevision: number
  /** The lost revision this was healed from after a restore; 0 otherwise. */
  healedRevision: number
  deleted: boolean
  content: Content
  /** The revision at which each unit last changed; absent: at creation. */
  unitRevisions: Readonly<Record<string, number>>
  /** Keys that open the document, and since when; keys that once did, and until when. */
  audience: Readonly<Record<string, number>>
  departed: Readonly<Record<string, number>>
}>

/** One accepted change, as it goes into the history. */
export type RevisionRecord = Readonly<{
  revision: number
  collection: CollectionName
  id: string
  kind: 'new' | 'edit' | 'delete' | 'revive' | 'restore' | 'server'
  personId: string | null
  sessionId: string | null
  device: string
  operation: string | null
  atMs: number
  /** Each changed unit: before, after. */
  changes: Readonly<Record<string, readonly [before: Content[string], after: Content[string]]>>
}>

export type DocumentName = Readonly<{ collection: CollectionName; id: string }>

/** Names a document across collections. */
export const documentKey = (collection: string, id: string): string => `${collection}/${id}`

/** The records a document belongs to; the store indexes them. */
export function referencesOf(collection: CollectionName, id: string, content: Content): {
  candidateId: string | null; applicationId: string | null; jobId: string | null
} {
  const named = (field: string, own: CollectionName): string | null => {
    if (collection === own) return id
    const value = content[field]
    return typeof value === 'string' ? value : null
  }
  return { candidateId: named('candidateId', 'candidates'), applicationId: named('applicationId', 'applications'), jobId: named('jobId', 'jobs') }
}
