import { dueSurveys } from '#shared/domain/surveys/plan-surveys'
import { aboutHire, surveyWords } from '#shared/domain/surveys/survey-kinds'
import { createId } from '#shared/lib/ids'
import { Rounds } from '../clock/rounds.ts'
import type { Database, Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { createToken, hashToken } from '../identity/secrets.ts'
import { nextTryAt, type Letter, type Transport } from '../messages/postman.ts'
import { readSurveys, type PlannedSurvey } from './read-surveys.ts'

export type SurveyOptions = Readonly<{ db: Database; transport: Transport; publicUrl: () => string; now: () => number; onFailure: (cause: unknown) => void; everyMs?: number }>

const claimMs = 10 * 60_000
const validForMs = 30 * 86_400_000

type Ready = Readonly<{ workspaceId: string; key: string; firstAtMs: number; letter: Letter }>

/** Asks, in rounds, what is due by the record as it stands in the transaction that claims it. */
export class SurveyRounds {
  readonly #options: SurveyOptions
  readonly #rounds: Rounds

  constructor(options: SurveyOptions) {
    this.#options = options
    this.#rounds = new Rounds(() => this.#askAll(), { everyMs: options.everyMs ?? 300_000, onFailure: options.onFailure })
  }

  /** Looks at once, then every few minutes. */
  start(): void {
    void this.ask()
    this.#rounds.start()
  }

  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  ask(): Promise<void> {
    return this.#rounds.run()
  }

  async #askAll(): Promise<void> {
    const { db } = this.#options
    for (const { id } of await db.query<{ id: string }>('select id from workspaces')) {
      for (const ready of await db.transaction(tx => this.#claim(tx, id))) await this.#send(ready)
    }
  }

  async #claim(tx: Tx, workspaceId: string): Promise<readonly Ready[]> {
    const nowMs = this.#options.now()
    await lockWorkspace(tx, workspaceId)
    const planned = await readSurveys(tx, workspaceId, nowMs)
    const rows = await tx.query<{ key: string; state: string; atMs: number; firstAtMs: number }>('select key, state, at_ms as "atMs", first_at_ms as "firstAtMs" from surveys where workspace_id = $1 and key = any($2::text[])', [workspaceId, planned.map(each => each.plan.key)])
    const asked = new Set(rows.filter(row => row.state === 'sent' || row.state === 'failed' || row.atMs > nowMs).map(row => row.key))
    const due = new Set(dueSurveys(planned.map(each => each.plan), asked, nowMs).map(plan => plan.key))
    const ready: Ready[] = []
    for (const survey of planned.filter(each => due.has(each.plan.key))) {
      // Only the hash is kept, so each try has a link of its own; the last one counts.
      const token = createToken()
      await keep(tx, workspaceId, survey, token, nowMs)
      ready.push({ workspaceId, key: survey.plan.key, firstAtMs: rows.find(row => row.key === survey.plan.key)?.firstAtMs ?? nowMs, letter: letterOf(survey, `${this.#options.publicUrl()}/s/${token}`) })
    }
    return ready
  }

  async #send({ workspaceId, key, firstAtMs, letter }: Ready): Promise<void> {
    const { db, transport, now, onFailure } = this.#options
    const note = (state: string, atMs: number) => db.query('update surveys set state = $3, at_ms = $4 where workspace_id = $1 and key = $2', [workspaceId, key, state, atMs])
    try {
      await transport.send(letter)
      await note('sent', now())
    } catch {
      // What the mail server said may name the recipient, so it is not told on.
      const retryAt = nextTryAt(firstAtMs, now())
      await note(retryAt === null ? 'failed' : 'waiting', retryAt ?? now())
      onFailure(new Error('a survey could not be handed to the mail server'))
    }
  }
}

async function keep(tx: Tx, workspaceId: string, { plan, candidateId, jobId }: PlannedSurvey, token: string, nowMs: number): Promise<void> {
  await tx.query(
    `insert into surveys (id, workspace_id, key, kind, application_id, job_id, candidate_id, person_id, token_hash, state, first_at_ms, at_ms, expires_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'claimed', $10, $11, $12)
     on conflict (workspace_id, key) do update set token_hash = excluded.token_hash, state = 'claimed', at_ms = excluded.at_ms, expires_at_ms = excluded.expires_at_ms`,
    [createId(), workspaceId, plan.key, plan.kind, plan.applicationId, jobId, candidateId, plan.personId, hashToken(token), nowMs, nowMs + claimMs, nowMs + validForMs],
  )
}

function letterOf({ plan, candidate, job, workspace, to, replyTo }: PlannedSurvey, link: string): Letter {
  const { question, asked } = surveyWords[plan.kind]
  const words = question({ workspace, job, person: candidate })
  const [firstName] = candidate.split(' ')
  const text = asked === 'candidate'
    ? `Hello ${firstName ?? candidate},\n\n${words} One question, half a minute:\n${link}\n\nYour answer is read together with others’, without your name, and never by the people who interviewed you.\n${workspace}\n`
    : `${words}\n${link}\n\n${aboutHire(plan.kind, { person: candidate, job }) ?? ''} One question, half a minute. Recruiters read the answer.\n${workspace}\n`
  return { messageId: `<${createId()}@shortlist>`, to, subject: asked === 'candidate' ? `One question from ${workspace}` : words, text, replyTo }
}
