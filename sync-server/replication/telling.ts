import { personKey, staffKey, type AccessKey } from '#shared/domain/access/keys'
import type { Connection } from './connection.ts'
import type { Committed } from './push.ts'
import { rowFor, type Reader } from './pulled-row.ts'
import { documentKey, type StoredDocument } from './stored-document.ts'

/** An own change among so many others is told along: leaving it out would mean words of their own for each of a thousand. */
const echoedAmong = 50

/**
 * One commit as each line is to hear of it. Under load a commit holds hundreds of documents and a thousand lines wait
 * for it: what they share is worked out once, and a line is only asked about documents that can concern it.
 */
export class Telling {
  readonly #documents: readonly StoredDocument[]
  /** The places, in order, of the documents that somebody with a key may be told of: of those it opens, and of those it no longer does. */
  readonly #byKey = new Map<AccessKey, number[]>()
  /** What each session itself changed, where that is much of it: it has its acknowledgement and needs no echo. */
  readonly #own = new Map<string, Set<StoredDocument>>()
  /** Everybody sees a colleague's record differently. */
  readonly #hasPeople: boolean
  readonly #written = new Map<string, string>()

  /** `origins` names the session whose push last changed a document, by document key. */
  constructor(documents: readonly StoredDocument[], origins: Committed['origins']) {
    this.#documents = documents.toSorted((a, b) => a.streamRevision - b.streamRevision)
    this.#hasPeople = documents.some(document => document.collection === 'people')
    this.#documents.forEach((document, place) => {
      for (const key of new Set([...Object.keys(document.audience), ...Object.keys(document.departed)])) listed(this.#byKey, key, () => []).push(place)
      const sessionId = origins.get(documentKey(document.collection, document.id))
      if (sessionId !== undefined) listed(this.#own, sessionId, () => new Set()).add(document)
    })
    for (const [sessionId, own] of this.#own) if (documents.length >= own.size * echoedAmong) this.#own.delete(sessionId)
  }

  /** The rows for one line, already JSON and joined; empty when it is told nothing. */
  rowsFor(connection: Connection): string {
    const own = this.#own.get(connection.sessionId)
    // People with the same keys are told the same words: they are written once.
    const likeness = [
      connection.at, connection.collections.length, sharedKeysOf(connection.reader), this.#isPersonal(connection.reader) ? connection.personId : '',
      own ? connection.sessionId : '',
    ].join('|')
    const known = this.#written.get(likeness)
    if (known !== undefined) return known
    const rows = this.#write(connection, own)
    this.#written.set(likeness, rows)
    return rows
  }

  /** True when something here looks different, or is to be seen only, for this person. */
  #isPersonal({ keys, personId }: Reader): boolean {
    return !keys.has(staffKey) || this.#hasPeople || this.#byKey.has(personKey(personId))
  }

  #write(connection: Connection, own: ReadonlySet<StoredDocument> | undefined): string {
    const after = connection.at!
    return this.#concerning(connection.reader)
      .filter(document => connection.collections.includes(document.collection) && document.streamRevision > after && own?.has(document) !== true)
      .map(document => rowFor(connection.reader, document, after)).filter(row => row !== null).join(',')
  }

  /** In order. Whoever never held a key of a document hears nothing of it. */
  #concerning({ everKeys }: Reader): readonly StoredDocument[] {
    const shared = everKeys.size < this.#byKey.size ? [...everKeys].filter(key => this.#byKey.has(key)) : [...this.#byKey.keys()].filter(key => everKeys.has(key))
    const places = new Set(shared.flatMap(key => this.#byKey.get(key)!))
    return [...places].sort((a, b) => a - b).map(place => this.#documents[place]!)
  }
}

function listed<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/** A session with several lines, as after a reconnect, hears its own changes on each: only one of them has the answer. */
export function withoutTwins(origins: Committed['origins'], connections: ReadonlySet<Connection>): Committed['origins'] {
  const lines = new Map<string, number>()
  for (const { sessionId } of connections) lines.set(sessionId, (lines.get(sessionId) ?? 0) + 1)
  return new Map([...origins].filter(([, sessionId]) => lines.get(sessionId) === 1))
}

const sharedKeys = new WeakMap<Reader, string>()

/** The keys a person holds together with others, as one text; asked for each line at each commit. */
function sharedKeysOf(reader: Reader): string {
  const known = sharedKeys.get(reader)
  if (known !== undefined) return known
  const text = [...reader.keys].filter(key => !key.startsWith('person:')).join()
  sharedKeys.set(reader, text)
  return text
}
