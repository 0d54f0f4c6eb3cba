import type { Connection } from './connection.ts'
import type { Committed } from './push.ts'
import type { Reader } from './pulled-row.ts'
import type { StoredDocument } from './stored-document.ts'

/** What a commit brings: documents in order, and the session that made each change of a push. */
export type News = Readonly<{ documents: readonly StoredDocument[]; origins: ReadonlyMap<string, string>; to: number }>

/** True when one of the documents looks different, or is visible only, to this person. */
export function isPersonal(connection: Connection, documents: readonly StoredDocument[]): boolean {
  const own = `person:${connection.personId}`
  return !connection.reader.keys.has('staff') || documents.some(document => document.collection === 'people' || own in document.audience || own in document.departed)
}

/** A session with several lines, as after a reconnect, hears its own changes on each: only one of them has the answer. */
export function withoutTwins(origins: Committed['origins'], connections: ReadonlySet<Connection>): Committed['origins'] {
  const lines = new Map<string, number>()
  for (const { sessionId } of connections) lines.set(sessionId, (lines.get(sessionId) ?? 0) + 1)
  return new Map([...origins].filter(([, sessionId]) => lines.get(sessionId) === 1))
}

const sharedKeys = new WeakMap<Reader, string>()

/** The keys a person holds together with others, as one text; asked for each line at each commit. */
export function sharedKeysOf(reader: Reader): string {
  const known = sharedKeys.get(reader)
  if (known !== undefined) return known
  const text = [...reader.keys].filter(key => !key.startsWith('person:')).join()
  sharedKeys.set(reader, text)
  return text
}
