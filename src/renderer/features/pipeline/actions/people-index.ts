import { matchKeys } from '#shared/domain/dedupe'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Replica } from '../../../replica/replica.ts'

type Entry = Readonly<{ id: string; name: string; folded: string; note: string; keys: readonly string[] }>
export type FoundPerson = Readonly<{ id: string; name: string; note: string }>

const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

function entryOf(person: Candidate): Entry | null {
  if (person.mergedIntoId !== null || person.erasedAtMs !== null) return null
  const note = person.headline || [person.title, person.company].filter(Boolean).join(' · ')
  return { id: person.id, name: person.fullName, folded: fold(`${person.fullName} ${person.emails.join(' ')} ${person.company}`), note, keys: matchKeys(person) }
}

/** Everybody on this laptop by name and by what tells them apart, for as long as a dialog needs it. */
export type PeopleIndex = Readonly<{
  /** Up to eight people whose name, e-mail or company holds every typed word. */
  search: (text: string) => readonly FoundPerson[]
  /** Somebody with the same e-mail, phone or profile, or exactly this name. */
  duplicateOf: (person: Readonly<Pick<Candidate, 'fullName' | 'emails' | 'phones' | 'links'>>) => Readonly<{ person: FoundPerson; by: 'contact' | 'name' }> | null
}>

/** Reads the people once, a page at a time, giving the window room between pages. */
export async function buildPeopleIndex(replica: Replica, signal: AbortSignal): Promise<PeopleIndex> {
  const entries: Entry[] = []
  const byKey = new Map<string, Entry>()
  for await (const page of replica.all('candidates', 1_000)) {
    if (signal.aborted) break
    for (const person of page) {
      const entry = entryOf(person)
      if (!entry) continue
      entries.push(entry)
      for (const key of entry.keys) byKey.set(key, entry)
    }
  }
  return {
    search: text => {
      const words = fold(text).split(/\s+/).filter(Boolean)
      if (words.length === 0) return []
      const found: Entry[] = []
      for (const entry of entries) {
        if (words.every(word => entry.folded.includes(word))) found.push(entry)
        if (found.length === 8) break
      }
      return found
    },
    duplicateOf: person => {
      const byContact = matchKeys(person).map(key => byKey.get(key)).find(entry => entry !== undefined)
      if (byContact) return { person: byContact, by: 'contact' }
      const name = fold(person.fullName.trim())
      const byName = name === '' ? undefined : entries.find(entry => fold(entry.name) === name)
      return byName ? { person: byName, by: 'name' } : null
    },
  }
}
