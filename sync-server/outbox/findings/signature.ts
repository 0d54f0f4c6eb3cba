import type { Offer } from '#shared/domain/model/offer'
import { isLaterState, signedDifferences } from '#shared/domain/offers/signed-terms'
import type { Apply } from './apply-findings.ts'

/**
 * Writes how far the signing is, in the transaction that holds the workspace's lock. Signed as approved, the offer is accepted in the
 * same transaction; signed with a difference it waits for a person. Word of another envelope than the one that is out is old news.
 */
export const applySignature: Apply<'signature'> = async (tx, port, connection, finding) => {
  const { workspaceId } = connection
  const [row] = await tx.query<{ content: Offer }>(`select content from documents where workspace_id = $1 and collection = 'offers' and id = $2 and not deleted`, [workspaceId, finding.offerId])
  const offer = row?.content
  const known = offer?.signature ?? null
  if (!offer || (finding.began !== true && known?.envelopeId !== finding.envelopeId)) return () => undefined
  if (known?.envelopeId === finding.envelopeId && !isLaterState(finding.state, known.state)) return () => undefined
  const version = offer.versions.find(each => each.id === finding.versionId)
  const isDone = finding.state === 'completed'
  const differences = isDone ? [...(version ? signedDifferences(version, finding.signed ?? {}) : ['The terms that were signed are not known here']), ...finding.remarks ?? []].map(each => each.slice(0, 300)).slice(0, 50) : []
  const signature = { envelopeId: finding.envelopeId, state: finding.state, atMs: finding.atMs, differences }
  const stands = offer.status === 'extended' && offer.currentVersionId === finding.versionId
  const step = !stands ? {} : isDone && differences.length === 0 ? { status: 'accepted', statusAtMs: finding.atMs, statusNote: '' }
    : finding.state === 'declined' ? { status: 'declined', statusAtMs: finding.atMs, statusNote: (finding.reason ?? '').slice(0, 1_000) } : {}
  return port.record.write(workspaceId, null, [{ collection: 'offers', id: offer.id, content: { signature, ...step } }], tx)
}
