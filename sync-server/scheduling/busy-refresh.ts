import { errorEntry } from '#shared/contract/errors'
import { errorCode } from '#shared/lib/app-error'
import type { Busy } from '#shared/domain/model/busy'
import { createId } from '#shared/lib/ids'
import { isSameJson } from '#shared/lib/json'
import { z } from 'zod'
import { Rounds } from '../clock/rounds.ts'
import { retryAfterOf } from '../connectors/kit/errors.ts'
import type { BusyReading } from '../connectors/kit/calendar.ts'
import type { Database, Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { readRecord } from '../replication/record.ts'
import { busyDocument, busyId, ownInterviews, windowAt } from './busy-document.ts'
import { followAccounts } from './follow-accounts.ts'
import { claimDue, settleClaim, type CalendarRow } from './calendar-row.ts'
import type { CalendarAccounts, FeedReader, RecordPort, Seal } from './ports.ts'
import { keepOwnKeys, ownKeys } from './own-calendar.ts'
import { findSubject, type Subject } from './subjects.ts'

export type BusyRefreshOptions = Readonly<{ db: Database; record: RecordPort; seal: Seal; feeds: FeedReader; accounts: CalendarAccounts; now: () => number; onFailure: (cause: unknown) => void; everyMs?: number }>

const minuteMs = 60_000
const readEveryMs = 10 * minuteMs
const longestPauseMs = 6 * 60 * minuteMs
/** An unchanged calendar is not written at every reading: each writing travels to every laptop. */
const sayAgeEveryMs = 60 * minuteMs

/** Failures in a row lengthen the pause, and what the other side asks for is kept to. */
export function nextReadAt(nowMs: number, failures: number, retryAfterMs: number | null): number {
  if (failures === 0) return nowMs + readEveryMs
  return nowMs + Math.max(retryAfterMs ?? 0, Math.min(longestPauseMs, readEveryMs * 2 ** Math.min(failures - 1, 10)))
}

const feedSecret = z.object({ url: z.string() })

type Read = Readonly<{ kind: 'reading'; reading: BusyReading } | { kind: 'failed'; error: unknown } | { kind: 'gone' }>

/**
 * Reads the calendars that are due and writes what they say as `busy` documents: times only. Several servers over one
 * database share the work by claims; a reading whose claim was lost writes nothing.
 */
export class BusyRefresh {
  readonly #options: BusyRefreshOptions
  readonly #rounds: Rounds
  #stopped = false

  constructor(options: BusyRefreshOptions) {
    this.#options = options
    this.#rounds = new Rounds(() => this.#readAll(), { everyMs: options.everyMs ?? 10_000, onFailure: options.onFailure })
  }

  start(): void {
    this.#rounds.start()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#rounds.stop()
  }

  /** One round over everything that is due. */
  readDue(): Promise<void> {
    return this.#rounds.run()
  }

  async #readAll(): Promise<void> {
    await followAccounts(this.#options, await this.#options.accounts.list(), this.#options.now())
    while (!this.#stopped && await this.#readOne()) { /* as long as something is due */ }
  }

  async #readOne(): Promise<boolean> {
    const { db, now } = this.#options
    const claim = createId()
    const row = await claimDue(db, claim, now())
    if (!row) return false
    const subject = await findSubject(db, row.workspaceId, row.subjectKind, row.subjectId)
    const read = await this.#read(row, subject)
    const tell = await db.transaction(tx => this.#settle(tx, row, claim, subject, read))
    tell()
    return true
  }

  async #read(row: CalendarRow, subject: Subject | null): Promise<Read> {
    const { feeds, accounts, seal, now, db } = this.#options
    if (!subject) return { kind: 'gone' }
    const query = { window: windowAt(now()), zone: subject.zone, memo: row.memo }
    try {
      if (row.kind === 'feed') return { kind: 'reading', reading: await feeds.readFeed(feedSecret.parse(seal.open(row.id, row.address)).url, query) }
      if (row.kind === 'own') {
        const own = { address: row.address, keys: ownKeys(row, seal), keep: (keys: Readonly<Record<string, string>>) => keepOwnKeys(db, row, seal, keys) }
        return { kind: 'reading', reading: { kind: 'read', blocks: await accounts.ownBusy(row.connectionId ?? '', own, query.window), memo: {} } }
      }
      return { kind: 'reading', reading: { kind: 'read', blocks: await accounts.freeBusy(row.connectionId ?? '', row.address, query.window), memo: {} } }
    } catch (error) {
      return { kind: 'failed', error }
    }
  }

  async #settle(tx: Tx, row: CalendarRow, claim: string, subject: Subject | null, read: Read): Promise<() => void> {
    const { now, record } = this.#options
    const nowMs = now()
    if (!subject || read.kind === 'gone') {
      await tx.query('delete from calendars where id = $1 and claim = $2', [row.id, claim])
      return record.write(row.workspaceId, null, [{ collection: 'busy', id: busyId(row.workspaceId, { kind: row.subjectKind, id: row.subjectId }), content: {}, deleted: true }], tx)
    }
    if (read.kind === 'failed') return this.#settleFailure(tx, row, claim, subject, read.error)
    const { memo, blocks } = read.reading.kind === 'read' ? { memo: read.reading.memo, blocks: [...read.reading.blocks] } : row
    if (!(await settleClaim(tx, row.id, claim, { nextReadAtMs: nextReadAt(nowMs, 0, null), readAtMs: nowMs, failures: 0, code: null, memo, blocks }))) return () => undefined
    // The document's own lock comes first, so that what is compared is what is written over.
    await lockWorkspace(tx, row.workspaceId)
    const before = await this.#documentOf(tx, row.workspaceId, subject)
    const own = await ownInterviews(tx, row.workspaceId, subject)
    const after = busyDocument(row.workspaceId, subject, { blocks, own, window: windowAt(nowMs), nowMs })
    const isNews = !before || !isSameJson({ ...before, ...after, readAtMs: 0 }, { ...before, readAtMs: 0 }) || nowMs - before.readAtMs >= sayAgeEveryMs
    return isNews ? record.write(row.workspaceId, null, [{ collection: 'busy', id: after.id, content: { createdAtMs: nowMs, ...before, ...after } }], tx) : () => undefined
  }

  /** What was read last stays with its age; the document says why there is nothing newer. */
  async #settleFailure(tx: Tx, row: CalendarRow, claim: string, subject: Subject, error: unknown): Promise<() => void> {
    const { now, record, onFailure } = this.#options
    const code = errorCode(error)
    if (code === 'unexpected') onFailure(error)
    const failures = row.failures + 1
    const isOurs = await settleClaim(tx, row.id, claim, { nextReadAtMs: nextReadAt(now(), failures, retryAfterOf(error)), readAtMs: row.readAtMs, failures, code, memo: row.memo, blocks: row.blocks })
    if (!isOurs) return () => undefined
    const before = await this.#documentOf(tx, row.workspaceId, subject)
    const problem = errorEntry(code).say
    if (before) return record.write(row.workspaceId, null, [{ collection: 'busy', id: before.id, content: { problem } }], tx)
    // Nothing is known of any time: an empty window says so, and nobody takes it for a free week.
    const nothing = { ...busyDocument(row.workspaceId, subject, { blocks: [], own: [], window: { fromMs: now(), toMs: now() }, nowMs: now() }), problem, createdAtMs: now() }
    return record.write(row.workspaceId, null, [{ collection: 'busy', id: nothing.id, content: nothing }], tx)
  }

  async #documentOf(tx: Tx, workspaceId: string, subject: Subject): Promise<Busy | null> {
    // Safe: only this room writes these documents, by the type it reads them with.
    return await readRecord(tx, workspaceId, 'busy', busyId(workspaceId, subject)) as unknown as Busy | null
  }
}
