import { createHash } from 'node:crypto'
import { scorecardDueAtMs } from '#shared/domain/debrief/due'
import { reminderTimesOf } from '#shared/domain/reminders/reminder-times'
import { dueReminders, type Reminder } from '#shared/domain/reminders/plan-reminders'
import { Rounds } from '../clock/rounds.ts'
import type { Database, Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { nextTryAt, type Letter, type Transport } from './postman.ts'
import { candidateLetter, colleagueLetter, type LetterLine } from './reminder-letters.ts'
import { readReminders, type ReminderState } from './read-reminders.ts'

/** How the round writes when a draft card is due, in the transaction given. */
export type DeadlinePort = Readonly<{ write(workspaceId: string, rows: readonly { id: string; dueAtMs: number | null }[], tx: Tx): Promise<() => void> }>

export type ReminderOptions = Readonly<{
  db: Database
  /** Null while the server cannot send e-mail: due dates are kept all the same. */
  transport: Transport | null
  deadlines: DeadlinePort; publicUrl: () => string; now: () => number; onFailure: (cause: unknown) => void; everyMs?: number
}>

type Ready = Readonly<{ workspaceId: string; keys: readonly string[]; letter: Letter; firstAtMs: number }>

const claimMs = 10 * 60_000

/**
 * Reminds of interviews and scorecards, in rounds. What is due is worked out from the record as it stands in the
 * transaction that claims it: an interview called off or moved a moment before is never reminded of.
 */
export class ReminderRounds {
  readonly #options: ReminderOptions
  readonly #rounds: Rounds

  constructor(options: ReminderOptions) {
    this.#options = options
    this.#rounds = new Rounds(() => this.#remindAll(), { everyMs: options.everyMs ?? 60_000, onFailure: options.onFailure })
  }

  start(): void {
    this.#rounds.start()
  }

  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  /** One round over every workspace. */
  remind(): Promise<void> {
    return this.#rounds.run()
  }

  async #remindAll(): Promise<void> {
    const workspaces = await this.#options.db.query<{ id: string }>('select id from workspaces')
    for (const { id } of workspaces) {
      for (const ready of await this.#claim(id)) await this.#send(ready)
    }
  }

  /** Takes what is due for this server, and keeps the due dates of drafts right. */
  async #claim(workspaceId: string): Promise<readonly Ready[]> {
    const { db, deadlines, transport, now, publicUrl } = this.#options
    const { ready, announce } = await db.transaction(async tx => {
      await lockWorkspace(tx, workspaceId)
      const state = await readReminders(tx, workspaceId, now())
      const { dueAfterMs } = reminderTimesOf(state.settings)
      const wrong = state.cards.flatMap(card => {
        const interview = state.interviews.get(card.interviewId)
        const dueAtMs = interview ? scorecardDueAtMs(interview, dueAfterMs) : card.dueAtMs
        return card.submittedAtMs === null && dueAtMs !== card.dueAtMs ? [{ id: card.id, dueAtMs }] : []
      })
      const written = wrong.length > 0 ? await deadlines.write(workspaceId, wrong, tx) : () => undefined
      if (!transport) return { ready: [], announce: written }
      const rows = await tx.query<{ key: string; state: string; firstAtMs: number; atMs: number }>('select key, state, first_at_ms as "firstAtMs", at_ms as "atMs" from reminders where workspace_id = $1 and key = any($2::text[])', [workspaceId, state.reminders.map(each => each.key)])
      const told = new Set(rows.filter(row => row.state === 'sent' || row.state === 'passed' || row.state === 'failed' || row.atMs > now()).map(row => row.key))
      const firstAt = new Map(rows.map(row => [row.key, row.firstAtMs]))
      const { send, passedOver } = dueReminders(state.reminders, told, now())
      await mark(tx, workspaceId, passedOver.map(each => each.key), 'passed', now(), now())
      await mark(tx, workspaceId, send.map(each => each.key), 'claimed', now() + claimMs, now())
      return { ready: lettersOf(workspaceId, send, state, publicUrl()).map(each => ({ ...each, firstAtMs: Math.min(...each.keys.map(key => firstAt.get(key) ?? now())) })), announce: written }
    })
    announce()
    return ready
  }

  async #send({ workspaceId, keys, letter, firstAtMs }: Ready): Promise<void> {
    const { db, transport, now, onFailure } = this.#options
    try {
      await transport!.send(letter)
      await mark(db, workspaceId, keys, 'sent', now(), now())
    } catch {
      // What the mail server said may name the recipient, so it is not told on.
      const retryAt = nextTryAt(firstAtMs, now())
      await mark(db, workspaceId, keys, retryAt === null ? 'failed' : 'waiting', retryAt ?? now(), now())
      onFailure(new Error('a reminder could not be handed to the mail server'))
    }
  }
}

async function mark(db: Pick<Tx, 'query'>, workspaceId: string, keys: readonly string[], state: string, atMs: number, nowMs: number): Promise<void> {
  if (keys.length === 0) return
  await db.query(
    `insert into reminders (workspace_id, key, state, first_at_ms, at_ms) select $1, key, $3, $5, $4 from unnest($2::text[]) as key
     on conflict (workspace_id, key) do update set state = excluded.state, at_ms = excluded.at_ms`, [workspaceId, keys, state, atMs, nowMs],
  )
}

/** The same reminders make the same Message-ID at every try. */
const messageIdOf = (keys: readonly string[]): string => `<${createHash('sha256').update(keys.join()).digest('hex').slice(0, 32)}@shortlist>`

/** One letter for each recipient and kind. */
function lettersOf(workspaceId: string, due: readonly Reminder[], state: ReminderState, publicUrl: string): readonly Omit<Ready, 'firstAtMs'>[] {
  const groups = [...Map.groupBy(due, each => (each.personId === null ? each.key : `${each.kind} ${each.personId}`)).values()]
  return groups.flatMap(group => {
    const keys = group.map(each => each.key)
    const lines = group.flatMap((reminder): readonly LetterLine[] => {
      const interview = state.interviews.get(reminder.interviewId)
      const candidate = interview && state.candidates.get(interview.candidateId)
      if (!interview || !candidate) return []
      const link = reminder.kind === 'cardMissing' ? `${publicUrl}/app/jobs/${interview.jobId}/debrief/${interview.applicationId}` : `${publicUrl}/app/interviews/${interview.id}`
      return [{ kind: reminder.kind, interview, candidate: candidate.fullName, job: state.jobs.get(interview.jobId)?.title ?? '', about: state.people.get(reminder.aboutId ?? '')?.name ?? 'A colleague', link }]
    })
    const [first] = group
    const [line] = lines
    if (!first || !line) return []
    const person = first.personId === null ? null : state.people.get(first.personId)
    const candidate = state.candidates.get(line.interview.candidateId)
    const to = person ? person.email : candidate?.emails[0]
    if (!to) return []
    const words = person ? colleagueLetter(lines, person.zone) : candidateLetter(line, state.settings?.name ?? 'us', candidate?.zone ?? line.interview.zone)
    const booker = state.people.get(line.interview.bookedById)?.email ?? null
    return [{ workspaceId, keys, letter: { messageId: messageIdOf(keys), to, ...words, replyTo: person ? null : booker } }]
  })
}
