import { createHash } from 'node:crypto'
import { clipped } from '#shared/domain/import/clean-text'
import type { Offer } from '#shared/domain/model/offer'
import { isLaterState, onPaperOnly, signedDifferences } from '#shared/domain/offers/signed-terms'
import type { SignedPaper } from '../../connectors/kit/findings.ts'
import type { Tx } from '../../db/database.ts'
import { putFile } from '../../files/file-store.ts'
import type { ConnectionRow } from '../connection-row.ts'
import type { Apply } from './apply.ts'

type Signature = NonNullable<Offer['signature']>

const partBytes = 1024 * 1024

/** Keeps the paper beside the record that names it: whoever may read the offer's letters may read it. */
async function keepPaper(tx: Tx, connection: ConnectionRow, { name, bytes }: SignedPaper, nowMs: number): Promise<Signature['paper']> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const parts = Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, at) => bytes.subarray(at * partBytes, (at + 1) * partBytes))
  await putFile(tx, { sha256, mediaType: 'application/pdf', parts }, { workspaceId: connection.workspaceId, personId: connection.id }, nowMs)
  return { name: name.replaceAll(/[\\/:*?"<>|]/g, ' ').slice(-255), sha256, sizeBytes: bytes.length }
}

/**
 * Writes how far the signing is, in the transaction that holds the workspace's lock. Signed as approved, the offer is accepted in the
 * same transaction; signed with a difference it waits for a person. Word of another envelope than the one that is out is old news.
 */
export const applySignature: Apply<'signature'> = async (tx, port, connection, finding) => {
  const { workspaceId } = connection
  const [row] = await tx.query<{ content: Offer }>(`select content from documents where workspace_id = $1 and collection = 'offers' and id = $2 and not deleted`, [workspaceId, finding.offerId])
  const offer = row?.content
  const known = offer?.signature ?? null
  const isKnown = known?.envelopeId === finding.envelopeId
  if (!offer || (finding.began !== true && !isKnown)) return () => undefined
  const write = (content: Partial<Offer>) => port.record.write(workspaceId, null, [{ collection: 'offers', id: offer.id, content }], tx)
  if (isKnown && !isLaterState(finding.state, known.state)) {
    if (finding.state !== known.state || !finding.paper || known.paper) return () => undefined
    return write({ signature: { ...known, paper: await keepPaper(tx, connection, finding.paper, port.now()) } })
  }
  const version = offer.versions.find(each => each.id === finding.versionId)
  // The terms that stand now: a letter of earlier ones may be signed before it could be taken back.
  const approved = offer.versions.find(each => each.id === offer.currentVersionId) ?? version
  const isDone = finding.state === 'completed'
  const differences = isDone ? [...(version && approved ? signedDifferences(approved, version, finding.signed ?? {}) : ['The terms that were signed are not known here']), ...finding.remarks ?? []].map(each => clipped(each, 300)).slice(0, 50) : []
  const paperOnly = isDone && version ? onPaperOnly(version, finding.signed ?? {}) : []
  const signature: Signature = {
    envelopeId: finding.envelopeId, state: finding.state, atMs: finding.atMs, differences, ...(paperOnly.length > 0 ? { paperOnly: [...paperOnly] } : {}),
    ...(finding.paper ? { paper: await keepPaper(tx, connection, finding.paper, port.now()) } : {}),
  }
  const stands = offer.status === 'extended' && offer.currentVersionId === finding.versionId
  const step: Partial<Offer> = !stands ? {} : isDone && differences.length === 0 ? { status: 'accepted', statusAtMs: finding.atMs, statusNote: '' }
    : finding.state === 'declined' ? { status: 'declined', statusAtMs: finding.atMs, statusNote: clipped(finding.reason ?? '', 1_000) } : {}
  return write({ signature, ...step })
}
