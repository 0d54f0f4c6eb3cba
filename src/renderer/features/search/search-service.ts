import { BehaviorSubject, type Observable, type Subscription } from 'rxjs'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import { AppError } from '#shared/lib/app-error'
import type { Replica } from '../../replica/replica.ts'
import { whenIdle } from '../../ui/when-idle.ts'
import { candidateEntry, jobEntry, noteEntry, personEntry, type SearchEntry, type SearchKind } from './index/search-entry.ts'
import type { SearchAnswer } from './index/search-index.ts'
import type { SearchPort } from './index/search-messages.ts'

/** What of the workspace can be found at this moment. */
export type SearchState =
  | Readonly<{ kind: 'reading'; done: number }>
  /** `edition` counts what changed since: an answer of an earlier one may name somebody who is gone. */
  | Readonly<{ kind: 'ready'; edition: number }>
  | Readonly<{ kind: 'failed' }>

export type SearchService = Readonly<{
  /** The best `limit` of each kind in what has been read so far; see `state$`. */
  ask(text: string, limit: number, kinds?: readonly SearchKind[]): Promise<SearchAnswer>
  state$: Observable<SearchState>
  readonly state: SearchState
  close(): void
}>

type Source<C extends CollectionName> = Readonly<{ collection: C; kind: SearchKind; entry: (document: Documents[C]) => SearchEntry | null }>
const source = <C extends CollectionName>(collection: C, kind: SearchKind, entry: Source<C>['entry']): Source<C> => ({ collection, kind, entry })

/** The small ones first: jobs and colleagues are found at once. */
const sources = [
  source('jobs', 'job', jobEntry), source('people', 'person', personEntry), source('candidates', 'candidate', candidateEntry), source('notes', 'note', noteEntry),
] as const

const pageSize = 500

class Feed {
  readonly state$ = new BehaviorSubject<SearchState>({ kind: 'reading', done: 0 })
  readonly #replica: Replica
  readonly #port: SearchPort
  readonly #subscriptions: Subscription[] = []
  /** What changed while the first reading was under way: a page read before must not bring the old version back. */
  readonly #changed = new Set<string>()
  #isReading = true
  #isClosed = false

  constructor(replica: Replica, port: SearchPort) {
    this.#replica = replica
    this.#port = port
  }

  start(): void {
    for (const each of sources) this.#follow(each as Source<CollectionName>)
    void this.#readAll().then(() => this.#end({ kind: 'ready', edition: 0 }), () => this.#end({ kind: 'failed' }))
  }

  #end(state: SearchState): void {
    if (!this.#isClosed) this.state$.next(state)
  }

  fail(): void {
    this.state$.next({ kind: 'failed' })
  }

  close(): void {
    this.#isClosed = true
    for (const subscription of this.#subscriptions) subscription.unsubscribe()
    this.#port.close()
  }

  #follow({ collection, kind, entry }: Source<CollectionName>): void {
    this.#subscriptions.push(this.#replica.changes(collection).subscribe(batch => {
      if (this.#isReading) for (const { id } of batch) this.#changed.add(`${kind}:${id}`)
      const made = batch.map(({ id, document }) => ({ id, entry: document === null ? null : entry(document) }))
      const gone = made.filter(each => each.entry === null).map(({ id }) => id)
      const entries = made.flatMap(each => (each.entry === null ? [] : [each.entry]))
      if (gone.length > 0) this.#port.post({ kind: 'remove', of: kind, ids: gone })
      for (let at = 0; at < entries.length; at += pageSize) this.#port.post({ kind: 'put', entries: entries.slice(at, at + pageSize) })
      const { value: state } = this.state$
      if (state.kind === 'ready') this.#end({ kind: 'ready', edition: state.edition + 1 })
    }))
  }

  async #readAll(): Promise<void> {
    let done = 0
    for (const each of sources as readonly Source<CollectionName>[]) {
      for await (const page of this.#replica.all(each.collection, pageSize)) {
        if (this.#isClosed) return
        const entries = page.filter(({ id }) => !this.#changed.has(`${each.kind}:${id}`)).map(each.entry).filter(entry => entry !== null)
        if (entries.length > 0) this.#port.post({ kind: 'put', entries })
        done += page.length
        this.state$.next({ kind: 'reading', done })
        // The screen goes first.
        await whenIdle(120)
      }
    }
    this.#isReading = false
    this.#changed.clear()
  }
}

/** Search over a replica: only what the person may see is in it, and what leaves the replica leaves the search. */
export function openSearch(replica: Replica, port: SearchPort): SearchService {
  const feed = new Feed(replica, port)
  const waiting = new Map<number, Readonly<{ resolve: (answer: SearchAnswer) => void; reject: (reason: Error) => void }>>()
  let question = 0
  port.onReply = reply => {
    waiting.get(reply.question)?.resolve(reply.answer)
    waiting.delete(reply.question)
  }
  port.onFailure = () => {
    feed.fail()
    for (const { reject } of waiting.values()) reject(new AppError('search.failed'))
    waiting.clear()
  }
  feed.start()
  return {
    ask: (text, limit, kinds) => new Promise((resolve, reject) => {
      if (feed.state$.value.kind === 'failed') { reject(new AppError('search.failed')); return }
      question += 1
      waiting.set(question, { resolve, reject })
      port.post({ kind: 'query', question, text, limit, ...(kinds ? { kinds } : {}) })
    }),
    state$: feed.state$,
    get state() { return feed.state$.value },
    close: () => feed.close(),
  }
}
