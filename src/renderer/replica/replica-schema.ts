import type { RxJsonSchema } from 'rxdb'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import type { StoredDocument } from './storage/stored-document.ts'

/**
 * The layout of the local database. Raised when an index or the packed form changes: a replica of another layout is
 * opened anew, takes over what was not sent, and fetches the rest from the server.
 */
export const replicaLayout = 3

type Index<C extends CollectionName> = readonly (keyof Documents[C] & string)[]

/**
 * Indexes by screen, read ascending. Each costs about 5 % of a first sync, so they are few: small collections are
 * read whole.
 */
export const replicaIndexes: { readonly [C in CollectionName]: readonly Index<C>[] } = {
  people: [],
  settings: [],
  jobs: [],
  candidates: [['fullName']],
  applications: [['jobId', 'status', 'stageId'], ['candidateId']],
  activities: [['candidateId', 'newestFirst'], ['jobId', 'newestFirst']],
  interviews: [['startMs'], ['candidateId'], ['jobId']],
  notes: [['candidateId']],
  scorecards: [['candidateId'], ['jobId']],
  offers: [['candidateId']],
  busy: [['subjectId']],
  conflicts: [['resolved'], ['documentId']],
  messages: [['candidateId']],
}

/** Documents with unsent changes; clean documents have no such field and cost the index nothing. */
export const dirtyIndex = 'sync.dirty'

const numbers: Readonly<Record<string, { minimum: number; maximum: number }>> = {
  newestFirst: { minimum: 0, maximum: 7_258_118_400_000 },
  startMs: { minimum: 0, maximum: 7_258_118_400_000 },
  resolved: { minimum: 0, maximum: 1 },
}

/** The indexed fields of a collection; they stay readable beside the packed rest, and are never encrypted. */
export function indexedFields(collection: CollectionName): readonly string[] {
  return [...new Set(replicaIndexes[collection].flat() as string[])]
}

export const isNumberField = (field: string): boolean => field in numbers

/**
 * RxDB's schema of a collection. Content is checked by zod at the borders, not here, and fields that only a newer
 * server knows are kept: so only what RxDB's indexes need is declared (a length for texts, bounds for numbers). To
 * declare more would do harm: RxDB makes an accessor for each, and one named `collection` breaks its own documents.
 */
export function toReplicaSchema(collection: CollectionName): RxJsonSchema<StoredDocument> {
  const fields = indexedFields(collection)
  const properties: Record<string, object> = {
    sync: { type: 'object', properties: { dirty: { type: 'number', minimum: 0, maximum: 1, multipleOf: 1 } } },
  }
  for (const field of fields) {
    properties[field] = isNumberField(field) ? { type: 'number', multipleOf: 1, ...numbers[field] } : { type: 'string', maxLength: 200 }
  }
  properties['id'] = { type: 'string', maxLength: 36 }
  return {
    version: 0, primaryKey: 'id', type: 'object', properties, required: ['id', 'sync', ...fields],
    indexes: [['id'], ...replicaIndexes[collection].map(index => [...index]), [dirtyIndex]],
  } as unknown as RxJsonSchema<StoredDocument>
}
