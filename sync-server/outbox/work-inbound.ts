import { errorEntry } from '#shared/contract/errors'
import { AppError, errorCode } from '#shared/lib/app-error'
import { healingOf, retryAfterOf } from '../connectors/kit/errors.ts'
import type { InboundMessage, InboundOutcome } from '../connectors/kit/inbound.ts'
import { findConnection, type ConnectionRow } from './connection-row.ts'
import { applyFindings } from './findings/apply-findings.ts'
import { claimMessage, settleMessage, type ClaimedMessage, type SettledMessage } from './inbound-store.ts'
import type { LaneOptions } from './lanes.ts'
import { waitAfter } from './retry-plan.ts'
import { refreshState } from './settle-delivery.ts'
import { connectorOf, contextFor } from './try-delivery.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'

/** Works messages that came in, one after the other, until nothing is due. */
export async function workInbound(options: LaneOptions): Promise<void> {
  for (;;) {
    const message = await claimMessage(options.db, options.now())
    if (!message) return
    await workOne(options, message)
  }
}

async function workOne(options: LaneOptions, claimed: ClaimedMessage): Promise<void> {
  const { db, now, record, connectors } = options
  const connection = await findConnection(db, claimed.connectionId)
  const tell = await attempt(options, connection, claimed).then(
    outcome => db.transaction(async tx => {
      await lockWorkspace(tx, claimed.workspaceId)
      // A rehearsal is read and understood, and changes nothing.
      const announce = claimed.sandbox ? () => undefined : await applyFindings(tx, { record, now }, connection!, outcome.findings)
      await settleMessage(tx, claimed.id, { state: 'done', code: null, say: claimed.sandbox ? `Rehearsal: ${outcome.summary}` : outcome.summary }, now())
      await tx.query('update connections set last_success_at_ms = $2 where id = $1', [claimed.connectionId, now()])
      const tellState = await refreshState(tx, { record, now }, connectors, claimed.connectionId)
      return () => { announce(); tellState() }
    }),
  ).catch((error: unknown) => db.transaction(async tx => {
    await lockWorkspace(tx, claimed.workspaceId)
    await settleMessage(tx, claimed.id, judge(error, claimed.tries, options), now())
    return refreshState(tx, { record, now }, connectors, claimed.connectionId)
  }))
  tell()
}

function judge(error: unknown, tries: number, { now, random }: LaneOptions): SettledMessage {
  const code = errorCode(error)
  const { say } = errorEntry(code)
  const wait = healingOf(error) === 'retry' ? waitAfter(tries, retryAfterOf(error), random) : null
  return wait === null ? { state: 'dead', code, say } : { state: 'waiting', code, say, nextTryAtMs: now() + wait }
}

async function attempt(options: LaneOptions, connection: ConnectionRow | null, claimed: ClaimedMessage): Promise<InboundOutcome> {
  if (!connection) throw new AppError('connector.unknown_connection')
  const { inbound } = connectorOf(options, connection)
  if (!inbound) throw new AppError('connector.unknown')
  const ctx = contextFor(options, connection, { record: {}, key: claimed.id, mayHaveHappened: claimed.tries > 1, onExchange: () => undefined })
  return inbound.handle(messageOf(claimed), ctx)
}

function messageOf({ messageId, receivedAtMs, sentAtMs, headers, body }: ClaimedMessage): InboundMessage {
  const text = Buffer.from(body).toString('utf8')
  return {
    id: messageId, receivedAtMs, sentAtMs, headers: headers.kept, query: headers.query, text,
    json: () => {
      try {
        return JSON.parse(text) as unknown
      } catch (cause) {
        throw new AppError('inbound.unreadable', { cause })
      }
    },
  }
}
