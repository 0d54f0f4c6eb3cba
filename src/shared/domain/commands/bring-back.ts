import type { Content } from '../merge/units.ts'
import type { CollectionName, Documents } from '../model/collections.ts'
import { checkDocument } from '../model/parse-content.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** A deleted record and what it held. */
export type Deleted = Readonly<{ collection: CollectionName; id: string; content: Content }>

/** `incomplete`: a field of it is hidden from this person, so that only somebody who sees all of it can bring it back. */
export type BringBack = Readonly<{ kind: 'ready'; changes: readonly Change[] } | { kind: 'refused'; reason: 'incomplete' }>

/** Makes deleted records again under their old ids; the timeline of the first says so. */
export function bringBack(records: readonly Deleted[], stamp: Stamp): BringBack {
  const made: Change[] = []
  for (const { collection, content } of records) {
    const checked = checkDocument(collection, content)
    if (checked.kind === 'misfit') return { kind: 'refused', reason: 'incomplete' }
    // Safe: the check is the collection's own schema.
    made.push({ kind: 'create', collection, document: checked.content as unknown as Documents[CollectionName] } as Change)
  }
  return { kind: 'ready', changes: [...made, ...records.slice(0, 1).flatMap(first => lineOf(first, stamp))] }
}

function lineOf({ collection, id }: Deleted, stamp: Stamp): Change[] {
  const facts = { broughtBack: true }
  if (collection === 'candidates') return [activityChange({ kind: 'candidate.edited', candidateId: id, facts }, stamp)]
  if (collection === 'jobs') return [activityChange({ kind: 'job.edited', jobId: id, facts }, stamp)]
  return []
}
