import { z } from 'zod'
import { day, id, instantMs, line } from '../domain/model/fields.ts'
import { hookEventKindSchema, onboardingKindSchema } from '../domain/model/onboarding.ts'

export const connectorCategorySchema = z.enum(['hris', 'it', 'chat', 'webhook', 'calendar', 'video', 'signature', 'assessment', 'booking'])
export type ConnectorCategory = z.infer<typeof connectorCategorySchema>

/** One input of a line of a list. `path` leads into the line; `texts` are several, `pairs` names with their values. */
export const formColumnSchema = z.strictObject({
  path: z.array(z.string()).min(1).max(3), label: z.string(), help: z.string(), kind: z.enum(['text', 'choice', 'texts', 'pairs']), required: z.boolean(), choices: z.array(z.strictObject({ value: z.string(), label: z.string() })),
})
export type FormColumn = z.infer<typeof formColumnSchema>

/** One input of a connector's form. `secret` inputs are write-only: the server says whether one is kept, never which. */
export const formFieldSchema = z.strictObject({
  name: z.string(), label: z.string(), help: z.string(), kind: z.enum(['text', 'url', 'email', 'number', 'yesNo', 'choice', 'longText', 'json', 'rows']),
  secret: z.boolean(), required: z.boolean(), choices: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  /** What a line has, for `rows`: a list of lines. */
  columns: z.array(formColumnSchema).default([]),
})
export type FormField = z.infer<typeof formFieldSchema>

/** A field of the record that a connector may be given. Compensation is off until the owner asks for it. */
export const shareableFieldSchema = z.strictObject({ name: z.string(), label: z.string(), compensation: z.boolean(), onByDefault: z.boolean() })
export type ShareableField = z.infer<typeof shareableFieldSchema>

export const transformSchema = z.enum(['none', 'upper', 'lower', 'trim', 'date:DD/MM/YYYY', 'date:MM/DD/YYYY', 'digits', 'firstWord', 'lastWord'])
export type Transform = z.infer<typeof transformSchema>
/** One line of a field mapping. `in` means their system owns the field and we read it. */
export const mappingLineSchema = z.strictObject({
  ours: z.string().max(60), theirs: z.string().min(1).max(200), direction: z.enum(['out', 'in']), rule: z.enum(['overwrite', 'append', 'ignore']),
  transform: transformSchema, required: z.boolean(),
})
export type MappingLine = z.infer<typeof mappingLineSchema>

/** Our value of a controlled list → theirs, by list and id of our value. */
export const valueListSchema = z.enum(['departments', 'locations', 'employmentTypes', 'levels'])
export type ValueList = z.infer<typeof valueListSchema>
export const valueMapSchema = z.partialRecord(valueListSchema, z.record(z.string().max(36), line(200)))
export type ValueMap = z.infer<typeof valueMapSchema>

/** A permission a connector asks for at the vendor, and what for. */
export const scopeSchema = z.strictObject({ name: z.string(), reason: z.string() })

/** GET /api/integrations/connectors: what can be connected. */
export const connectorInfoSchema = z.strictObject({
  id: z.string(), title: z.string(), category: connectorCategorySchema, summary: z.string(), form: z.array(formFieldSchema),
  scopes: z.array(scopeSchema), fields: z.array(shareableFieldSchema), events: z.array(hookEventKindSchema), defaultMapping: z.array(mappingLineSchema),
  presets: z.array(z.strictObject({ id: z.string(), title: z.string(), config: z.record(z.string(), z.json()), mapping: z.array(mappingLineSchema) })),
  /** Whether a line of the mapping may add to what their field holds. */
  canAppend: z.boolean(),
  /** It can be asked what it holds, so it may own fields that follow their owner. */
  canTell: z.boolean(),
  /** Whether somebody can agree at the vendor that we act for them. */
  asksConsent: z.boolean(),
  /** The kinds of steps this connector adds to a first-day checklist. */
  steps: z.array(onboardingKindSchema),
})
export type ConnectorInfo = z.infer<typeof connectorInfoSchema>
export const connectorsSchema = z.strictObject({ connectors: z.array(connectorInfoSchema) })

const configValues = z.record(z.string().max(60), z.json())
/** A secret left out stays as it was; an empty one is removed. */
const secretValues = z.record(z.string().max(60), z.string().max(20_000))

/** POST /api/integrations/connections (owner). */
export const createConnectionSchema = z.strictObject({
  connectorId: z.string().max(60), title: line(120).min(1), config: configValues, secrets: secretValues,
  events: z.array(hookEventKindSchema).max(40).optional(), sandbox: z.boolean().default(false),
  /** The mapping of a preset; the connector's own when left out. */
  mapping: z.array(mappingLineSchema).max(200).optional(),
})
/** PATCH /api/integrations/connections/:id (owner). */
export const changeConnectionSchema = z.strictObject({
  title: line(120).min(1).optional(), config: configValues.optional(), secrets: secretValues.optional(), events: z.array(hookEventKindSchema).max(40).optional(),
  fields: z.array(z.string().max(60)).max(100).optional(), mapping: z.array(mappingLineSchema).max(200).optional(), values: valueMapSchema.optional(),
  sandbox: z.boolean().optional(), paused: z.boolean().optional(),
})
export type ChangeConnection = z.infer<typeof changeConnectionSchema>

/** `open` is well, `failing` has failed since its last success, `paused` keeps everything and sends nothing. */
export const connectionStateSchema = z.enum(['well', 'failing', 'blocked', 'paused'])
export const healthSchema = z.strictObject({
  state: connectionStateSchema, lastSuccessAtMs: instantMs.nullable(), failingSinceMs: instantMs.nullable(), backlog: z.int(), blocked: z.int(), dead: z.int(),
  /** Plain words: what is wrong, and what to do. */
  cause: z.string(), fix: z.string(),
})
export type Health = z.infer<typeof healthSchema>

export const connectionSchema = z.strictObject({
  id, connectorId: z.string(), category: connectorCategorySchema, title: z.string(), config: configValues,
  /** Which secrets are kept, and when each was last changed. */
  secrets: z.record(z.string(), z.strictObject({ kept: z.boolean(), changedAtMs: instantMs.nullable() })),
  events: z.array(hookEventKindSchema), fields: z.array(z.string()), mapping: z.array(mappingLineSchema), values: valueMapSchema,
  sandbox: z.boolean(), paused: z.boolean(), createdAtMs: instantMs, lastUsedAtMs: instantMs.nullable(), reviewedAtMs: instantMs.nullable(), health: healthSchema,
  /** Where the other system sends its messages; null for one that sends none. */
  inboundUrl: z.string().nullable(),
})
export type Connection = z.infer<typeof connectionSchema>
export const connectionsSchema = z.strictObject({ connections: z.array(connectionSchema) })

/** POST /api/integrations/connections/:id/consent (owner): where to agree, in the browser of one's system. */
export const consentSchema = z.strictObject({ url: z.url() })

/** POST /api/integrations/connections/:id/test */
export const testResultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ok'), detail: z.string() }),
  z.strictObject({ kind: z.literal('failed'), code: z.string(), say: z.string() }),
])
export type TestResult = z.infer<typeof testResultSchema>

/** A request or reply as the log keeps it: secrets and private fields are masked already. */
export const loggedRequestSchema = z.strictObject({ method: z.string(), url: z.string(), headers: z.record(z.string(), z.string()), body: z.string() })
export type LoggedRequest = z.infer<typeof loggedRequestSchema>
export const loggedReplySchema = z.strictObject({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.string() })
export const loggedExchangeSchema = z.strictObject({ request: loggedRequestSchema, reply: loggedReplySchema.nullable(), tookMs: z.int(), problem: z.string().nullable() })
export type LoggedExchange = z.infer<typeof loggedExchangeSchema>

export const missingFieldSchema = z.strictObject({ field: z.string(), label: z.string(), who: z.string() })
export type MissingField = z.infer<typeof missingFieldSchema>

/**
 * POST /api/integrations/connections/:id/preview: what would be sent for one application, exactly. Nothing is sent.
 * `mapping`: as if these lines were kept, so that the owner sees what a change would send before keeping it. `startDate`: as if the hire
 * were marked with this first day.
 */
export const previewInputSchema = z.strictObject({ kind: hookEventKindSchema, applicationId: id, mapping: z.array(mappingLineSchema).max(200).optional(), startDate: day.nullable().optional() })
export const previewSchema = z.strictObject({
  missing: z.array(missingFieldSchema), exchanges: z.array(loggedRequestSchema), say: z.string(),
  /** Whether that system would be asked for any change; null where it could not be found out. Where it would not, `say` is why. */
  sends: z.boolean().nullable(),
  /** Of a hire: the kinds of lines this very record gets on the first-day checklist. */
  steps: z.array(onboardingKindSchema),
  /** Each line of the mapping with a sample of this record; compensation is masked unless shared. */
  samples: z.array(z.strictObject({ ours: z.string(), theirs: z.string(), value: z.string() })),
})
export type Preview = z.infer<typeof previewSchema>

export const deliveryStateSchema = z.enum(['waiting', 'sending', 'blocked', 'done', 'dead', 'skipped'])
export type DeliveryState = z.infer<typeof deliveryStateSchema>
export const deliverySchema = z.strictObject({
  id, connectionId: id, connectionTitle: z.string(), connectorId: z.string(), eventId: id, kind: hookEventKindSchema, eventAtMs: instantMs,
  candidateId: id.nullable(), candidateName: z.string(), applicationId: id.nullable(), jobId: id.nullable(), state: deliveryStateSchema, attempts: z.int(),
  nextTryAtMs: instantMs.nullable(), doneAtMs: instantMs.nullable(), say: z.string(), code: z.string().nullable(), missing: z.array(missingFieldSchema), sandbox: z.boolean(),
})
export type Delivery = z.infer<typeof deliverySchema>
/** GET /api/integrations/deliveries (owner and recruiters): newest first. */
export const deliveryQuerySchema = z.strictObject({
  connectionId: id.optional(), state: deliveryStateSchema.optional(), kind: hookEventKindSchema.optional(), candidateId: id.optional(), applicationId: id.optional(),
  search: z.string().max(200).optional(), after: z.string().max(80).optional(), limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const deliveriesSchema = z.strictObject({ deliveries: z.array(deliverySchema), next: z.string().nullable() })
/** GET /api/integrations/deliveries/:id */
export const attemptSchema = z.strictObject({
  number: z.int(), atMs: instantMs, tookMs: z.int(), outcome: z.enum(['done', 'blocked', 'retry', 'final', 'interrupted']), code: z.string().nullable(), say: z.string(), exchanges: z.array(loggedExchangeSchema),
})
export const deliveryDetailSchema = z.strictObject({ delivery: deliverySchema, attempts: z.array(attemptSchema) })
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>
/** POST /api/integrations/deliveries/replay: given ones, or every dead or blocked one of a connection. */
export const replayInputSchema = z.union([
  z.strictObject({ ids: z.array(id).min(1).max(1_000) }), z.strictObject({ connectionId: id, state: z.enum(['dead', 'blocked']) }),
])
export const replayedSchema = z.strictObject({ replayed: z.int() })

/** GET /api/integrations/connections/:id/polls: what a system that must be asked answered lately. */
export const pollLineSchema = z.strictObject({ atMs: instantMs, tookMs: z.int(), code: z.string().nullable(), say: z.string(), exchanges: z.array(loggedExchangeSchema) })
export type PollLine = z.infer<typeof pollLineSchema>
export const pollsSchema = z.strictObject({ polls: z.array(pollLineSchema) })

/** GET /api/integrations/health: the badge and the integrations home. */
export const healthSummarySchema = z.strictObject({
  failing: z.int(), blocked: z.int(), backlog: z.int(), dead: z.int(), failingSinceMs: instantMs.nullable(), connections: z.array(z.strictObject({ id, title: z.string(), connectorId: z.string(), health: healthSchema })),
})
export type HealthSummary = z.infer<typeof healthSummarySchema>

/** GET /api/integrations/ownership, PUT one line (owner): which system owns a field; others read. */
export const ownershipSchema = z.strictObject({
  field: z.string().max(60), label: z.string(), owner: z.union([z.literal('shortlist'), id]),
  /** What its owner says of it is taken over here once somebody is hired. */
  follows: z.boolean(),
})
/** `readable`: connections that can be asked what they hold, so that Shortlist can follow them. */
export const ownershipListSchema = z.strictObject({ fields: z.array(ownershipSchema), readable: z.array(id) })
export const ownershipInputSchema = z.strictObject({ owner: z.union([z.literal('shortlist'), id]) })

/** GET /api/integrations/review: once a month, what is unused and which scopes each connection holds. */
export const reviewSchema = z.strictObject({
  dueAtMs: instantMs, connections: z.array(z.strictObject({ id, title: z.string(), scopes: z.array(scopeSchema), unusedFields: z.array(z.string()), unused: z.boolean(), lastUsedAtMs: instantMs.nullable(), reviewedAtMs: instantMs.nullable() })),
})
export type Review = z.infer<typeof reviewSchema>

/** GET /api/integrations/audit (owner): who changed what in connections; append-only, names of fields only. */
export const auditLineSchema = z.strictObject({ atMs: instantMs, personId: id.nullable(), action: z.string(), facts: z.record(z.string(), z.string()) })
export const auditListSchema = z.strictObject({ lines: z.array(auditLineSchema) })

/** GET /api/integrations/connections/:id/inbound (owner): messages that came in, newest first; never what they say. */
export const inboundMessageSchema = z.strictObject({
  id, receivedAtMs: instantMs, state: z.enum(['waiting', 'working', 'done', 'dead']), tries: z.int(), nextTryAtMs: instantMs.nullable(), code: z.string().nullable(), say: z.string(), sandbox: z.boolean(),
})
export type InboundMessageLine = z.infer<typeof inboundMessageSchema>
export const inboundMessagesSchema = z.strictObject({ messages: z.array(inboundMessageSchema) })
