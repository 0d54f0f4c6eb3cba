import { AppError, errorCode } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import { healingOf, retryAfterOf } from '../../connectors/kit/errors.ts'
import type { PutEvent } from '../../connectors/kit/calendar.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { CalendarAccounts } from '../ports.ts'
import { whyCalledOff } from '../invites/why-called-off.ts'
import { claimEvent, type EventRow } from './event-row.ts'

export type PutOptions = Readonly<{ db: Database; accounts: CalendarAccounts; now: () => number; onFailure: (cause: unknown) => void }>

const minuteMs = 60_000
/** A link that is being made is there within seconds. */
const askLinkAgainMs = 10_000
const mostLinkTries = 30

type Outcome = Readonly<{ kind: 'put'; put: PutEvent | null } | { kind: 'failed'; error: unknown }>

/** Brings one event into its calendar, or out of it. False when none is due. */
export async function putOneEvent(options: PutOptions): Promise<boolean> {
  const { db, now } = options
  const claim = createId()
  const row = await claimEvent(db, claim, now())
  if (!row) return false
  // From here on somebody may hear of it, whether we hear of that or not.
  if (row.kind === 'event') await db.query(`update invites set unsure = true where workspace_id = $1 and interview_id = $2 and way = 'calendar' and state = 'waiting'`, [row.workspaceId, row.interviewId])
  const outcome = await attempt(options, row)
  await db.transaction(tx => settle(tx, options, row, claim, outcome))
  return true
}

async function attempt({ db, accounts, now }: PutOptions, row: EventRow): Promise<Outcome> {
  try {
    if (row.wanted === null) {
      if (row.kind === 'meeting') await accounts.cancelMeeting(row.connectionId, row)
      else await accounts.cancelEvent(row.connectionId, { ...row, why: await whyCalledOff(db, row) })
      return { kind: 'put', put: null }
    }
    if (row.wanted.endMs <= now()) throw new AppError('invite.too_late')
    const options = { eventId: row.eventId, notify: row.notify, mayHaveHappened: row.tries > 1 }
    return { kind: 'put', put: await (row.kind === 'meeting' ? accounts.putMeeting(row.connectionId, row.wanted, options) : accounts.putEvent(row.connectionId, row.wanted, options)) }
  } catch (error) {
    return { kind: 'failed', error }
  }
}

async function settle(tx: Tx, options: PutOptions, row: EventRow, claim: string, outcome: Outcome): Promise<void> {
  const keys = [row.workspaceId, row.interviewId]
  const rowKeys = [...keys, row.kind]
  const nowMs = options.now()
  const [held] = await tx.query<{ sequence: number }>('select sequence from calendar_events where workspace_id = $1 and interview_id = $2 and kind = $3 and claim = $4 for update', [...rowKeys, claim])
  if (!held) return
  await tx.query('update calendar_events set claim = null, claimed_until_ms = null where workspace_id = $1 and interview_id = $2 and kind = $3', rowKeys)
  await tx.query('update meetings set unpublished = true where workspace_id = $1 and interview_id = $2', keys)
  if (outcome.kind === 'failed') return settleFailure(tx, options, row, outcome.error)
  const { put } = outcome
  await tx.query('update calendar_events set event_id = $4, join_url = $5, elsewhere = null where workspace_id = $1 and interview_id = $2 and kind = $3', [...rowKeys, put?.eventId ?? null, put?.joinUrl ?? null])
  if (row.kind === 'event') await tx.query(
    `update invites set told = case when wanted->>'method' = 'request' then wanted->'facts' else null end, state = 'delivered', code = null, next_try_at_ms = null, unsure = false, at_ms = $3
     where workspace_id = $1 and interview_id = $2 and way = 'calendar' and state in ('waiting', 'failed') and (wanted->>'sequence')::int <= $4`, [...keys, nowMs, row.sequence],
  )
  const isOverdue = put?.isLinkPending === true && row.tries >= mostLinkTries
  const again = put?.isLinkPending === true && !isOverdue
  // A newer intention that came meanwhile stays due.
  await tx.query(
    `update calendar_events set state = $4, code = $5, next_try_at_ms = $6, notify = false, at_ms = $7, tries = case when $4 = 'done' then 0 else tries end where workspace_id = $1 and interview_id = $2 and sequence = $3 and kind = $9 and wanted is not distinct from $8::text::jsonb`,
    [...keys, row.sequence, again ? 'waiting' : isOverdue ? 'failed' : 'done', isOverdue ? 'calendar.no_link' : null, again ? nowMs + askLinkAgainMs : null, nowMs, row.wanted === null ? null : JSON.stringify(row.wanted), row.kind],
  )
}

/** Settings that are wrong heal when somebody changes them; we look again now and then until the interview begins. */
async function settleFailure(tx: Tx, { now, onFailure }: PutOptions, row: EventRow, error: unknown): Promise<void> {
  const code = errorCode(error)
  if (code === 'unexpected') onFailure(error)
  const nowMs = now()
  const pause = Math.max(retryAfterOf(error) ?? 0, Math.min(60 * minuteMs, minuteMs * 2 ** Math.min(row.tries - 1, 10)))
  const isFinal = healingOf(error) === 'final' || code === 'invite.too_late' || (row.wanted !== null && nowMs + pause >= row.wanted.startMs)
  const next = isFinal ? null : nowMs + pause
  const state = isFinal ? 'failed' : 'waiting'
  await tx.query('update calendar_events set state = $3, code = $4, next_try_at_ms = $5, at_ms = $6 where workspace_id = $1 and interview_id = $2 and sequence = $7 and kind = $8', [row.workspaceId, row.interviewId, state, code, next, nowMs, row.sequence, row.kind])
  // Without its event nobody who holds the interview is told; without its link letters wait, and say why.
  const concerned = row.kind === 'event' ? `way = 'calendar' and state in ('waiting', 'failed')` : `state = 'waiting' and next_try_at_ms is null`
  const shown = row.kind === 'event' ? next : null
  await tx.query(`update invites set state = $3, code = $4, next_try_at_ms = $5, at_ms = $6 where workspace_id = $1 and interview_id = $2 and ${concerned}`, [row.workspaceId, row.interviewId, row.kind === 'event' ? state : 'waiting', code, shown, nowMs])
}
