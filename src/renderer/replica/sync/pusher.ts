import { maxDocumentsPerMessage, maxMessageBytes, type PulledRow, type PushResult, type PushRow } from '#shared/contract/sync-protocol'
import type { Content } from '#shared/domain/merge/units'
import { acknowledgedContent, type SentChange } from '#shared/domain/merge/local-document'
import { AppError } from '#shared/lib/app-error'
import type { Stores } from '../read/reader.ts'
import { toLocal } from '../storage/stored-document.ts'
import { keyOf, type Outbox, type OutboxEntry } from './outbox.ts'
import { pushRowOf, sentChangeOf } from './push-row.ts'
import type { Refusal, Refusals } from './refusals.ts'
import { takeResult, takeRow } from './server-steps.ts'

type Sent = Readonly<{ entry: OutboxEntry; key: string; sent: SentChange; text: string }>

/** Sends rows, already written as JSON, and waits for the server's answer. */
export type AskServer = (rows: readonly string[]) => Promise<readonly PushResult[]>

export type PusherPorts = Readonly<{
  stores: Stores
  outbox: Outbox
  refusals: Refusals
  ask: AskServer
  clock: () => number
  clockSkewMs: () => number
  /** A change was taken: the server has this document, whatever it told before. */
  onTaken: (key: string) => void
  onGone: (gone: readonly { key: string; revision: number }[]) => Promise<void>
  /** An answer could not be used: nothing more is sent until the next connection or try. */
  onTrouble: (error: unknown) => void
  /** The server refused changes of candidates who are erased for good. */
  onErased: (candidateIds: ReadonlySet<string>, refused: readonly Content[]) => Promise<void>
  onSettled: () => void
}>

const maxInFlight = 4
/** Less than a message may hold: while the server writes one batch the next arrives, and the one before is settled here. */
const rowsAtOnce = maxDocumentsPerMessage / 2
const passing = new Set(['server.busy', 'server.storage_failed', 'unexpected'])

/** About somebody who was erased for good nothing is kept, here as little as on the server. */
const goneForGood = 'rules.candidate_erased'
const isGone = (result: PushResult): boolean => result.kind === 'refused' && result.code === goneForGood && result.conflictId === null

/** The server could not write just now; nothing is wrong with the change. */
const isForLater = (result: PushResult): boolean => result.kind === 'refused' && result.conflictId === null && passing.has(result.code)

/**
 * Sends what waits. A few messages travel at once, never two with the same document. Rows of the server for a document
 * that is under way wait for its acknowledgement, so that the order in which a document changes is the server's.
 */
export class Pusher {
  readonly #ports: PusherPorts
  readonly #underWay = new Set<string>()
  readonly #held = new Map<string, PulledRow>()
  /** Rows held back that are being written, or that could not be. */
  #taking = 0
  #messages = 0
  #maxRows = rowsAtOnce
  #isOn = false
  #isPumping = false
  #life = 0

  constructor(ports: PusherPorts) {
    this.#ports = ports
  }

  get isIdle(): boolean { return this.#messages === 0 }
  /** A row that was held back is not on disk yet. */
  get holdsRows(): boolean { return this.#held.size + this.#taking > 0 }

  /** The connection is ready for changes. */
  start(): void {
    this.#isOn = true
    void this.pump()
  }

  /** The connection is gone: everything unanswered will be sent again, under the same names. */
  async stop(): Promise<void> {
    this.#isOn = false
    this.#life += 1
    this.#messages = 0
    this.#taking = 0
    this.#underWay.clear()
    const held = [...this.#held.values()]
    this.#held.clear()
    await Promise.all(held.map(row => this.#ports.stores.get(row.collection)?.step(row.id, local => takeRow(row.collection, local, row))))
  }

  /** Keeps a row back while its document is under way. */
  holdBack(row: PulledRow): boolean {
    const key = keyOf(row.collection, row.id)
    if (!this.#underWay.has(key)) return false
    const earlier = this.#held.get(key)
    if (!earlier || earlier.revision <= row.revision) this.#held.set(key, row)
    return true
  }

  async pump(): Promise<void> {
    if (this.#isPumping) return
    this.#isPumping = true
    try {
      while (this.#isOn && this.#messages < maxInFlight) {
        const ready = this.#ports.outbox.ready(key => this.#underWay.has(key), this.#maxRows)
        if (ready.length === 0) return
        const life = this.#life
        for (const entry of ready) this.#underWay.add(keyOf(entry.collection, entry.id))
        const message = await this.#load(ready)
        // The line is another one by now: nothing of the old one is under way on it.
        if (life !== this.#life) continue
        if (message.length > 0) void this.#send(message, life)
      }
    } catch (error) {
      this.#ports.onTrouble(error)
    } finally {
      this.#isPumping = false
    }
  }

  /** Reads the documents and writes their rows, as many as fit one message; the rest waits for the next. */
  async #load(entries: readonly OutboxEntry[]): Promise<Sent[]> {
    const byCollection = Map.groupBy(entries, entry => entry.collection)
    const read = new Map(await Promise.all([...byCollection].map(async ([collection, own]) =>
      [collection, await this.#ports.stores.get(collection)!.read(own.map(entry => entry.id))] as const)))
    const free = new Set(this.#ports.outbox.free(entries))
    const message: Sent[] = []
    let bytes = 200
    for (const entry of entries) {
      const key = keyOf(entry.collection, entry.id)
      const stored = read.get(entry.collection)?.get(entry.id)
      const local = stored && toLocal(stored)
      // Settled meanwhile, or written again while it was read: then it goes when that is on disk.
      if (!local || local.sync.dirty === 0 || !free.has(entry)) {
        await this.#applyHeld(entry, key)
        this.#underWay.delete(key)
        continue
      }
      const text = JSON.stringify(pushRowOf(entry.collection, entry.id, local, this.#ports.clockSkewMs()))
      // UTF-8 needs at most three bytes for each of JavaScript's characters.
      bytes += text.length * 3
      if (message.length > 0 && bytes > maxMessageBytes) this.#underWay.delete(key)
      else message.push({ entry, key, sent: sentChangeOf(local), text })
    }
    return message
  }

  async #send(message: readonly Sent[], life: number): Promise<void> {
    this.#messages += 1
    try {
      const results = await this.#ports.ask(message.map(sent => sent.text))
      if (life !== this.#life) return
      await this.#settle(message, results)
      this.#maxRows = Math.min(rowsAtOnce, this.#maxRows * 2)
    } catch (error) {
      if (life !== this.#life) return
      await this.#afterFailure(message, error).catch(cause => this.#giveUp(cause))
    } finally {
      if (life === this.#life) {
        this.#messages -= 1
        this.#ports.onSettled()
        void this.pump()
      }
    }
  }

  async #settle(sentRows: readonly Sent[], answers: readonly PushResult[]): Promise<void> {
    const later = answers.find(isForLater)
    const message = sentRows.filter((_, index) => !isForLater(answers[index]!))
    const results = answers.filter(result => !isForLater(result))
    sentRows.forEach((sent, index) => {
      if (isForLater(answers[index]!)) this.#underWay.delete(sent.key)
    })
    const gone: { key: string; revision: number }[] = []
    const refusals: Refusal[] = []
    message.forEach((sent, index) => {
      const result = results[index]!
      if (result.kind === 'accepted' && result.deleted === true) gone.push({ key: sent.key, revision: result.revision })
      if (result.kind === 'refused' && result.conflictId === null && !isGone(result) && !(sent.sent.deleted && result.content === null)) {
        refusals.push({ collection: sent.entry.collection, id: sent.entry.id, operation: sent.sent.operation, code: result.code, content: sent.sent.content, units: Object.keys(sent.sent.pending), atMs: this.#ports.clock() })
      }
    })
    // The value is kept aside before the document gives it up.
    await this.#ports.refusals.add(refusals)
    await Promise.all(message.map((sent, index) => this.#takeAnswer(sent, results[index]!)))
    if (gone.length > 0) await this.#ports.onGone(gone)
    const erased = message.filter(({ entry }, index) => entry.collection === 'candidates' && isGone(results[index]!))
    if (erased.length > 0) await this.#ports.onErased(new Set(erased.map(sent => sent.entry.id)), erased.map(({ sent }) => sent.content))
    if (later?.kind === 'refused') throw new AppError(later.code)
  }

  async #takeAnswer({ entry, key, sent }: Sent, result: PushResult): Promise<void> {
    const life = this.#life
    const held = this.#takeHeld(key)
    if (result.kind === 'accepted') this.#ports.onTaken(key)
    try {
      await this.#ports.stores.get(entry.collection)!.step(entry.id, local => {
        const next = takeResult(entry.collection, local, sent, result)
        return held ? takeRow(entry.collection, next, held) : next
      })
      if (held) this.#wrote(life)
      await this.#applyHeld(entry, key)
    } finally {
      if (life === this.#life) this.#underWay.delete(key)
    }
  }

  #takeHeld(key: string): PulledRow | undefined {
    const held = this.#held.get(key)
    if (held && this.#held.delete(key)) this.#taking += 1
    return held
  }

  #wrote(life: number): void {
    if (life === this.#life) this.#taking -= 1
  }

  /** Rows may be held back while an answer is written to the disk: each is taken before the document is free again. */
  async #applyHeld({ collection, id }: OutboxEntry, key: string): Promise<void> {
    const life = this.#life
    for (let row = this.#takeHeld(key); row; row = this.#takeHeld(key)) {
      const late = row
      await this.#ports.stores.get(collection)!.step(id, local => takeRow(collection, local, late))
      this.#wrote(life)
    }
  }

  #giveUp(error: unknown): void {
    this.#isOn = false
    this.#ports.onTrouble(error)
  }

  /** A message that the server cannot take is halved until the one bad row is found; that row is kept aside. */
  async #afterFailure(message: readonly Sent[], error: unknown): Promise<void> {
    for (const sent of message) this.#underWay.delete(sent.key)
    if (!(error instanceof AppError) || error.facts['isFinal'] !== true) {
      return this.#giveUp(error)
    }
    if (message.length > 1) {
      this.#maxRows = Math.ceil(message.length / 2)
      return
    }
    const [only] = message
    this.#underWay.add(only!.key)
    const { sent } = only!
    const content = sent.created ? null : acknowledgedContent(only!.entry.collection, { content: sent.content, sync: sent }) as Record<string, never>
    await this.#settle(message, [{ kind: 'refused', code: error.code, revision: 0, content, conflictId: null }])
  }
}

/** Rows as JSON, for a caller that has them as values. */
export const rowTexts = (rows: readonly PushRow[]): string[] => rows.map(row => JSON.stringify(row))
