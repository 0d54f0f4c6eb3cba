import { createId } from '#shared/lib/ids'
import { hookEventKindSchema } from '#shared/domain/model/onboarding'
import type { Connector } from '../connectors/kit/connector.ts'
import type { Database, Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { listConnections, type ConnectionRow } from './connection-row.ts'
import { allowOnly, gather, recordValues, type Gathered } from './gather-record.ts'
import { announceWaiting, type StepsPort } from './steps.ts'

type EventRow = Readonly<{
  sequence: number; position: number; id: string; kind: string; candidateId: string | null; applicationId: string | null; jobId: string | null; personId: string | null; atMs: number; data: Record<string, unknown>
}>

const batch = 500

/**
 * Makes a delivery of each event for each connection that asked for it. The cursor moves in the same transaction, so an
 * event is neither lost nor given twice, whichever server relays; a connection that is paused gets its deliveries too.
 * Resolves to the connections that have something new.
 */
export async function relayEvents(db: Database, workspaceId: string, connectors: ReadonlyMap<string, Connector>, steps: StepsPort): Promise<ReadonlySet<string>> {
  const woken = new Set<string>()
  for (let more = true; more;) {
    const { count, announce } = await db.transaction(tx => relayBatch(tx, workspaceId, connectors, steps, woken))
    announce()
    more = count === batch
  }
  return woken
}

async function relayBatch(tx: Tx, workspaceId: string, connectors: ReadonlyMap<string, Connector>, steps: StepsPort, woken: Set<string>): Promise<{ count: number; announce: () => void }> {
  await lockWorkspace(tx, workspaceId)
  await tx.query('insert into hook_cursors (workspace_id, sequence) select id, 0 from workspaces where id = $1 on conflict do nothing', [workspaceId])
  const [cursor] = await tx.query<{ sequence: number }>('select sequence from hook_cursors where workspace_id = $1 for update', [workspaceId])
  if (!cursor) return { count: 0, announce: () => undefined }
  const events = await readEvents(tx, workspaceId, cursor.sequence)
  const connections = events.length === 0 ? [] : await listConnections(tx, workspaceId)
  let announce: () => void = () => undefined
  for (const event of events) {
    // What each connection is told of a hire: what is prepared may hang on it. Read once for all of them, and only when one is.
    let found: Gathered | null = null
    for (const connection of connections.filter(each => wants(each, event))) {
      if (!await insertDelivery(tx, connection, event)) continue
      woken.add(connection.id)
      if (event.kind === 'hire.reversed') await skipUnsent(tx, connection, event)
      if (event.data['withdrawn'] === true) await skipWithdrawn(tx, connection, event)
      const connector = connectors.get(connection.connectorId)
      if (event.kind !== 'candidate.hired' || event.applicationId === null || !connector) continue
      found ??= await gatherHire(tx, workspaceId, event)
      announce = both(announce, await announceWaiting(tx, steps, connection, connector, event.applicationId, allowOnly(recordValues(found, connection.values), connection.fields)))
    }
  }
  const last = events.at(-1)
  if (last) await tx.query('update hook_cursors set sequence = $2 where workspace_id = $1', [workspaceId, last.sequence])
  return { count: events.length >= batch ? batch : 0, announce }
}

const gatherHire = (tx: Tx, workspaceId: string, { id, atMs, candidateId, applicationId, jobId, personId, data }: EventRow): Promise<Gathered> =>
  gather(tx, workspaceId, { id, atMs, kind: 'candidate.hired', candidateId, applicationId, jobId, personId, data }, '')

const both = (one: () => void, other: () => void) => (): void => { one(); other() }

/** Whole sequences only: the events of one transaction stay together behind the cursor. */
function readEvents(tx: Tx, workspaceId: string, after: number): Promise<EventRow[]> {
  return tx.query<EventRow>(
    `select sequence, position, id, kind, candidate_id as "candidateId", application_id as "applicationId", job_id as "jobId", person_id as "personId", at_ms as "atMs", data
     from events where workspace_id = $1 and sequence > $2 and sequence <= coalesce(
       (select sequence from events where workspace_id = $1 and sequence > $2 order by sequence, position offset ${batch - 1} limit 1), 9007199254740991)
     order by sequence, position`, [workspaceId, after],
  )
}

function wants(connection: ConnectionRow, event: EventRow): boolean {
  const kind = hookEventKindSchema.safeParse(event.kind)
  const isTheirs = event.data['connectionId'] === undefined || event.data['connectionId'] === connection.id
  return kind.success && isTheirs && connection.events.includes(kind.data) && event.sequence > connection.sinceSequence
}

async function insertDelivery(tx: Tx, connection: ConnectionRow, event: EventRow): Promise<boolean> {
  const made = await tx.query(
    `insert into deliveries (id, workspace_id, connection_id, event_id, sequence, position, kind, order_key, candidate_id, application_id, job_id, person_id, event_at_ms, data, sandbox, state, next_try_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::text::jsonb, $15, 'waiting', 0) on conflict (connection_id, event_id) do nothing returning id`,
    [createId(), connection.workspaceId, connection.id, event.id, event.sequence, event.position, event.kind, event.candidateId ?? event.id, event.candidateId, event.applicationId, event.jobId,
      event.personId, event.atMs, JSON.stringify(event.data), connection.sandbox],
  )
  return made.length > 0
}

/** A hire that never left need not leave any more once it was taken back; the reversal itself still looks. */
async function skipUnsent(tx: Tx, connection: ConnectionRow, event: EventRow): Promise<void> {
  await tx.query(
    `update deliveries set state = 'skipped', next_try_at_ms = null, code = null, say = 'The hire was taken back before this was sent.'
     where connection_id = $1 and application_id = $2 and kind in ('candidate.hired', 'start_date.changed', 'hire.changed') and (sequence, position) < ($3, $4)
       and (state in ('waiting', 'blocked') and attempts = 0 or state = 'dead')`,
    [connection.id, event.applicationId, event.sequence, event.position],
  )
}

/** A test that was asked for and taken back before it left is never sent. */
async function skipWithdrawn(tx: Tx, connection: ConnectionRow, event: EventRow): Promise<void> {
  await tx.query(
    `update deliveries set state = 'skipped', next_try_at_ms = null, code = null, say = 'Taken back before this was sent.'
     where connection_id = $1 and data->>'requestId' = $2 and (sequence, position) < ($3, $4) and state in ('waiting', 'blocked') and attempts = 0`,
    [connection.id, event.data['requestId'], event.sequence, event.position],
  )
}
