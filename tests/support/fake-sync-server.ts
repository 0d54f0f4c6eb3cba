import { protocolVersion, schemaVersion, type ClientMessage, type PulledRow, type PushResult, type PushRow, type ServerMessage } from '#shared/contract/sync-protocol'
import { mergeUnit } from '#shared/domain/merge/merge-unit'
import { fieldsOfUnit, readUnit, unitNamed, unitsIn, type Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import { isSameJson, type Json } from '#shared/lib/json'
import type { SocketLike } from '../../src/renderer/replica/replica.ts'

type Change = { revision: number; session: string; units: Record<string, readonly [Json, Json]> }
type Stored = {
  collection: CollectionName; id: string; revision: number; created: number; deleted: boolean; content: Content; /** Whose change is the last. */ by: string
  history: Change[]; results: Map<string, PushResult>
}
/** A value that was put aside because two people disagreed. */
export type Aside = Readonly<{ collection: CollectionName; id: string; unit: string; value: Json }>

type Peer = { session: string; socket: SocketLike; isOpen: boolean; isLive: boolean; at: number }

export const fakeIdentity = { workspaceId: '019a0000-0000-7000-8000-000000000001', personId: '019a0000-0000-7000-8000-000000000002' }

/**
 * A peer for the replica's own tests: one workspace in memory, one person, everything visible. It merges with the
 * domain's functions. Not the server: rules, permissions and storage are tested there.
 */
export class FakeSyncServer {
  epoch = 'first'
  restoredTo: number | null = null
  sequence = 0
  pageSize = 200
  clockMs = () => Date.now()
  /** Codes for the next messages: a hello or a push is answered with the problem instead. */
  readonly refuseHello: string[] = []
  readonly refusePush: { code: string; retryAfterMs: number | null; isBad?: (row: PushRow) => boolean }[] = []
  /** Rows the rules refuse. */
  refuseRow: ((row: PushRow) => string | null) | null = null
  /** So many acknowledgements are lost: the push is taken, then the line breaks. */
  loseAcknowledgements = 0
  readonly documents = new Map<string, Stored>()
  readonly asides: Aside[] = []
  readonly received: ClientMessage[] = []
  /** So many pulls with a cursor are answered with `sync.cursor_unknown`. */
  forgetCursors = 0
  wiped = 0
  isDown = false
  isSilent = false
  readonly #peers = new Set<Peer>()
  #sessions = 0

  /** For `openReplica({ socket })`. Every device keeps its session through reconnects. */
  device(): (url: string) => SocketLike {
    this.#sessions += 1
    const session = `session-${this.#sessions}`
    return () => this.#accept(session)
  }

  /** Breaks every line. */
  cut(): void {
    for (const peer of Array.from(this.#peers)) this.#hangUp(peer)
  }

  wipeAll(): void {
    for (const peer of this.#peers) this.#tell(peer, { type: 'wipe' })
  }

  content(collection: CollectionName, id: string): Content | null {
    const stored = this.documents.get(`${collection}/${id}`)
    return stored && !stored.deleted ? stored.content : null
  }

  /** A change by somebody at another screen. */
  put(collection: CollectionName, content: Content & { id: string }): void {
    this.#save(collection, content.id, content, 'elsewhere')
    this.#announce()
  }

  remove(collection: CollectionName, id: string): void {
    const stored = this.documents.get(`${collection}/${id}`)!
    Object.assign(stored, { deleted: true, revision: ++this.sequence, by: 'elsewhere' })
    this.#announce()
  }

  /** Puts back the state after `sequence`, as a restored backup would. */
  restoreTo(sequence: number, backup: ReadonlyMap<string, Stored>): void {
    this.documents.clear()
    for (const [key, stored] of backup) this.documents.set(key, structuredClone(stored))
    this.sequence = sequence
    this.restoredTo = sequence
    this.epoch = `${this.epoch}+`
    this.cut()
  }

  backup(): Map<string, Stored> {
    return structuredClone(this.documents)
  }

  #accept(session: string): SocketLike {
    const socket: SocketLike = {
      readyState: 0, onopen: null, onmessage: null, onclose: null, onerror: null,
      send: text => queueMicrotask(() => this.#hear(peer, JSON.parse(text) as ClientMessage)),
      close: () => {
        peer.isOpen = false
        this.#peers.delete(peer)
      },
    }
    const peer: Peer = { session, socket, isOpen: !this.isDown, isLive: false, at: 0 }
    queueMicrotask(() => {
      if (this.isDown) return socket.onclose?.(undefined as never)
      this.#peers.add(peer)
      socket.onopen?.(undefined as never)
    })
    return socket
  }

  #hangUp(peer: Peer): void {
    peer.isOpen = false
    this.#peers.delete(peer)
    peer.socket.onclose?.(undefined as never)
  }

  #tell(peer: Peer, message: ServerMessage): void {
    const text = JSON.stringify(message)
    queueMicrotask(() => {
      if (peer.isOpen && !this.isSilent) peer.socket.onmessage?.({ data: text } as never)
    })
  }

  #hear(peer: Peer, message: ClientMessage): void {
    this.received.push(message)
    if (!peer.isOpen && message.type !== 'wiped') return
    if (message.type === 'wiped') this.wiped += 1
    if (message.type === 'hello') this.#welcome(peer)
    if (message.type === 'pull') this.#page(peer, message.request, message.cursor)
    if (message.type === 'push') this.#push(peer, message.request, message.rows)
  }

  #welcome(peer: Peer): void {
    const code = this.refuseHello.shift()
    if (code !== undefined) return this.#tell(peer, { type: 'problem', request: null, code, retryAfterMs: null })
    this.#tell(peer, {
      type: 'welcome', protocol: protocolVersion, schema: schemaVersion, ...fakeIdentity, sessionId: fakeIdentity.personId,
      epoch: this.epoch, sequence: this.sequence, restoredTo: this.restoredTo, clockMs: this.clockMs(),
    })
  }

  #page(peer: Peer, request: number, cursor: string | null): void {
    if (cursor !== null && this.forgetCursors > 0) {
      this.forgetCursors -= 1
      return this.#tell(peer, { type: 'problem', request, code: 'sync.cursor_unknown', retryAfterMs: null })
    }
    const live = [...this.documents.values()]
    const [kind = 'p', at = '', since = String(this.sequence)] = (cursor ?? '').split(':')
    if (cursor === null || kind === 'p') {
      const all = live.filter(stored => !stored.deleted).sort((a, b) => (a.id < b.id ? -1 : 1))
      const rest = all.filter(stored => stored.id > at)
      const rows = rest.slice(0, this.pageSize)
      const isLast = rest.length <= this.pageSize
      this.#tell(peer, {
        type: 'page', request, rows: rows.map(rowOf), done: false, usable: isLast, progress: { sent: all.length - rest.length + rows.length, total: all.length },
        cursor: isLast ? `s:${since}` : `p:${rows.at(-1)!.id}:${since}`,
      })
      return
    }
    const rows = live.filter(stored => stored.revision > Number(at)).sort((a, b) => a.revision - b.revision).slice(0, this.pageSize)
    const done = rows.length < this.pageSize
    const next = done ? this.sequence : rows.at(-1)!.revision
    if (done) Object.assign(peer, { isLive: true, at: next })
    this.#tell(peer, { type: 'page', request, rows: rows.map(rowOf), done, cursor: `s:${next}` })
  }

  #push(peer: Peer, request: number, rows: readonly PushRow[]): void {
    const refusal = this.refusePush[0]
    if (refusal && (refusal.isBad === undefined || rows.some(refusal.isBad))) {
      if (!refusal.isBad) this.refusePush.shift()
      return this.#tell(peer, { type: 'problem', request, code: refusal.code, retryAfterMs: refusal.retryAfterMs })
    }
    const results = rows.map(row => this.#take(row, peer.session))
    this.#announce()
    if (this.loseAcknowledgements > 0) {
      this.loseAcknowledgements -= 1
      return this.#hangUp(peer)
    }
    this.#tell(peer, { type: 'pushed', request, results })
  }

  #take(row: PushRow, session: string): PushResult {
    const stored = this.documents.get(`${row.collection}/${row.id}`)
    const code = this.refuseRow?.(row) ?? null
    if (code !== null) return { kind: 'refused', code, revision: stored?.revision ?? 0, content: (stored && !stored.deleted ? stored.content : null) as never, conflictId: null }
    // A repeated operation is answered with the document as it stands now.
    if (stored?.results.has(row.operation)) return { kind: 'accepted', revision: stored.revision, ...(stored.deleted ? { deleted: true } : { content: stored.content as never }) }
    const result = this.#merge(row, stored, session)
    this.documents.get(`${row.collection}/${row.id}`)?.results.set(row.operation, result)
    return result
  }

  #merge(row: PushRow, stored: Stored | undefined, session: string): PushResult {
    if (row.kind === 'restore') return this.#restore(row, stored)
    if (row.kind === 'delete') return this.#delete(row, stored, session)
    if (row.kind === 'new' && (!stored || stored.deleted)) return accepted(this.#save(row.collection, row.id, row.content as Content, session))
    if (!stored) return { kind: 'refused', code: 'document.unknown', revision: 0, content: null, conflictId: null }
    const units = row.kind === 'edit' ? row.units : unitsOfContent(row.collection, row.content as Content)
    const base = row.kind === 'edit' ? row.base : stored.created
    const bases = row.kind === 'edit' ? row.bases ?? {} : {}
    let content = stored.content
    const clashed: string[] = []
    for (const [name, mine] of Object.entries(units)) {
      const unit = unitNamed(row.collection, name)
      const theirs = readUnit(stored.content, unit)
      const other = stored.history.find(change => change.revision > (bases[name] ?? base) && name in change.units && change.session !== session)
      const merged = mergeUnit(unit, other ? other.units[name]![0] : theirs, mine as Json, theirs)
      if (merged.clashes.length > 0) {
        clashed.push(name)
        this.asides.push({ collection: row.collection, id: row.id, unit: name, value: mine as Json })
      }
      content = { ...content, ...fieldsOfUnit(unit, merged.value) }
    }
    const next = this.#save(row.collection, row.id, content, session)
    return { ...accepted(next), content: next.content as never, ...(clashed.length > 0 && { clashed }) }
  }

  #delete(row: Extract<PushRow, { kind: 'delete' }>, stored: Stored | undefined, session: string): PushResult {
    if (!stored || stored.deleted) return { kind: 'accepted', revision: stored?.revision ?? this.sequence, deleted: true }
    const isContested = stored.history.some(change => change.revision > row.base && change.session !== session)
    if (isContested) return { ...accepted(stored), content: stored.content as never }
    Object.assign(stored, { deleted: true, revision: ++this.sequence, by: session })
    return { kind: 'accepted', revision: stored.revision, deleted: true }
  }

  #restore(row: Extract<PushRow, { kind: 'restore' }>, stored: Stored | undefined): PushResult {
    const isUntouched = !stored || stored.revision <= (this.restoredTo ?? 0)
    if (!isUntouched) return { kind: 'accepted', revision: stored.revision, ...(stored.deleted ? { deleted: true } : { content: stored.content as never }) }
    const saved = this.#save(row.collection, row.id, row.deleted ? stored?.content ?? { id: row.id } : row.content as Content, 'restore')
    saved.deleted = row.deleted
    return { kind: 'accepted', revision: saved.revision, ...(row.deleted && { deleted: true }) }
  }

  #save(collection: CollectionName, id: string, content: Content, session: string): Stored {
    const key = `${collection}/${id}`
    const stored: Stored = this.documents.get(key) ?? { collection, id, revision: 0, created: 0, deleted: false, content: {}, by: session, history: [], results: new Map() }
    const isNew = stored.revision === 0
    if (!isNew && !stored.deleted && isSameJson(stored.content, content)) return stored
    stored.revision = ++this.sequence
    if (isNew) stored.created = stored.revision
    const units = Object.fromEntries(unitsIn(collection, stored.content, content)
      .map(unit => [unit.name, [readUnit(stored.content, unit), readUnit(content, unit)] as const] as const)
      .filter(([, change]) => !isSameJson(change[0], change[1])))
    if (!isNew) stored.history.push({ revision: stored.revision, session, units })
    Object.assign(stored, { content, deleted: false, by: session })
    this.documents.set(key, stored)
    return stored
  }

  #announce(): void {
    for (const peer of this.#peers) {
      if (!peer.isLive) continue
      // A session has the answer to its own push, and hears no echo of it.
      const rows = [...this.documents.values()].filter(stored => stored.revision > peer.at && stored.by !== peer.session).sort((a, b) => a.revision - b.revision)
      if (rows.length === 0) continue
      peer.at = this.sequence
      this.#tell(peer, { type: 'changes', rows: rows.map(rowOf), cursor: `s:${this.sequence}` })
    }
  }
}

const accepted = (stored: Stored): Extract<PushResult, { kind: 'accepted' }> => ({ kind: 'accepted', revision: stored.revision })

const unitsOfContent = (collection: CollectionName, content: Content): Record<string, Json> =>
  Object.fromEntries(unitsIn(collection, content).map(unit => [unit.name, readUnit(content, unit)]))

function rowOf({ collection, id, revision, deleted, content }: Stored): PulledRow {
  return { collection, id, revision, content: deleted ? null : content as never, ...(deleted && { gone: 'deleted' as const }) }
}
