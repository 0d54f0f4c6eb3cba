import type { Offer } from '#shared/domain/model/offer'
import type { OfferPapers } from '../connectors/kit/connector-context.ts'
import type { Tx } from '../db/database.ts'

/** An offer with the newest letter of the version that stands, as bytes. */
export async function offerPapers(tx: Tx, workspaceId: string, offer: Offer | null): Promise<OfferPapers | null> {
  if (!offer || offer.currentVersionId === null) return null
  const letter = (offer.letters ?? []).findLast(each => each.versionId === offer.currentVersionId)
  const parts = letter ? await tx.query<{ bytes: Uint8Array }>('select bytes from files where workspace_id = $1 and sha256 = $2 order by part', [workspaceId, letter.sha256]) : []
  return {
    offerId: offer.id, versionId: offer.currentVersionId, status: offer.status,
    letter: letter && parts.length > 0 ? { name: letter.name, base64: Buffer.concat(parts.map(part => part.bytes)).toString('base64') } : null,
  }
}
