import { v5 } from 'uuid'
import { clipped } from '#shared/domain/import/clean-text'
import { onboardingStepSchema, type OnboardingKind, type OnboardingStep } from '#shared/domain/model/onboarding'
import type { MissingField } from '#shared/contract/integrations'
import type { CollectionName } from '#shared/domain/model/collections'
import type { BookingNews } from '../connectors/kit/bookings.ts'
import type { Connector } from '../connectors/kit/connector.ts'
import type { StepReport } from '../connectors/kit/findings.ts'
import type { RecordValues } from '../connectors/kit/record-fields.ts'
import type { Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import type { ConnectionRow } from './connection-row.ts'

/** Writes server fields into the record, inside the transaction given; what it returns tells the laptops. */
export type RecordPort = Readonly<{
  write(workspaceId: string, actorId: string | null, rows: readonly RecordWrite[], tx: Tx, through?: string): Promise<() => void>
  /** What became of a booking link at another service; absent where nobody keeps such links. */
  takeBooking?: (tx: Tx, connection: Readonly<{ id: string; workspaceId: string; title: string }>, news: BookingNews) => Promise<() => void>
}>
export type RecordWrite = Readonly<{ collection: CollectionName; id: string; content: Readonly<Record<string, unknown>> }>
export type StepsPort = Readonly<{ record: RecordPort; now: () => number }>

type StepRow = Readonly<{ connectionId: string; title: string; kind: string; key: string; state: string; say: string; missing: readonly MissingField[]; atMs: number }>

const nothing = (): void => undefined

/** What a connection adds to a first-day checklist, with a record to that hire's. Settings that do not fit any more say nothing about it. */
export function stepsOf(connector: Connector, { config }: Pick<ConnectionRow, 'config'>, record?: RecordValues): readonly OnboardingKind[] {
  const parsed = connector.configSchema.safeParse(config)
  return parsed.success && connector.stepsFor ? connector.stepsFor(parsed.data as never, record) : connector.steps
}

/** A hire was announced: each thing this connection will do for it waits on the first-day checklist. */
export async function announceWaiting(tx: Tx, port: StepsPort, connection: ConnectionRow, connector: Connector, applicationId: string, record: RecordValues): Promise<() => void> {
  const kinds = connection.sandbox ? [] : stepsOf(connector, connection, record)
  if (kinds.length === 0) return nothing
  const say = connection.paused ? 'The connection is paused: this is sent once it goes on.' : 'Waiting to be sent.'
  for (const kind of kinds) await put(tx, port, connection, applicationId, { kind, key: '', state: 'waiting', say, missing: [] })
  return writeChecklist(tx, port, connection.workspaceId, applicationId)
}

/** What a connector reported. Lines announced at the hire that it did not report are done with. */
export async function reportSteps(tx: Tx, port: StepsPort, connection: ConnectionRow, about: { applicationId: string; kind: string }, steps: readonly StepReport[]): Promise<() => void> {
  if (about.kind === 'candidate.hired') await tx.query(`delete from hook_steps where application_id = $1 and connection_id = $2 and state in ('waiting', 'blocked', 'failed')`, [about.applicationId, connection.id])
  if (about.kind === 'hire.reversed') {
    await tx.query(`update hook_steps set state = 'cancelled', say = 'Taken back with the hire.', missing = '[]', at_ms = $3 where application_id = $1 and connection_id = $2 and state <> 'cancelled'`, [about.applicationId, connection.id, port.now()])
  }
  for (const step of steps) await put(tx, port, connection, about.applicationId, { ...step, key: step.key ?? '', missing: [] })
  return writeChecklist(tx, port, connection.workspaceId, about.applicationId)
}

/** Lines that were to be done wait, are blocked or have failed with the delivery they hang on. */
export async function markSteps(tx: Tx, port: StepsPort, connection: ConnectionRow, applicationId: string, mark: { state: 'waiting' | 'blocked' | 'failed'; say: string; missing: readonly MissingField[] }): Promise<() => void> {
  const changed = await tx.query(
    `update hook_steps set state = $3, say = $4, missing = $5::text::jsonb, at_ms = $6 where application_id = $1 and connection_id = $2 and state in ('waiting', 'blocked', 'failed')
       and (state, say, missing) is distinct from ($3, $4, $5::text::jsonb) returning kind`,
    [applicationId, connection.id, mark.state, clipped(mark.say, 500), JSON.stringify(mark.missing), port.now()],
  )
  return changed.length === 0 ? nothing : writeChecklist(tx, port, connection.workspaceId, applicationId)
}

async function put(tx: Tx, port: StepsPort, connection: ConnectionRow, applicationId: string, step: { kind: string; key: string; state: string; say: string; missing: readonly MissingField[] }): Promise<void> {
  await tx.query(
    `insert into hook_steps (workspace_id, application_id, connection_id, kind, key, state, say, missing, at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9)
     on conflict (application_id, connection_id, kind, key) do update set state = excluded.state, say = excluded.say, missing = excluded.missing, at_ms = excluded.at_ms`,
    [connection.workspaceId, applicationId, connection.id, step.kind, clipped(step.key, 100), step.state, clipped(step.say, 500), JSON.stringify(step.missing), port.now()],
  )
}

/** Writes the whole list onto the card. The workspace's lock comes first: two lanes never write each other's lines away. */
async function writeChecklist(tx: Tx, { record }: StepsPort, workspaceId: string, applicationId: string): Promise<() => void> {
  await lockWorkspace(tx, workspaceId)
  const [card] = await tx.query(`select id from documents where workspace_id = $1 and collection = 'applications' and id = $2 and not deleted`, [workspaceId, applicationId])
  if (!card) return nothing
  const rows = await tx.query<StepRow>(
    `select s.connection_id as "connectionId", c.title, s.kind, s.key, s.state, s.say, s.missing, s.at_ms as "atMs" from hook_steps s join connections c on c.id = s.connection_id
     where s.application_id = $1 order by array_position(array['hris', 'account', 'access', 'hardware', 'welcome', 'message'], s.kind), c.created_at_ms, s.key limit 200`, [applicationId],
  )
  const onboarding = rows.map(({ key, title, ...row }): OnboardingStep => onboardingStepSchema.parse({
    ...row, id: v5(`${row.connectionId}/${row.kind}/${key}`, applicationId), title: clipped(key === '' ? title : `${title}: ${key}`, 120),
    missing: row.missing.map(each => ({ field: clipped(each.field, 60), label: clipped(each.label, 120), who: clipped(each.who, 120) })),
  }))
  return record.write(workspaceId, null, [{ collection: 'applications', id: applicationId, content: { onboarding } }], tx)
}
