import { errorCode } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import { Rounds } from '../../clock/rounds.ts'
import type { Database } from '../../db/database.ts'
import { putOneEvent } from '../events/put-events.ts'
import type { CalendarAccounts, InviteMail, RecordPort } from '../ports.ts'
import { claimInvite, settleInvite, type InviteRow, type TryOutcome } from './invite-row.ts'
import { letterFor } from './letter.ts'
import { planRound, workspacesWithNews } from './plan-round.ts'
import { publishMeetings } from './publish.ts'
import { whyCalledOff } from './why-called-off.ts'

export type InvitationOptions = Readonly<{
  db: Database; record: RecordPort
  /** Null: nothing can be sent, and the interview says so. */
  mail: InviteMail | null
  accounts: CalendarAccounts
  now: () => number; interviewUrl: (interviewId: string) => string; onFailure: (cause: unknown) => void; everyMs?: number
}>

const minuteMs = 60_000
const longestPauseMs = 60 * minuteMs

/** Sooner at first, at least once an hour, and never after the interview has begun: null then. */
export function nextInviteTry(row: Pick<InviteRow, 'tries' | 'wanted'>, nowMs: number): number | null {
  const at = nowMs + Math.min(longestPauseMs, minuteMs * 2 ** Math.min(row.tries - 1, 10))
  return at < row.wanted.facts.startMs ? at : null
}

/**
 * Tells everybody concerned when an interview was booked, changed or called off. What is to be said follows from the
 * record; what was said is kept an invitee at a time, and "delivered" only once the mail server has taken the letter.
 */
export class Invitations {
  readonly #options: InvitationOptions
  readonly #rounds: Rounds
  #stopListening: (() => Promise<void>) | null = null
  #stopped = false

  constructor(options: InvitationOptions) {
    this.#options = options
    this.#rounds = new Rounds(() => this.#tick(), { everyMs: options.everyMs ?? 15_000, onFailure: options.onFailure })
  }

  async start(): Promise<void> {
    const { db, mail, now } = this.#options
    // A mail server that was set up since: what nobody could be told is told now.
    if (mail) await db.query(`update invites set state = 'waiting', code = null, next_try_at_ms = $1 where code = 'invite.no_mail_server' and (wanted->'facts'->>'startMs')::bigint > $1`, [now()])
    this.#stopListening = await db.listen('shortlist_changes', () => void this.tick(), () => void this.tick())
    this.#rounds.start()
    void this.tick()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#stopListening?.()
    await this.#rounds.stop()
  }

  /** One round: look through what changed, send what is due, show what became of it. Many calls at once are one round. */
  tick(): Promise<void> {
    return this.#rounds.run()
  }

  async #tick(): Promise<void> {
    const { db, record } = this.#options
    await this.#plan()
    await publishMeetings(db, record)
    let isPut = false
    while (!this.#stopped && await putOneEvent(this.#options)) isPut = true
    if (isPut) {
      await publishMeetings(db, record)
      // A video link that is there now is what letters waited for.
      await this.#plan()
    }
    let isSent = false
    while (!this.#stopped && await this.#sendOne()) isSent = true
    if (isSent) await publishMeetings(db, record)
  }

  async #plan(): Promise<void> {
    const { db, accounts, interviewUrl, now } = this.#options
    const news = await workspacesWithNews(db)
    if (news.length === 0) return
    const holding = (await accounts.list()).filter(account => account.holdsInterviews)
    const meeting = await accounts.listMeetingAccounts()
    for (const id of news) {
      const context = { account: holding.find(account => account.workspaceId === id) ?? null, meetings: meeting.find(account => account.workspaceId === id) ?? null, interviewUrl, nowMs: now() }
      while (!this.#stopped && await planRound(db, id, context)) { /* until all is looked through */ }
    }
  }

  async #sendOne(): Promise<boolean> {
    const { db, now } = this.#options
    const claim = createId()
    const row = await claimInvite(db, claim, now())
    if (!row) return false
    const outcome = await this.#send(row)
    await db.transaction(tx => settleInvite(tx, row, claim, outcome, now()))
    return true
  }

  async #send(row: InviteRow): Promise<TryOutcome> {
    const { db, mail, now, interviewUrl, onFailure } = this.#options
    if (row.wanted.facts.startMs <= now()) return { kind: 'failed', code: 'invite.too_late', nextTryAtMs: null }
    if (!mail) return { kind: 'failed', code: 'invite.no_mail_server', nextTryAtMs: null }
    try {
      const [workspace] = await db.query<{ name: string }>('select name from workspaces where id = $1', [row.workspaceId])
      await mail.send(letterFor(row, { organizer: { name: workspace?.name ?? '', email: mail.organizerEmail }, nowMs: now(), interviewUrl: interviewUrl(row.interviewId), why: row.wanted.method === 'cancel' ? await whyCalledOff(db, row) : '' }))
      return { kind: 'delivered' }
    } catch (error) {
      const code = errorCode(error)
      if (code === 'unexpected') onFailure(error)
      const nextTryAtMs = code === 'invite.address_refused' ? null : nextInviteTry(row, now())
      return { kind: nextTryAtMs === null ? 'failed' : 'waiting', code, nextTryAtMs }
    }
  }
}
