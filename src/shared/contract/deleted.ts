import { z } from 'zod'
import { collectionNames, type CollectionName } from '../domain/model/collections.ts'
import { id, instantMs } from '../domain/model/fields.ts'

/** The kinds of records that are listed by themselves; lines of the timeline come back with what they tell of. */
export const deletedCollections = ['jobs', 'candidates', 'applications', 'interviews', 'notes'] as const satisfies readonly CollectionName[]

/** A record that stands deleted: what it held, who deleted it, on which device and when. */
export const deletedRecordSchema = z.strictObject({
  collection: z.enum(collectionNames as unknown as readonly [CollectionName, ...CollectionName[]]), id, revision: z.int(), content: z.record(z.string(), z.json()),
  personId: id.nullable(), device: z.string(), atMs: instantMs,
})
export type DeletedRecord = Readonly<z.infer<typeof deletedRecordSchema>>

/** GET /api/deleted?before= (owner and recruiters): the last deleted first; `next` goes into `before`. */
export const deletedListSchema = z.strictObject({ records: z.array(deletedRecordSchema), next: z.int().nullable() })
/** GET /api/deleted/:collection/:id: the record first, then what was deleted with it. */
export const deletedWholeSchema = z.strictObject({ records: z.array(deletedRecordSchema) })
