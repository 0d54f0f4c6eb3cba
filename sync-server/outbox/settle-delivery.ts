import { errorCode } from '#shared/lib/app-error'
import type { Finding } from '../connectors/kit/findings.ts'
import { retryAfterOf } from '../connectors/kit/errors.ts'
import type { Tx } from '../db/database.ts'
import { audit } from '../db/audit.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { removeConnection } from './change-connection.ts'
import { findConnection, type ConnectionRow } from './connection-row.ts'
import { settle, type Claimed, type Settled, type Tried } from './delivery-row.ts'
import { healthOf, troublesOf } from './health.ts'
import { applyFindings } from './findings/apply-findings.ts'
import type { TryResult } from './judge-try.ts'
import { paceMs, restAfter } from './retry-plan.ts'
import { takeOver } from './take-over.ts'
import { markSteps, reportSteps, type StepsPort } from './steps.ts'
import { writeSummary } from './summary.ts'
import type { Means } from './try-delivery.ts'

export type Settling = Readonly<{ connection: ConnectionRow; delivery: Claimed; result: TryResult; settled: Settled; tried: Tried; /** By the brake. */ slowed: 'rest' | 'pace' | null }>

const nothing = (): void => undefined

/** Writes down what a try came to: delivery, log, health of the connection, checklist and summary, all or nothing. */
export async function settleDelivery(tx: Tx, port: StepsPort, connectors: Means['connectors'], settling: Settling): Promise<() => void> {
  const { connection, delivery, settled, tried } = settling
  // Everybody who writes both takes the workspace's lock before rows of deliveries.
  await lockWorkspace(tx, connection.workspaceId)
  if (!await settle(tx, delivery, settled, tried)) return nothing
  await noteHealth(tx, settling)
  if (await endsSubscription(tx, settling)) return writeSummary(tx, connection.workspaceId, connectors, port)
  await switchOffWhenGone(tx, settling)
  const tellSteps = await writeSteps(tx, port, settling)
  const tellFound = await writeFindings(tx, port, settling)
  const tell = (): void => { tellSteps(); tellFound() }
  const tellSummary = await refreshState(tx, port, connectors, connection.id)
  return () => { tell(); tellSummary() }
}

/** A program that answers 410 has unsubscribed; a connection that the owner made waits for the owner. */
async function endsSubscription(tx: Tx, { connection, settled, tried }: Settling): Promise<boolean> {
  if (settled.state !== 'dead' || settled.code !== 'connector.gone') return false
  const rows = await tx.query('select 1 from hook_subscriptions where connection_id = $1', [connection.id])
  if (rows.length === 0) return false
  await removeConnection(tx, connection.id, tried.nowMs)
  await audit(tx, { workspaceId: connection.workspaceId, personId: null, action: 'connection.deleted', facts: { connectionId: connection.id, why: 'gone' } }, tried.nowMs)
  return true
}

/** 410: nobody listens there any more. Nothing is sent until the owner says so; what waits is kept. */
async function switchOffWhenGone(tx: Tx, { connection, settled, tried }: Settling): Promise<void> {
  if (settled.state !== 'dead' || settled.code !== 'connector.gone') return
  const switchedOff = await tx.query('update connections set paused = true where id = $1 and not paused returning id', [connection.id])
  if (switchedOff.length > 0) await audit(tx, { workspaceId: connection.workspaceId, personId: null, action: 'connection.switched_off', facts: { connectionId: connection.id, why: 'gone' } }, tried.nowMs)
}

async function noteHealth(tx: Tx, { connection, result, tried, slowed }: Settling): Promise<void> {
  const { nowMs } = tried
  if (result.kind === 'outcome' && result.outcome.kind === 'done') {
    await tx.query('update connections set last_success_at_ms = $2, failing_since_ms = null, last_code = null, holds = 0, hold_until_ms = null where id = $1', [connection.id, nowMs])
    // What waits for an outage to end need not wait longer.
    if (connection.failingSinceMs !== null) {
      await tx.query(`update deliveries set next_try_at_ms = 0 where connection_id = $1 and next_try_at_ms > $2 and state = 'waiting' and code in ('connector.timeout', 'connector.unreachable', 'connector.unavailable')`, [connection.id, nowMs])
    }
    return
  }
  if (result.kind !== 'failed') return
  const code = errorCode(result.error)
  const asked = code === 'connector.rate_limited' ? retryAfterOf(result.error) : null
  const restMs = asked ?? (slowed === 'rest' ? restAfter(connection.holds + 1) : slowed === 'pace' ? paceMs : null)
  // The tries of one round fail together: they are one rest.
  await tx.query(
    `update connections set failing_since_ms = coalesce(failing_since_ms, $2), last_code = $3, hold_until_ms = greatest(hold_until_ms, $4), holds = case when $5 then $6::int else holds end where id = $1`,
    [connection.id, nowMs, code, restMs === null ? null : nowMs + restMs, slowed === 'rest', connection.holds + 1],
  )
}

/** A rehearsal has found out nothing. */
function writeFindings(tx: Tx, port: StepsPort, { connection, delivery, result, settled }: Settling): Promise<() => void> | (() => void) {
  const findings = result.kind === 'outcome' && result.outcome.kind === 'done' ? result.outcome.findings ?? [] : settled.state === 'dead' ? notSent(delivery, settled.say) : []
  return findings.length === 0 || delivery.sandbox ? nothing : applyFindings(tx, port, connection, findings)
}

/** Whoever asked for a test reads on the profile that it did not leave, and why. */
function notSent({ kind, applicationId, data }: Claimed, say: string): readonly Finding[] {
  const { requestId, test, withdrawn } = data
  if (kind !== 'assessment.requested' || applicationId === null || typeof requestId !== 'string' || withdrawn === true) return []
  return [{ kind: 'assessment', news: { about: { kind: 'request', requestId, applicationId }, externalId: null, test: String(test ?? ''), state: 'failed', score: null, maxScore: null, reportUrl: '', say, raw: null } }]
}

/** What was only rehearsed is ready for nobody: the first-day list keeps its lines to be done by hand, and nothing that was pretended is taken over. */
async function writeSteps(tx: Tx, port: StepsPort, { connection, delivery, result, settled }: Settling): Promise<() => void> {
  const { applicationId, kind } = delivery
  if (applicationId === null || delivery.sandbox) return nothing
  if (result.kind === 'outcome' && result.outcome.kind === 'done') {
    const steps = result.outcome.steps ?? []
    const tellTold = await takeOver(tx, port, connection, applicationId, result.outcome.told ?? {})
    const tell = steps.length > 0 || kind === 'candidate.hired' || kind === 'hire.reversed' ? await reportSteps(tx, port, connection, { applicationId, kind }, steps) : nothing
    return () => { tellTold?.(); tell() }
  }
  if (kind !== 'candidate.hired') return nothing
  if (settled.state === 'blocked') return markSteps(tx, port, connection, applicationId, { state: 'blocked', say: settled.say, missing: settled.missing })
  return markSteps(tx, port, connection, applicationId, { state: settled.state === 'waiting' ? 'waiting' : 'failed', say: settled.say, missing: [] })
}

/** Writes the summary for laptops when a connection's state is another than before. */
export async function refreshState(tx: Tx, port: StepsPort, connectors: Means['connectors'], connectionId: string): Promise<() => void> {
  const connection = await findConnection(tx, connectionId)
  if (!connection) return nothing
  const { state } = healthOf(connection, await troublesOf(tx, connectionId))
  if (state === connection.state) return nothing
  await tx.query('update connections set state = $2 where id = $1', [connectionId, state])
  return writeSummary(tx, connection.workspaceId, connectors, port)
}
