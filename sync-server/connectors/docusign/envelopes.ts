import { signedTermNames, type SignedTerms } from '#shared/domain/offers/signed-terms'
import { AppError } from '#shared/lib/app-error'
import type { OfferPapers } from '../kit/connector-context.ts'
import type { Context } from './config.ts'
import type { SignedPaper } from '../kit/findings.ts'
import { call, fetchFile } from './session.ts'
import { createdSchema, envelopeSchema, envelopesSchema, errorSchema, type Envelope } from './wire.ts'

/** The envelope's own fields by which ours are known again. */
const eventField = 'shortlist'
const versionField = 'shortlist-version'
const letterField = 'shortlist-letter'
const whole = 'custom_fields,documents,recipients'

const text = (name: string, value: string): object => ({ name, value: value.slice(0, 100), show: 'false', required: 'false' })
const valueOf = (envelope: Envelope, name: string): string | undefined => envelope.customFields?.textCustomFields.find(each => each.name === name)?.value

export const versionOf = (envelope: Envelope): string => valueOf(envelope, versionField) ?? ''

/** The terms that went along; only what the owner lets this connection send. */
export const termsOf = (envelope: Envelope): SignedTerms => Object.fromEntries(signedTermNames.flatMap(name => {
  const value = valueOf(envelope, name)
  return value === undefined ? [] : [[name, value]]
}))

/** What is not as it was sent: another person signed, or another paper was signed. */
export function remarksOn(envelope: Envelope): readonly string[] {
  const papers = envelope.envelopeDocuments.filter(each => each.type === 'content')
  const [sent, wanted] = [valueOf(envelope, 'shortlist-signer'), valueOf(envelope, letterField)]
  const signers = envelope.recipients?.signers ?? []
  return [
    ...(signers.length === 1 && signers[0]!.email.toLowerCase() === sent?.toLowerCase() ? [] : [`Signed by ${signers.map(each => each.email).join(', ') || 'nobody known'}, sent to ${sent ?? 'somebody else'}`]),
    ...(papers.length === 1 && papers[0]!.name === wanted ? [] : [`The paper that was signed is not the letter that was sent (${papers.map(each => each.name).join(', ') || 'none'})`]),
  ]
}

/** An envelope an earlier try may have made for this event. */
export async function findEnvelope(ctx: Context, eventId: string, sinceMs: number): Promise<string | null> {
  const query = { custom_field: `${eventField}=${eventId}`, from_date: new Date(sinceMs - 86_400_000).toISOString(), include: 'custom_fields' }
  const { body } = await call(ctx, { method: 'GET', path: 'envelopes', query }, envelopesSchema)
  return body.envelopes.find(each => valueOf(each, eventField) === eventId && each.status !== 'voided')?.envelopeId ?? null
}

/** DocuSign's own shape of what it is to report, and where. */
const reports = (url: string): object => ({
  url, requireAcknowledgment: 'true', loggingEnabled: 'true', includeHMAC: 'true', deliveryMode: 'SIM',
  events: ['envelope-sent', 'envelope-delivered', 'envelope-completed', 'envelope-declined', 'envelope-voided'], eventData: { version: 'restv2.1', format: 'json', includeData: ['recipients'] },
})

export async function createEnvelope(ctx: Context, eventId: string, { versionId, letter }: OfferPapers): Promise<string> {
  const { record, config, inboundUrl } = ctx
  if (!letter || record.email === undefined || record.fullName === undefined) throw new AppError('connector.bad_config')
  const terms = signedTermNames.flatMap(name => (record[name] === undefined ? [] : [text(name, record[name])]))
  const at = (anchorString: string): object => ({ anchorString, anchorUnits: 'pixels', anchorXOffset: '0', anchorYOffset: '0', documentId: '1', recipientId: '1' })
  const json = {
    status: 'sent', emailSubject: `Your offer${record.jobTitle ? `: ${record.jobTitle}` : ''}`.slice(0, 100), allowMarkup: 'false', allowReassign: 'false',
    documents: [{ documentId: '1', order: '1', name: letter.name, fileExtension: 'pdf', documentBase64: letter.base64 }],
    recipients: { signers: [{ recipientId: '1', routingOrder: '1', name: record.fullName, email: record.email, tabs: { signHereTabs: [at('/sign-here/')], dateSignedTabs: [at('/date-here/')] } }] },
    customFields: { textCustomFields: [text(eventField, eventId), text(versionField, versionId), text(letterField, letter.name), text('shortlist-signer', record.email), ...terms] },
    ...(config.tellsUs && inboundUrl.startsWith('https://') ? { eventNotification: reports(inboundUrl) } : {}),
  }
  return (await call(ctx, { method: 'POST', path: 'envelopes', json }, createdSchema)).body.envelopeId
}

/** Why an envelope cannot be taken back: it is signed, declined, or was taken back before. */
const isOver: readonly string[] = ['ENVELOPE_CANNOT_VOID_INVALID_STATE', 'ENVELOPE_INVALID_STATUS', 'ENVELOPE_DOES_NOT_EXIST']

/** Takes an envelope back. False when it is over already. */
export async function voidEnvelope(ctx: Context, envelopeId: string, voidedReason: string): Promise<boolean> {
  const { status, body } = await call(ctx, { method: 'PUT', path: `envelopes/${encodeURIComponent(envelopeId)}`, json: { status: 'voided', voidedReason }, accept: [400, 404] }, errorSchema)
  if (status < 300) return true
  if (status === 404 || isOver.includes(body.errorCode)) return false
  throw new AppError('connector.refused', { facts: { status } })
}

export async function readEnvelope(ctx: Context, envelopeId: string): Promise<Envelope> {
  return (await call(ctx, { method: 'GET', path: `envelopes/${encodeURIComponent(envelopeId)}`, query: { include: whole } }, envelopeSchema)).body
}

/** Everything that was signed, with the certificate of who signed when, as one PDF. @throws AppError `connector.bad_response` when it is none. */
export async function signedPaper(ctx: Context, envelope: Envelope): Promise<SignedPaper> {
  const bytes = await fetchFile(ctx, { method: 'GET', path: `envelopes/${encodeURIComponent(envelope.envelopeId)}/documents/combined`, query: { certificate: 'true' } })
  if (!Buffer.from(bytes.subarray(0, 5)).equals(Buffer.from('%PDF-'))) throw new AppError('connector.bad_response')
  const letter = valueOf(envelope, letterField) ?? 'Offer.pdf'
  return { name: `${letter.replace(/\.pdf$/i, '')} signed.pdf`, bytes }
}

/** Several at once: one request, however many are out. */
export async function readEnvelopes(ctx: Context, envelopeIds: readonly string[]): Promise<readonly Envelope[]> {
  return (await call(ctx, { method: 'GET', path: 'envelopes', query: { envelope_ids: envelopeIds.join(','), include: whole } }, envelopesSchema)).body.envelopes
}
