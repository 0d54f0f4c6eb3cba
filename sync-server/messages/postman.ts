import { Rounds } from '../clock/rounds.ts'
import type { Database, Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import type { Message } from '#shared/domain/model/message'

/** A letter as it leaves. `messageId` is the same at every try, so that a receiving server can tell a repeat. */
export type Letter = Readonly<{
  messageId: string; to: string; subject: string; text: string; replyTo: string | null
  /** An iCalendar message beside the text (RFC 6047). */
  calendar?: Readonly<{ method: 'REQUEST' | 'CANCEL'; text: string }>
}>

/** Hands a letter to the mail server; resolves when that server has taken it. */
export type Transport = Readonly<{ send(letter: Letter): Promise<void> }>

/** How the postman writes what became of a message into the record, in the transaction given. */
export type DeliveryPort = Readonly<{ write(workspaceId: string, messageId: string, delivery: NonNullable<Message['delivery']>, tx: Tx): Promise<() => void> }>

export type PostmanOptions = Readonly<{ db: Database; transport: Transport; deliveries: DeliveryPort; now: () => number; onFailure: (cause: unknown) => void; everyMs?: number }>

type Due = Readonly<{ workspaceId: string; id: string; content: Message; replyTo: string | null }>

/** A claim older than this was left by a server that died; the message is tried again under the same Message-ID. */
const claimMs = 10 * 60_000
/** After three days a message that cannot be handed over is given up and says so. */
const giveUpAfterMs = 72 * 3_600_000
const longestPauseMs = 6 * 3_600_000

/** The wait before the next try grows with the time it has already taken: one minute at first, six hours at most. */
export function nextTryAt(sendAfterMs: number, nowMs: number): number | null {
  if (nowMs - sendAfterMs > giveUpAfterMs) return null
  return nowMs + Math.min(longestPauseMs, Math.max(60_000, nowMs - sendAfterMs))
}

/**
 * Sends queued messages when their time has come. Whether a message still wants to be sent is asked in the transaction
 * that claims it: a cancelled one never leaves. Several servers over one database claim under the workspace's lock.
 */
export class Postman {
  readonly #options: PostmanOptions
  readonly #rounds: Rounds

  constructor(options: PostmanOptions) {
    this.#options = options
    this.#rounds = new Rounds(() => this.#deliverAll(), { everyMs: options.everyMs ?? 15_000, onFailure: options.onFailure })
  }

  start(): void {
    this.#rounds.start()
  }

  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  /** One round over everything that is due. */
  deliverDue(): Promise<void> {
    return this.#rounds.run()
  }

  async #deliverAll(): Promise<void> {
    for (const { workspaceId, id } of await this.#due()) {
      const claimed = await this.#claim(workspaceId, id)
      if (claimed) await this.#deliver(claimed)
    }
  }

  #due(): Promise<{ workspaceId: string; id: string }[]> {
    return this.#options.db.query(
      `select workspace_id as "workspaceId", id from documents
       where collection = 'messages' and not deleted and not (content->>'cancelled')::boolean and (content->>'sendAfterMs')::bigint <= $1
         and (content->'delivery' = 'null'::jsonb or content->'delivery'->>'state' = 'waiting' and (content->'delivery'->>'atMs')::bigint <= $1)
       order by id limit 200`,
      [this.#options.now()],
    )
  }

  /** Takes a message for this server, if it still wants to be sent. */
  async #claim(workspaceId: string, id: string): Promise<Due | null> {
    const { db, deliveries, now } = this.#options
    const taken = await db.transaction(async tx => {
      await lockWorkspace(tx, workspaceId)
      const [row] = await tx.query<{ content: Message; replyTo: string | null }>(
        `select m.content, p.content->>'email' as "replyTo" from documents m
         left join documents p on p.workspace_id = m.workspace_id and p.collection = 'people' and p.id = (m.content->>'authorId')::uuid
         where m.workspace_id = $1 and m.collection = 'messages' and m.id = $2 and not m.deleted`, [workspaceId, id],
      )
      const isDue = row && !row.content.cancelled && (row.content.delivery === null || (row.content.delivery.state === 'waiting' && row.content.delivery.atMs <= now()))
      if (!isDue) return null
      const announce = await deliveries.write(workspaceId, id, { state: 'waiting', atMs: now() + claimMs, problem: null }, tx)
      return { due: { workspaceId, id, ...row }, announce }
    })
    taken?.announce()
    return taken?.due ?? null
  }

  async #deliver({ workspaceId, id, content, replyTo }: Due): Promise<void> {
    const { db, transport, deliveries, now } = this.#options
    let outcome: NonNullable<Message['delivery']>
    try {
      await transport.send({ messageId: `<${id}@shortlist>`, to: content.toEmail, subject: content.subject, text: content.body, replyTo })
      outcome = { state: 'sent', atMs: now(), problem: null }
    } catch (cause) {
      const retryAt = isFinal(cause) ? null : nextTryAt(content.sendAfterMs, now())
      const problem = isFinal(cause) ? 'The mail server does not accept this address.' : 'E-mail cannot be sent just now.'
      outcome = retryAt === null ? { state: 'failed', atMs: now(), problem } : { state: 'waiting', atMs: retryAt, problem }
    }
    const announce = await db.transaction(tx => deliveries.write(workspaceId, id, outcome, tx))
    announce()
  }
}

/** A mail server's 5xx answer to a recipient will not change by asking again (RFC 5321 §4.2.1). */
export function isFinal(cause: unknown): boolean {
  const code = typeof cause === 'object' && cause !== null && 'responseCode' in cause ? Number(cause.responseCode) : 0
  return code >= 500 && code < 600 && code !== 535
}
