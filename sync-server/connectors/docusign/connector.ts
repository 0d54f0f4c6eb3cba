import { defineConnector, type Handler, type Outcome } from '../kit/connector.ts'
import type { OfferPapers } from '../kit/connector-context.ts'
import type { Finding } from '../kit/findings.ts'
import { shareable } from '../kit/record-fields.ts'
import { authHost, configSchema, secretsSchema, type Config, type Context, type Secrets } from './config.ts'
import { createEnvelope, findEnvelope, readEnvelopes, voidEnvelope } from './envelopes.ts'
import { findingOf, inbound, withPaper } from './inbound.ts'
import { sandbox } from './sandbox.ts'
import { ConsentMissing, consentPage, sessionOf } from './session.ts'

/** Statuses after which a letter that is out must not be signed any more. */
const over = new Set(['draft', 'approving', 'approved', 'declined', 'expired', 'rescinded'])

const done = (summary: string, findings: readonly Finding[] = []): Outcome => ({ kind: 'done', summary, findings })

/** What became of the letter that is out. One that was signed meanwhile stays known: its news is still to come. */
async function takeBack(ctx: Context, offerId: string, why: string): Promise<{ say: string; findings: readonly Finding[] }> {
  const envelopeId = await ctx.externalIds.get('open', offerId)
  if (envelopeId === null) return { say: 'No letter is out.', findings: [] }
  if (!await voidEnvelope(ctx, envelopeId, why)) return { say: 'The letter is signed, declined or gone already; it could not be taken back.', findings: [] }
  await ctx.externalIds.remove('open', offerId)
  return { say: 'The letter that was out is taken back.', findings: [{ kind: 'signature', offerId, versionId: '', envelopeId, state: 'voided', atMs: ctx.nowMs }] }
}

/** One envelope for one time the offer is extended; a letter of other terms that is still out is taken back first. */
async function send(eventId: string, eventAtMs: number, papers: OfferPapers, ctx: Context): Promise<Outcome> {
  const { offerId, versionId } = papers
  const began = (envelopeId: string): Finding => ({ kind: 'signature', offerId, versionId, envelopeId, state: 'sent', atMs: ctx.nowMs, began: true })
  const out = await ctx.externalIds.get('open', offerId)
  const told = await ctx.externalIds.get('envelope', eventId)
  if (told !== null && told !== out) return done('The letter was sent then, and taken back since.')
  const known = told ?? (ctx.mayHaveHappened ? await findEnvelope(ctx, eventId, eventAtMs) : null)
  if (known === null && out !== null) await takeBack(ctx, offerId, 'The offer was extended anew.')
  const envelopeId = known ?? await createEnvelope(ctx, eventId, papers)
  await ctx.externalIds.set('open', offerId, envelopeId)
  await ctx.externalIds.set('envelope', eventId, envelopeId)
  return done('The letter is out to be signed.', [began(envelopeId)])
}

const offerChanged: Handler<Config, Secrets> = async (event, ctx) => {
  const papers = await ctx.offer()
  if (!papers) return done('There is no offer any more.')
  // A preview tells of no step of its own: it shows what the present one would do.
  const told = typeof event.data['status'] === 'string' ? event.data['status'] : papers.status
  if (told === 'extended') return papers.status === 'extended' ? send(event.id, event.atMs, papers, ctx) : done('The offer moved on before the letter was sent; nothing was sent.')
  if (!over.has(told)) return done('Nothing to do for this.')
  const { say, findings } = await takeBack(ctx, papers.offerId, 'The offer was changed or withdrawn.')
  return done(say, findings)
}

export const docusign = defineConnector({
  id: 'docusign', title: 'DocuSign', category: 'signature', summary: 'Sends the letter of an extended offer to be signed, takes it back when the offer changes, and brings the signature home.',
  configSchema, secretsSchema,
  scopes: [{ name: 'signature', reason: 'Sends letters, reads how far they are, takes them back.' }, { name: 'impersonation', reason: 'Does so in the name of the user you chose, with nobody at the screen.' }],
  fields: shareable(['fullName', 'email', 'jobTitle', 'startDate'], ['baseSalaryMinor', 'currency', 'salaryPeriod', 'bonusMinor', 'equity']),
  events: ['offer.changed'], steps: [], requires: [], defaultMapping: [], payloadLimitBytes: 15 * 1024 * 1024,
  connect: config => ({ baseUrl: `https://${authHost(config)}` }),
  handles: { 'offer.changed': offerChanged },
  takesBack: event => typeof event.data['status'] === 'string' && over.has(event.data['status']),
  requiredFields: async (event, ctx) => {
    const papers = await ctx.offer()
    if (event.data['status'] !== 'extended' || papers?.status !== 'extended') return []
    return [
      ...(ctx.record.fullName === undefined ? [{ field: 'fullName', label: 'Full name', who: 'whoever runs the candidate’s record' }] : []),
      ...(ctx.record.email === undefined ? [{ field: 'email', label: 'E-mail', who: 'whoever runs the candidate’s record' }] : []),
      ...(papers.letter ? [] : [{ field: 'letter', label: 'Letter', who: 'a recruiter: make the PDF on the offer' }]),
    ]
  },
  testConnection: async ctx => {
    try {
      const { accountId } = await sessionOf(ctx)
      return { kind: 'ok', detail: ctx.secrets.hmacKey === '' && ctx.config.tellsUs ? `Signed in to account ${accountId}. Without a Connect key nothing DocuSign reports is believed: it is asked every 15 minutes.` : `Signed in to account ${accountId}.` }
    } catch (error) {
      if (error instanceof ConsentMissing) return { kind: 'failed', code: 'connector.unauthorized', say: `The user has not consented yet. Let them open ${consentPage(ctx.config)}` }
      throw error
    }
  },
  pollSignings: async (open, ctx) => {
    const found = await readEnvelopes(ctx, open.map(each => each.envelopeId))
    const findings: Finding[] = []
    // One after the other: papers are large.
    for (const envelope of found) {
      const finding = await findingOf(ctx, envelope)
      if (finding) findings.push(await withPaper(ctx, envelope, finding))
    }
    return findings
  },
  inbound, sandbox, rateLimit: { requests: 400, perMs: 30_000 },
})
