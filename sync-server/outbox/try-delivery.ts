import { AppError } from '#shared/lib/app-error'
import type { LoggedExchange } from '#shared/contract/integrations'
import type { Connector } from '../connectors/kit/connector.ts'
import type { ConnectorContext, ExternalIds, HookEvent, OfferPapers } from '../connectors/kit/connector-context.ts'
import { createContext, deliverOnce } from '../connectors/kit/context.ts'
import { createWire, type Wire } from '../connectors/kit/http.ts'
import type { Memory } from '../connectors/kit/memory.ts'
import type { AddressGuard } from '../connectors/kit/address-guard.ts'
import type { RecordValues } from '../connectors/kit/record-fields.ts'
import type { Database, Tx } from '../db/database.ts'
import type { ConnectionRow } from './connection-row.ts'
import type { Claimed } from './delivery-row.ts'
import { externalIdStore } from './external-id-store.ts'
import { allowOnly, gather, recordValues, type Gathered } from './gather-record.ts'
import type { TryResult } from './judge-try.ts'
import { offerPapers } from './offer-papers.ts'
import type { SecretBox } from './secret-box.ts'

/** What every call of a connector needs from the server. */
export type Means = Readonly<{
  db: Database; connectors: ReadonlyMap<string, Connector>; box: SecretBox; guard: AddressGuard; now: () => number; publicUrl: () => string
  /** What vendors said of themselves; without one they are asked each time. */
  memory?: Memory
  /** Another wire than the world's; tests only. */
  wire?: Wire
}>

export function connectorOf(means: Pick<Means, 'connectors'>, connection: Pick<ConnectionRow, 'connectorId'>): Connector {
  const connector = means.connectors.get(connection.connectorId)
  if (!connector) throw new AppError('connector.unknown')
  return connector
}

/** Where a connection's messages are taken. */
export const inboundUrlOf = (means: Pick<Means, 'publicUrl'>, connectionId: string): string => `${means.publicUrl()}/api/inbound/${connectionId}`

/** A connector's vendor as it pretends to be. */
export const sandboxWire = (connector: Connector, config: ConnectionRow['config']): Wire => async request => connector.sandbox(request, config as never)

/** Which fields other systems own, by field. */
export async function fieldOwners(db: Tx, workspaceId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ field: string; id: string }>('select field, connection_id as id from field_owners where workspace_id = $1', [workspaceId])
  return new Map(rows.map(row => [row.field, row.id]))
}

/** The connection whose lines of the mapping write nothing that the receiving system owns: we read that. */
export function withoutTheirs(connection: ConnectionRow, owners: ReadonlyMap<string, string>): ConnectionRow {
  return { ...connection, mapping: connection.mapping.map(line => (owners.get(line.ours) === connection.id ? { ...line, direction: 'in' } : line)) }
}

/** The context of one call; `record` is cut down to what the owner allows before it gets here. */
export function contextFor(means: Means, connection: ConnectionRow, call: Readonly<{
  record: RecordValues; key: string; mayHaveHappened: boolean; externalIds?: ExternalIds; wire?: Wire; onExchange: (exchange: LoggedExchange) => void; turn?: () => Promise<void>
  offer?: () => Promise<OfferPapers | null>
  /** Asks anew what is otherwise remembered. */
  afresh?: boolean
}>): ConnectorContext<never, never> {
  const { db, box, now } = means
  const connector = connectorOf(means, connection)
  const secrets = box.open(connection.id, connection.secrets)
  return createContext(connector, {
    workspaceId: connection.workspaceId, connectionId: connection.id, config: connection.config, secrets, record: call.record, mapping: connection.mapping,
    externalIds: call.externalIds ?? externalIdStore(db, connection.id, connection.sandbox, now), idempotencyKey: call.key, mayHaveHappened: call.mayHaveHappened, now, onExchange: call.onExchange, inboundUrl: inboundUrlOf(means, connection.id),
    wire: call.wire ?? (connection.sandbox ? sandboxWire(connector, connection.config) : means.wire ?? createWire(means.guard)), ...(call.turn ? { turn: call.turn } : {}), ...(call.offer ? { offer: call.offer } : {}),
    // Other settings are another owner: what was remembered under the old ones is not asked for again.
    ...(means.memory && !call.afresh && !connection.sandbox ? { remember: means.memory.of(JSON.stringify([connection.id, connection.config, connection.secrets])) } : {}),
    setSecrets: async changed => {
      await db.transaction(async tx => {
        // Another call of the same connection may have kept something meanwhile.
        const [row] = await tx.query<{ secrets: string }>('select secrets from connections where id = $1 for update', [connection.id])
        if (row) await tx.query('update connections set secrets = $2 where id = $1', [connection.id, box.seal(connection.id, { ...box.open(connection.id, row.secrets), ...changed })])
      })
    },
  })
}

/** Why something must not leave at all; null when it may. What takes back something of theirs that is out there must. */
function unwanted(connector: Connector, event: HookEvent, found: Gathered): string | null {
  if (found.candidate?.erasedAtMs && connector.takesBack?.(event) !== true) return 'This candidate was erased at their request; nothing is sent any more.'
  const isBroad = connector.category === 'chat' || connector.category === 'webhook'
  return isBroad && found.candidate?.privateTo ? 'This candidate is private; other systems are not told.' : null
}

export function eventOf(delivery: Claimed): HookEvent {
  const { eventId, eventAtMs, kind, candidateId, applicationId, jobId, personId, data } = delivery
  return { id: eventId, atMs: eventAtMs, kind, candidateId, applicationId, jobId, personId, data }
}

/**
 * Whether an earlier try, or a life of the database that was lost, may have told the world already: a try that was cut
 * off, or one that asked for a change and was not refused. One that only looked, or was told no, changed nothing; what is
 * found there since is somebody else's.
 */
async function mayHaveHappened(db: Database, connection: ConnectionRow, delivery: Claimed): Promise<boolean> {
  if (delivery.data['healed'] === true || delivery.attempts > 1 && await mayHaveActed(db, delivery)) return true
  const [epoch] = await db.query<{ began: number }>(
    `select e.began_at_sequence as began from epochs e join workspaces w on w.id = e.workspace_id and w.epoch = e.epoch where w.id = $1`, [connection.workspaceId],
  )
  return delivery.sequence <= (epoch?.began ?? 0)
}

async function mayHaveActed(db: Database, { id, attempts }: Claimed): Promise<boolean> {
  const [earlier] = await db.query<{ acted: boolean }>(
    `select exists (select 1 from delivery_attempts where delivery_id = $1 and number < $2 and (outcome = 'interrupted' or exists (
       select 1 from jsonb_array_elements(exchanges) as e (exchange) where exchange->'request'->>'method' <> 'GET' and (
         exchange->'reply'->>'status' is null or (exchange->'reply'->>'status')::int not between 300 and 499 or exchange->'reply'->>'status' = '408')))) as acted`, [id, attempts],
  )
  return earlier?.acted ?? true
}

/** One try. Never throws: what went wrong is part of the result. */
export async function tryDelivery(means: Means, stored: ConnectionRow, delivery: Claimed, call: Readonly<{ onExchange: (exchange: LoggedExchange) => void; turn: () => Promise<void> }>): Promise<TryResult> {
  try {
    const connection = withoutTheirs(stored, await fieldOwners(means.db, stored.workspaceId))
    const connector = connectorOf(means, connection)
    const event = eventOf(delivery)
    const found = await gather(means.db, connection.workspaceId, event, means.publicUrl())
    const say = unwanted(connector, event, found)
    if (say !== null) return { kind: 'unwanted', say }
    const ctx = contextFor(means, connection, {
      ...call, offer: () => offerPapers(means.db, connection.workspaceId, found.offer), key: event.id, record: allowOnly(recordValues(found, connection.values), connection.fields), mayHaveHappened: await mayHaveHappened(means.db, connection, delivery),
    })
    return { kind: 'outcome', outcome: await deliverOnce(connector, event, ctx, connection.mapping) }
  } catch (error) {
    return { kind: 'failed', error }
  }
}
