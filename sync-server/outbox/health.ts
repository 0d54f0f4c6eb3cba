import { errorEntry } from '#shared/contract/errors'
import type { Health } from '#shared/contract/integrations'
import type { Tx } from '../db/database.ts'
import type { ConnectionRow } from './connection-row.ts'

export type Counts = Readonly<{ backlog: number; blocked: number; dead: number; failing: number }>

/** How many deliveries and messages of each connection wait, are blocked, are given up, or have failed and wait. A message about somebody nobody here knows is no trouble of the connection. */
export async function countDeliveries(tx: Tx, workspaceId: string): Promise<ReadonlyMap<string, Counts>> {
  const rows = await tx.query<Counts & { id: string }>(
    `select connection_id as id, count(*) filter (where state in ('waiting', 'sending', 'blocked'))::int as backlog, count(*) filter (where state = 'blocked')::int as blocked,
       count(*) filter (where state = 'dead')::int as dead, count(*) filter (where state = 'waiting' and code is not null)::int as failing
     from (select connection_id, state, code from deliveries where workspace_id = $1 and state in ('waiting', 'sending', 'blocked', 'dead')
       union all select connection_id, case state when 'working' then 'sending' else state end, code from inbound_messages
         where workspace_id = $1 and state in ('waiting', 'working', 'dead') and code is distinct from 'inbound.no_match') as matters group by connection_id`, [workspaceId],
  )
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

/** Whether anything of one connection is blocked or given up: what its state hangs on, without counting a backlog of thousands. */
export async function troublesOf(tx: Tx, connectionId: string): Promise<Counts> {
  const [found] = await tx.query<{ blocked: boolean; dead: boolean }>(
    `select exists (select 1 from deliveries where connection_id = $1 and state = 'blocked') as blocked,
       exists (select 1 from deliveries where connection_id = $1 and state = 'dead')
         or exists (select 1 from inbound_messages where connection_id = $1 and state = 'dead' and code is distinct from 'inbound.no_match') as dead`, [connectionId],
  )
  return { ...none, blocked: found?.blocked ? 1 : 0, dead: found?.dead ? 1 : 0 }
}

const none: Counts = { backlog: 0, blocked: 0, dead: 0, failing: 0 }

/** How a connection does, in plain words. */
export function healthOf(connection: ConnectionRow, counts: Counts = none): Health {
  const { backlog, blocked, dead } = counts
  const facts = { lastSuccessAtMs: connection.lastSuccessAtMs, failingSinceMs: connection.failingSinceMs, backlog, blocked, dead }
  // Switched off because nobody listens there is no pause somebody chose.
  if (connection.paused && connection.lastCode !== 'connector.gone') return { ...facts, state: 'paused', cause: backlog > 0 ? 'Paused: nothing is sent, nothing is lost.' : 'Paused.', fix: 'Resume it; what waits is then sent in order.' }
  if (connection.failingSinceMs !== null) {
    const { say } = errorEntry(connection.lastCode ?? 'unexpected')
    const [cause, ...fix] = say.split(/(?<=\.) /)
    return { ...facts, state: 'failing', cause: cause!, fix: fix.join(' ') }
  }
  if (blocked > 0) return { ...facts, state: 'blocked', cause: blocked === 1 ? 'One delivery waits for something that is missing.' : `${blocked} deliveries wait for something that is missing.`, fix: 'Fill what the log names; it is sent within a minute.' }
  if (dead > 0) return { ...facts, state: 'blocked', cause: dead === 1 ? 'One delivery or message was given up.' : `${dead} deliveries or messages were given up.`, fix: 'Look at the log, mend the cause, then replay.' }
  return { ...facts, state: 'well', cause: '', fix: '' }
}
