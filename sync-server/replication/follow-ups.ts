import { stepAfterApprovals } from '#shared/domain/offers/server-hand'
import type { Content } from '#shared/domain/merge/units'
import type { Offer } from '#shared/domain/model/offer'
import type { Json } from '#shared/lib/json'
import type { StoredDocument } from './stored-document.ts'
import { noteEffects } from './side-effects.ts'
import type { Work } from './work.ts'

const statusOf = ({ status, statusAtMs, statusNote }: Pick<Offer, 'status' | 'statusAtMs' | 'statusNote'>): Json => ({ status, statusAtMs, statusNote })

/**
 * What the server itself does because of a written change, in the same transaction: the last approval makes an offer
 * approved, and a declined one goes back to a draft. Returns the document as it then stands.
 */
export function followUp(work: Work, written: StoredDocument): StoredDocument {
  if (written.collection !== 'offers' || written.deleted) return written
  const offer = written.content as unknown as Offer
  const step = stepAfterApprovals(offer, work.nowMs)
  if (!step) return written
  const content = { ...written.content, ...step } as Content
  const after = work.put('offers', written.id, content, { status: [statusOf(offer), statusOf(step)] }, {
    kind: 'server', personId: null, sessionId: null, device: '', operation: null, atMs: work.nowMs,
  })
  noteEffects(work, { collection: 'offers', id: written.id, before: written.content, after: content, actorId: written.id }, work.nowMs)
  return after
}
