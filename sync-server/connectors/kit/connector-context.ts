import type { HookEventKind } from '#shared/domain/model/onboarding'
import type { Http } from './http.ts'
import type { Mapped } from './mapping.ts'
import type { Remember } from './memory.ts'
import type { RecordValues } from './record-fields.ts'

/** Something that happened, as a connector hears of it. */
export type HookEvent = Readonly<{
  /** The idempotency key: the same at every try, in every life of the database. */
  id: string
  kind: HookEventKind
  atMs: number
  candidateId: string | null
  applicationId: string | null
  jobId: string | null
  personId: string | null
  data: Readonly<Record<string, unknown>>
}>

/** Where the ids of other systems are kept, per connection. `set` is durable when it resolves. */
export type ExternalIds = Readonly<{
  /** Their id of ours, e.g. `get('employee', applicationId)`. */
  get(kind: string, localId: string): Promise<string | null>
  set(kind: string, localId: string, externalId: string): Promise<void>
  remove(kind: string, localId: string): Promise<void>
  /** Our id of theirs. */
  lookup(kind: string, externalId: string): Promise<string | null>
}>

/** An offer with the papers of its current version, for connectors that have them signed. */
export type OfferPapers = Readonly<{
  offerId: string; versionId: string; status: string
  /** The newest letter of this version; null until one was made. */
  letter: Readonly<{ name: string; base64: string }> | null
}>

/** What a connector works with. Nothing else reaches it: no database, no other connection. */
export type ConnectorContext<Config = unknown, Secrets = unknown> = Readonly<{
  workspaceId: string
  connectionId: string
  config: Config
  secrets: Secrets
  /** Guarded and logged; its base and headers come from `connect`. */
  http: Http
  /** The fields the owner allows, values already translated by the tables of values. Others are absent. */
  record: RecordValues
  /** Their field → what it is to hold, by the connection's mapping: transformed, and added to what is there where a line adds. */
  mapped: Mapped
  /** Every field of theirs the mapping names, whether or not there is something to say. */
  theirFields: readonly string[]
  /** What the vendor says of itself, kept for a while: metadata, discovery, tokens that soon run out. */
  remember: Remember
  externalIds: ExternalIds
  /** The offer the event is about; null where there is none. */
  offer(): Promise<OfferPapers | null>
  idempotencyKey: string
  /** An earlier try, or an earlier life of the database, may have had its effect: look up before you create. */
  mayHaveHappened: boolean
  nowMs: number
  /** Where this connection's messages are taken, for vendors that are told it; see `inbound`. Empty where there is no such address. */
  inboundUrl: string
  /** Keeps refreshed tokens; encrypted, durable when it resolves. */
  setSecrets(changed: Partial<Secrets>): Promise<void>
}>
