import { stepAfterApprovals } from '#shared/domain/offers/server-hand'
import type { Content } from '#shared/domain/merge/units'
import type { Offer } from '#shared/domain/model/offer'
import type { Json } from '#shared/lib/json'
import type { StoredDocument } from './stored-document.ts'
import { noteEffects } from './side-effects.ts'
import { markRevealed, type Hand } from './revealed.ts'
import type { ChangeOrigin, Work } from './work.ts'

const statusOf = ({ status, statusAtMs, statusNote }: Pick<Offer, 'status' | 'statusAtMs' | 'statusNote'>): Json => ({ status, statusAtMs, statusNote })

/**
 * What the server itself does because of a written change, in the same transaction: the last approval makes an offer
 * approved, and a declined one goes back to a draft; a scorecard that was changed after others' could be read says so.
 * Returns the document as it then stands. Without a hand it was given back, and judged in the life that was lost.
 */
export async function followUp(work: Work, written: StoredDocument, hand: Hand | null): Promise<StoredDocument> {
  if (written.deleted) return written
  if (written.collection === 'scorecards') return hand ? afterCard(work, written, hand) : written
  return written.collection === 'offers' ? afterOffer(work, written) : written
}

const byServer = (work: Work): ChangeOrigin => ({ kind: 'server', personId: null, sessionId: null, device: '', operation: null, atMs: work.nowMs })

async function afterCard(work: Work, written: StoredDocument, hand: Hand): Promise<StoredDocument> {
  const revisions = await markRevealed(work, written, hand)
  if (revisions === null) return written
  return work.put('scorecards', written.id, { ...written.content, revisions } as Content, { revisions: [written.content['revisions'] as Json, revisions] }, byServer(work))
}

function afterOffer(work: Work, written: StoredDocument): StoredDocument {
  const offer = written.content as unknown as Offer
  const step = stepAfterApprovals(offer, work.nowMs)
  if (!step) return written
  const content = { ...written.content, ...step } as Content
  const after = work.put('offers', written.id, content, { status: [statusOf(offer), statusOf(step)] }, byServer(work))
  noteEffects(work, { collection: 'offers', id: written.id, before: written.content, after: content, actorId: written.id }, work.nowMs)
  return after
}
