import { z } from 'zod'
import { collectionNames, type CollectionName } from '../domain/model/collections.ts'
import { id, instantMs, line } from '../domain/model/fields.ts'
import { isInheritedName } from '../lib/json.ts'

/**
 * The sync wire. History:
 * 1 · first version: hello/welcome, pages, push with field changes, live changes, receipts for wiping.
 */
export const protocolVersion = 1
/** The version of the document schemas; raised when a field's meaning changes. A new field alone does not raise it. */
export const schemaVersion = 1

/** At most this many documents travel in one push or page. */
export const maxDocumentsPerMessage = 1_000
/** A push message may not be larger, in bytes of JSON. */
export const maxMessageBytes = 8 * 1024 * 1024

const collection = z.enum(collectionNames as unknown as readonly [CollectionName, ...CollectionName[]])
const revision = z.int().min(0)
const unitName = z.string().min(1).max(120).regex(/^[a-z][A-Za-z0-9]*$/).refine(name => !isInheritedName(name), 'is no unit')
const operation = z.string().min(1).max(40).regex(/^[A-Za-z0-9_-]+$/)
/** A place in the server's order of commits; laptops keep it and never look inside. */
const cursor = z.string().min(1).max(400)

/**
 * One document's changes.
 * `new`: the whole document. `edit`: units by name, each with the revision its editor saw.
 * `delete`: with the revision the deleter saw.
 * `restore`: the whole document as acknowledged at `revision`, given back to a server that was restored from an
 * older backup; `edits` names units changed on top of it since.
 */
export const pushRowSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('new'), collection, id, operation, atMs: instantMs, content: z.record(z.string().max(60), z.json()) }),
  z.strictObject({
    kind: z.literal('edit'), collection, id, operation, atMs: instantMs, base: revision,
    units: z.record(unitName, z.json()),
    /** Only for units whose editor saw another revision than `base`. */
    bases: z.record(unitName, revision).optional(),
  }),
  z.strictObject({ kind: z.literal('delete'), collection, id, operation, atMs: instantMs, base: revision }),
  z.strictObject({
    kind: z.literal('restore'), collection, id, operation, atMs: instantMs, revision,
    content: z.record(z.string().max(60), z.json()), deleted: z.boolean(),
  }),
])
export type PushRow = z.infer<typeof pushRowSchema>

export const clientMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'), protocol: z.int(), schema: z.int(), device: line(120),
    /** Session token; a browser of the web companion sends its cookie instead. */
    token: z.string().max(200).optional(),
    cursor: cursor.nullable(),
    /** This laptop's clock when it sent the message: the server answers with the difference. */
    clockMs: z.number(),
    /** Only these collections; all when absent. */
    collections: z.array(collection).optional(),
    /** Send live changes after catching up. */
    live: z.boolean(),
  }),
  /** Asks for the page after a cursor (`null`: the first page of a snapshot). */
  z.strictObject({ type: z.literal('pull'), request: z.int(), cursor: cursor.nullable() }),
  z.strictObject({ type: z.literal('push'), request: z.int(), rows: z.array(pushRowSchema).min(1).max(maxDocumentsPerMessage) }),
  /** The replica and its keys are gone from this laptop. */
  z.strictObject({ type: z.literal('wiped') }),
])
export type ClientMessage = z.infer<typeof clientMessageSchema>

/** A document as it stands, or its disappearance: `deleted` for everyone, `removed` for this person. */
export const pulledRowSchema = z.strictObject({
  collection, id, revision,
  content: z.record(z.string(), z.json()).nullable(),
  gone: z.enum(['deleted', 'removed']).optional(),
})
export type PulledRow = z.infer<typeof pulledRowSchema>

/** The server's answer to one pushed row, in the order of the push. */
export const pushResultSchema = z.discriminatedUnion('kind', [
  /** Durable. `content` is present when the document now differs from what the laptop can work out itself. */
  z.strictObject({
    kind: z.literal('accepted'), revision, content: z.record(z.string(), z.json()).optional(), deleted: z.boolean().optional(),
    /** Units where the server's value stands and the pushed one was put aside in a conflict. */
    clashed: z.array(z.string()).optional(),
  }),
  /** Not written. The laptop keeps the value; a `refused` conflict tells the person why. */
  z.strictObject({
    kind: z.literal('refused'), code: line(80), revision, content: z.record(z.string(), z.json()).nullable(),
    conflictId: id.nullable(),
  }),
])
export type PushResult = z.infer<typeof pushResultSchema>

export const serverMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('welcome'), protocol: z.int(), schema: z.int(), workspaceId: id, personId: id, sessionId: id,
    /** Names this life of the database; another name means it was restored from a backup. */
    epoch: z.string().max(60),
    /** The newest sequence the server has. */
    sequence: revision,
    /** When the epoch changed since the laptop's cursor: what the restored server still had of it. */
    restoredTo: revision.nullable(),
    clockMs: z.number(),
  }),
  z.strictObject({
    type: z.literal('page'), request: z.int(), rows: z.array(pulledRowSchema), cursor,
    /** True when nothing more is known: live changes follow from here. */
    done: z.boolean(),
    /** Of a first sync, from its second page on: documents sent so far and in all, for progress. */
    progress: z.strictObject({ sent: z.int(), total: z.int() }).optional(),
    /** Of a first sync: the person's own jobs are complete, the board can be used. */
    usable: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('changes'), rows: z.array(pulledRowSchema), cursor }),
  z.strictObject({ type: z.literal('pushed'), request: z.int(), results: z.array(pushResultSchema) }),
  z.strictObject({
    type: z.literal('problem'), request: z.int().nullable(), code: line(80),
    /** Whether the same message may be sent again, and after how long. */
    retryAfterMs: z.int().nullable(),
  }),
  /** This device was revoked: wipe the replica and its keys, then answer `wiped`. */
  z.strictObject({ type: z.literal('wipe') }),
])
export type ServerMessage = z.infer<typeof serverMessageSchema>
