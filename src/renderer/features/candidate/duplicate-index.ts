import { matchKeys } from '#shared/domain/dedupe'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Replica } from '../../replica/replica.ts'

/** Finds records that share an e-mail, a phone or a profile, among everybody on this computer. */
export type DuplicateIndex = Readonly<{
  /** Ids of other records that share one of the keys. */
  find(person: Readonly<Pick<Candidate, 'emails' | 'phones' | 'links'>>, exceptId?: string): readonly string[]
  /** Takes in one record, or its going. */
  put(id: string, candidate: Candidate | null): void
}>

/** Keys are compared in memory: arrays cannot be indexed on disk, and 50,000 people have about 10 MB of keys. */
function createDuplicateIndex(): DuplicateIndex {
  const idsByKey = new Map<string, Set<string>>()
  const keysById = new Map<string, readonly string[]>()
  const forget = (id: string) => {
    for (const key of keysById.get(id) ?? []) {
      const ids = idsByKey.get(key)
      ids?.delete(id)
      if (ids?.size === 0) idsByKey.delete(key)
    }
    keysById.delete(id)
  }
  return {
    find(person, exceptId) {
      const found = matchKeys(person).flatMap(key => [...idsByKey.get(key) ?? []])
      return [...new Set(found)].filter(id => id !== exceptId)
    },
    put(id, candidate) {
      forget(id)
      // A merged or erased record is no second record of anybody.
      if (!candidate || candidate.mergedIntoId !== null || candidate.erasedAtMs !== null) return
      const keys = matchKeys(candidate)
      keysById.set(id, keys)
      for (const key of keys) idsByKey.set(key, (idsByKey.get(key) ?? new Set()).add(id))
    },
  }
}

const built = new WeakMap<Replica, Promise<DuplicateIndex>>()

async function build(replica: Replica): Promise<DuplicateIndex> {
  const index = createDuplicateIndex()
  // What changes while the first reading goes on is put again afterwards, so that an older copy cannot win.
  const changed = new Map<string, Candidate | null>()
  let isRead = false
  replica.changes('candidates').subscribe(batch => {
    for (const { id, document } of batch) {
      if (isRead) index.put(id, document)
      else changed.set(id, document)
    }
  })
  for await (const page of replica.all('candidates', 500)) {
    for (const candidate of page) index.put(candidate.id, candidate)
    await new Promise(resolve => setTimeout(resolve))
  }
  for (const [id, document] of changed) index.put(id, document)
  isRead = true
  return index
}

/** The index of a replica, read once per window when it is first asked for and kept up to date from then on. */
export function duplicateIndex(replica: Replica): Promise<DuplicateIndex> {
  const known = built.get(replica)
  if (known) return known
  const index = build(replica)
  built.set(replica, index)
  index.catch(() => built.delete(replica))
  return index
}
