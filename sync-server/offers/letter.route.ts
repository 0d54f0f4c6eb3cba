import { createHash } from 'node:crypto'
import { v5 } from 'uuid'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { letterInputSchema, letterMadeSchema } from '#shared/contract/offers'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Offer, OfferLetter } from '#shared/domain/model/offer'
import type { Person } from '#shared/domain/model/person'
import type { Settings } from '#shared/domain/model/settings'
import { currentVersion } from '#shared/domain/offers/approvals'
import { letterBlocks, letterFacts, usualLetter } from '#shared/domain/offers/letter'
import { AppError } from '#shared/lib/app-error'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import { keepFile } from '../files/file-store.ts'
import { parseInput } from '../http/problems.ts'
import { authenticate, type IdentityOptions } from '../identity/port.ts'
import { letterPdf } from './letter-pdf.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'

/** Reads a record as one person may see it; the replication room does it. */
export type ReadAs = <C extends CollectionName>(workspaceId: string, personId: string, collection: C, id: string) => Promise<Documents[C] | null>
type Options = Pick<IdentityOptions, 'db' | 'now' | 'record'> & Readonly<{ readAs: ReadAs }>
type Around = Readonly<{ candidate: Candidate; settings: Settings; sender: Person | null }>

async function compose(offer: Offer, templateId: string | null, { candidate, settings, sender }: Around): Promise<{ letter: OfferLetter; bytes: Buffer }> {
  const version = currentVersion(offer)
  const template = templateId === null ? null : (settings.letterTemplates ?? []).find(each => each.id === templateId)
  if (!version || template === undefined) throw new AppError('request.not_found')
  const employment = settings.employmentTypes.find(each => each.id === version.employmentTypeId)?.name ?? ''
  const facts = letterFacts(version, { candidateName: candidate.fullName, workspaceName: settings.name, senderName: sender?.name ?? '', employment, zone: settings.zone })
  const bytes = await letterPdf({
    title: `Offer to ${candidate.fullName}`, sender: settings.name, blocks: letterBlocks(template?.body ?? usualLetter, facts), signer: candidate.fullName, madeAtMs: version.atMs,
  })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const name = `Offer ${candidate.fullName} v${version.number}.pdf`.replaceAll(/[\\/:*?"<>|]/g, ' ')
  // The same letter of the same version is the same line of the record.
  return { bytes, letter: { id: v5(`${version.id}/${sha256}`, offer.id), versionId: version.id, name, sha256, sizeBytes: bytes.length, atMs: 0, byId: offer.id } }
}

/**
 * POST /api/offers/:id/letter: makes the letter of the terms that stand and keeps it with the offer. On the server, because the same
 * bytes are later sent to be signed, and no laptop has to carry the typeface; laptops preview the words with no network.
 */
export function letterRoute(app: FastifyInstance, options: Options): void {
  const { db, now, record, readAs } = options
  app.post('/api/offers/:id/letter', async request => {
    const context = await authenticate(options, request)
    if (context.role !== 'owner' && context.role !== 'recruiter') throw new AppError('access.forbidden')
    const { id } = parseInput(z.strictObject({ id: z.uuid() }), request.params)
    const { templateId } = parseInput(letterInputSchema, request.body)
    const { workspaceId, personId } = context
    const offer = await readAs(workspaceId, personId, 'offers', id)
    const [candidate, settings] = offer ? await Promise.all([readAs(workspaceId, personId, 'candidates', offer.candidateId), readAs(workspaceId, personId, 'settings', workspaceId)]) : []
    if (!offer || !candidate || !settings) throw new AppError('request.not_found')
    const sender = await readAs(workspaceId, personId, 'people', currentVersion(offer)?.byId ?? personId)
    const made = await compose(offer, templateId, { candidate, settings, sender })
    const letter: OfferLetter = { ...made.letter, atMs: now(), byId: personId }
    await keepFile(db, { sha256: letter.sha256, mediaType: 'application/pdf', parts: [made.bytes] }, { workspaceId, personId }, now())
    const announce = await db.transaction(async tx => {
      await lockWorkspace(tx, workspaceId)
      const [row] = await tx.query<{ content: Offer }>(`select content from documents where workspace_id = $1 and collection = 'offers' and id = $2 and not deleted`, [workspaceId, id])
      if (!row || row.content.letters.some(each => each.id === letter.id)) return null
      return record.write(workspaceId, personId, [{ collection: 'offers', id, content: { letters: [...row.content.letters, letter] } }], tx)
    })
    announce?.()
    return letterMadeSchema.parse({ letter })
  })
}
