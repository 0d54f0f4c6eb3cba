import { opens, type AccessKey } from '#shared/domain/access/keys'
import type { Content } from '#shared/domain/merge/units'
import type { Scorecard } from '#shared/domain/model/scorecard'
import type { Json } from '#shared/lib/json'
import type { StoredDocument } from './stored-document.ts'
import type { Work } from './work.ts'

/** What stood before a write, and the keys of whoever made it. */
export type Hand = Readonly<{ before: Content | null; keys: ReadonlySet<AccessKey> }>

/** Whether a handed-in card of somebody else on the same application opens to these keys, by the record as it stands under the lock. */
async function othersAreReadable(work: Work, { applicationId, candidateId, authorId }: Scorecard, keys: Hand['keys']): Promise<boolean> {
  await work.loadCandidates([candidateId])
  return work.ofCandidate(candidateId).some(({ collection, deleted, content, audience }) => collection === 'scorecards' && !deleted && content['applicationId'] === applicationId
    && content['authorId'] !== authorId && content['submittedAtMs'] !== null && opens(keys, Object.keys(audience)))
}

/**
 * The changes of a handed-in card with their marks as they should be, or null when they are so already. That others' cards
 * could be read by then is the server's to say and not the laptop's: it gave them out. A mark that a laptop set itself stays.
 */
export async function markRevealed(work: Work, written: StoredDocument, { before, keys }: Hand): Promise<Json | null> {
  const card = written.content as unknown as Scorecard
  const known = new Set((before as Scorecard | null)?.revisions.map(revision => revision.id))
  const unmarked = new Set(card.revisions.filter(({ id, afterReveal }) => !known.has(id) && !afterReveal).map(({ id }) => id))
  if (unmarked.size === 0 || !(await othersAreReadable(work, card, keys))) return null
  return card.revisions.map(revision => (unmarked.has(revision.id) ? { ...revision, afterReveal: true } : revision)) as unknown as Json
}
