import type { z } from 'zod'
import type { LoggedExchange, MappingLine, MissingField } from '#shared/contract/integrations'
import { AppError } from '#shared/lib/app-error'
import type { Connector, Outcome } from './connector.ts'
import type { ConnectorContext, ExternalIds, HookEvent, OfferPapers } from './connector-context.ts'
import { createHttp, usualPayloadLimitBytes, type Wire } from './http.ts'
import { appendsTo, applyMapping, missingOf } from './mapping.ts'
import { createMask } from './mask.ts'
import { forgetful, type Remember } from './memory.ts'
import type { RecordValues } from './record-fields.ts'

/** Everything around one call of a connector. */
export type Surroundings = Readonly<{
  workspaceId: string; connectionId: string
  /** As stored; parsed here by the connector's own schemas. */
  config: unknown; secrets: unknown
  record: RecordValues; mapping: readonly MappingLine[]; externalIds: ExternalIds; idempotencyKey: string; mayHaveHappened: boolean
  wire: Wire; now: () => number
  setSecrets: (changed: Readonly<Record<string, unknown>>) => Promise<void>
  onExchange: (exchange: LoggedExchange) => void
  turn?: () => Promise<void>
  inboundUrl?: string
  offer?: () => Promise<OfferPapers | null>
  remember?: Remember
}>

export function parseSetting(schema: z.ZodType, raw: unknown): unknown {
  const parsed = schema.safeParse(raw)
  if (!parsed.success) throw new AppError('connector.bad_config', { facts: { field: parsed.error.issues[0]?.path.join('.') ?? '' } })
  return parsed.data
}

/** @throws AppError `connector.bad_config` naming the setting, when what is stored does not fit the connector. */
export function createContext(connector: Connector, around: Surroundings): ConnectorContext<never, never> {
  const config = parseSetting(connector.configSchema, around.config)
  const secrets = parseSetting(connector.secretsSchema, around.secrets) as Record<string, unknown>
  const { baseUrl, headers } = connector.connect(config as never, secrets as never)
  if (!URL.canParse(baseUrl)) throw new AppError('connector.bad_config')
  const mask = createMask(Object.values(secrets).filter((value): value is string => typeof value === 'string'))
  const { workspaceId, connectionId, record, externalIds, idempotencyKey, mayHaveHappened, now } = around
  return {
    workspaceId, connectionId, config: config as never, secrets: secrets as never, record, externalIds, idempotencyKey, mayHaveHappened, nowMs: now(), inboundUrl: around.inboundUrl ?? '',
    mapped: applyMapping(around.mapping, record), offer: around.offer ?? (async () => null), setSecrets: around.setSecrets, remember: around.remember ?? forgetful,
    theirFields: around.mapping.filter(line => line.direction === 'in' || line.rule !== 'ignore').map(line => line.theirs),
    http: createHttp({
      baseUrl, headers: headers ?? {}, wire: around.wire, mask, now, payloadLimitBytes: connector.payloadLimitBytes ?? usualPayloadLimitBytes, onExchange: around.onExchange,
      ...(around.turn ? { turn: around.turn } : {}),
    }),
  }
}

/** What one event needs before anything may be sent: the connector's own demands and the owner's required lines. */
export async function missingFor(connector: Connector, event: HookEvent, ctx: ConnectorContext<never, never>, mapping: readonly MappingLine[]): Promise<readonly MissingField[]> {
  if (event.kind === 'hire.reversed' || connector.takesBack?.(event) === true) return []
  const demanded = [...connector.requires, ...mapping.filter(line => line.required && line.direction === 'out' && line.rule !== 'ignore').map(line => line.ours)]
  const missing = missingOf(demanded, ctx.record)
  return missing.length > 0 ? missing : await connector.requiredFields?.(event, ctx) ?? []
}

/** One try of one event: blocked before anything is sent, done, or an AppError. */
export async function deliverOnce(connector: Connector, event: HookEvent, ctx: ConnectorContext<never, never>, mapping: readonly MappingLine[]): Promise<Outcome> {
  const handle = connector.handles[event.kind]
  if (!handle) return { kind: 'done', summary: 'Nothing to do for this.' }
  const missing = await missingFor(connector, event, ctx, mapping)
  if (missing.length > 0) return { kind: 'blocked', missing }
  const adding = appendsTo(mapping)
  if (adding.length === 0 || !connector.held) return handle(event, ctx)
  return handle(event, { ...ctx, mapped: applyMapping(mapping, ctx.record, await connector.held(adding, event, ctx)) })
}
