import type { z } from 'zod'
import type { ConnectorCategory, MappingLine, MissingField, ShareableField, TestResult } from '#shared/contract/integrations'
import type { OfferedTest } from '#shared/domain/model/assessment'
import type { HookEventKind, OnboardingKind } from '#shared/domain/model/onboarding'
import type { Json } from '#shared/lib/json'
import type { HttpRequest, RawReply } from './http.ts'
import type { BookingServicePort } from './bookings.ts'
import type { CalendarPort, ConsentPort, MeetingPort, OwnAccountPort } from './calendar.ts'
import type { ConnectorContext, HookEvent } from './connector-context.ts'
import type { Finding, StepReport } from './findings.ts'
import type { InboundSpec } from './inbound.ts'
import type { RecordFieldName, RecordValues } from './record-fields.ts'

/** A link to another service whose booking may have come or changed: `ref` is what is known to stand, `sinceMs` when the link was made. */
export type OpenBooking = Readonly<{ mark: string; email: string; ref: string | null; sinceMs: number }>

/** An interview that is over and whose video meeting this connection made: the vendor's id of it, and its link. */
export type OpenTranscript = Readonly<{ interviewId: string; meetingId: string | null; joinUrl: string | null; startMs: number; endMs: number }>
export type TranscriptFinding = Extract<Finding, { kind: 'transcript' }>

/** A letter that is out to be signed, or is signed and its paper not fetched yet. */
export type OpenSigning = Readonly<{ offerId: string; envelopeId: string }>

/** What came of a delivery. Everything else is an AppError of `errors.ts`. */
export type Outcome = Readonly<
  | { kind: 'done'; summary: string; steps?: readonly StepReport[]; /** What their system says of fields it may own; taken over only where it does own them. */ told?: RecordValues; /** Applied in the transaction that settles the delivery. */ findings?: readonly Finding[] }
  | { kind: 'blocked'; missing: readonly MissingField[] }
>

/** What a polling connector found out about earlier work. */
export type PollUpdate = Readonly<{ applicationId: string; steps: readonly StepReport[]; told?: RecordValues }>
/** Work of this connection that is under way: steps reported as `sent`. */
export type OpenStep = Readonly<{ applicationId: string; kind: OnboardingKind; key: string }>

/** A test that was sent and is not finished, by our request and the vendor's id of it. */
export type OpenAssessment = Readonly<{ requestId: string; externalId: string }>

/** At most `requests` in each `perMs` to one vendor account. */
export type RateLimit = Readonly<{ requests: number; perMs: number }>

/** How a handler is written: at least once, in order per person, so make the effect happen once. */
export type Handler<Config, Secrets> = (event: HookEvent, ctx: ConnectorContext<Config, Secrets>) => Promise<Outcome>

export type ConnectorSpec<ConfigSchema extends z.ZodObject, SecretsSchema extends z.ZodObject> = Readonly<{
  /** Stable, kebab-case. */
  id: string
  title: string
  category: ConnectorCategory
  /** One sentence a recruiter understands. */
  summary: string
  /** Inputs are described with `.meta({ title, description })`; the form is made from the schema. */
  configSchema: ConfigSchema
  /** Encrypted at rest, never replicated, masked in logs. Strings only. */
  secretsSchema: SecretsSchema
  scopes: readonly Readonly<{ name: string; reason: string }>[]
  /** The fields this connector can use; see `shareable()`. */
  fields: readonly ShareableField[]
  /** Kinds this connector handles once it is switched on; the owner may take some away. */
  events: readonly HookEventKind[]
  /** Kinds of lines it adds to the first-day checklist. */
  steps: readonly OnboardingKind[]
  /** Those of one connection, where they hang on its settings; with a record, those of that hire. */
  stepsFor?(config: z.infer<ConfigSchema>, record?: RecordValues): readonly OnboardingKind[]
  defaultMapping: readonly MappingLine[]
  /** Ready settings to start from. */
  presets?: readonly Readonly<{ id: string; title: string; config: Readonly<Record<string, Json>>; mapping: readonly MappingLine[] }>[]
  /** Fields of ours that must be filled before anything is sent; shown on laptops too. */
  requires: readonly RecordFieldName[]
  /** Fields it reads for itself, whatever the mapping says: the monthly review does not call these unused. */
  reads?: readonly RecordFieldName[]
  /** Where requests go and what each carries. Relative paths stand under `baseUrl`; these headers never leave its origin. */
  connect(config: z.infer<ConfigSchema>, secrets: z.infer<SecretsSchema>): Readonly<{ baseUrl: string; headers?: Readonly<Record<string, string>> }>
  handles: Partial<Record<HookEventKind, Handler<z.infer<ConfigSchema>, z.infer<SecretsSchema>>>>
  /**
   * True for an event that takes back what this connector made or sent. It is told of such an event also about somebody who
   * asked to be erased, where nothing else leaves any more, and nothing of the person has to be filled for it.
   */
  takesBack?(event: HookEvent): boolean
  /**
   * What their record holds in these fields of theirs; `{}` when there is none yet. Only a connector that has it can be
   * given lines that add to what is there; the adding itself is done before `handles`.
   */
  held?(theirs: readonly string[], event: HookEvent, ctx: ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>): Promise<Readonly<Record<string, string>>>
  /**
   * For a connector without `held` that can still be asked what it holds, where its settings say how: from then on it can own fields that
   * follow their owner after a hire. Null where they do not.
   */
  tells?(config: z.infer<ConfigSchema>): ((theirs: readonly string[], event: HookEvent, ctx: ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>) => Promise<Readonly<Record<string, string>>>) | null
  /** More that is missing than `requires` and required lines of the mapping say, e.g. from the vendor's metadata. */
  requiredFields?(event: HookEvent, ctx: ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>): Promise<readonly MissingField[]>
  testConnection(ctx: ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>): Promise<TestResult>
  /** Asked every few minutes while some step is `sent`. */
  poll?(open: readonly OpenStep[], ctx: ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>): Promise<readonly PollUpdate[]>
  /** Asked every few minutes while tests of this connection are under way. */
  follow?(open: readonly OpenAssessment[], ctx: ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>): Promise<readonly Finding[]>
  /** The tests its vendor offers, asked every hour; people choose from these, also offline. */
  catalog?(ctx: ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>): Promise<readonly OfferedTest[]>
  /** Asked every 15 minutes while letters are out to be signed, for messages that never came and for papers that could not be fetched. */
  pollSignings?(open: readonly OpenSigning[], ctx: ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>): Promise<readonly Finding[]>
  /** Takes messages the vendor sends to `inboundUrl`; see the room's page. */
  inbound?: InboundSpec<z.infer<ConfigSchema>, z.infer<SecretsSchema>>
  /** Links by which candidates book at this service. */
  bookings?: BookingServicePort<ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>>
  /** Asked every 15 minutes about such links, for messages that never came. */
  followBookings?(open: readonly OpenBooking[], ctx: ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>): Promise<readonly Finding[]>
  /** Calendars of an account: when people are taken, and a calendar that holds interviews. */
  calendar?: CalendarPort<ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>>
  /** Video meetings of an account. */
  meetings?: MeetingPort<ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>>
  /**
   * Asked for what was said in an interview that is over, where the candidate agreed to being recorded; null while there is
   * none. `source` must be the same as that of a message about it, so that it is kept once.
   */
  transcript?(about: OpenTranscript, ctx: ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>): Promise<TranscriptFinding | null>
  /** How somebody agrees that we act for them. */
  consent?: ConsentPort<ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>>
  /** How a person connects an account of their own. */
  ownAccount?: OwnAccountPort<ConnectorContext<z.infer<ConfigSchema>, z.infer<SecretsSchema>>>
  /** The vendor as sandbox and dry run see it: answers a request plausibly, knows nothing (look-ups find nothing). */
  sandbox(request: HttpRequest & Readonly<{ url: string }>, config: z.infer<ConfigSchema>): RawReply
  rateLimit: RateLimit
  /** The longest body ever sent, bytes; the usual is 1 MB. */
  payloadLimitBytes?: number
}>

/** A connector with its types forgotten: config and secrets are parsed before it sees them. */
export type Connector = ConnectorSpec<z.ZodObject, z.ZodObject>

/** Declares a connector. Everything that differs between vendors is in its spec; delivery is the outbox's. */
export function defineConnector<C extends z.ZodObject, S extends z.ZodObject>(spec: ConnectorSpec<C, S>): Connector {
  // Safe: the outbox parses config and secrets by these very schemas before any function of the spec runs.
  return spec as unknown as Connector
}
