import { createHmac, generateKeyPairSync, verify } from 'node:crypto'
import type { FakeVendor, VendorRequest } from './fake-vendor.ts'
import { officialSpec, startJudgedVendor, type OfficialSpec } from './official-spec.ts'

type Field = Readonly<{ name: string; value: string }>
export type FakeEnvelope = { envelopeId: string; status: string; statusChangedDateTime: string; fields: Field[]; signer: { email: string; name: string; declinedReason?: string }; documents: string[]; voidedReason?: string }
export type DocusignVendor = FakeVendor & { envelopes: Map<string, FakeEnvelope>; hasConsent: boolean; hasPapers: boolean; advance(envelopeId: string, status: string, change?: (envelope: FakeEnvelope) => void): void }

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** As DocuSign gives it: PKCS #1, many lines. */
export const rsaKey = keys.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string
export const accountId = '0198c000-0000-4000-8000-0000000000ac'
export const docusignConfig = { account: 'demo', integrationKey: '0198c000-0000-4000-8000-0000000000aa', userId: '0198c000-0000-4000-8000-0000000000ab', tellsUs: true } as const
export const hmacKey = 'connect-key-one'

const official = officialSpec('docusign', '/restapi')
// The description is large: it is compiled here rather than while a request with a time limit waits.
for (const [method, path, status] of [['POST', 'envelopes', 201], ['GET', 'envelopes', 200], ['PUT', 'envelopes/e', 200], ['GET', 'envelopes/e', 200], ['GET', 'envelopes/e/documents/combined', 200]] as const) {
  const request: VendorRequest = { method, path: `/restapi/v2.1/accounts/a/${path}`, query: new URLSearchParams(), headers: { 'content-type': 'application/json' }, body: method === 'GET' ? '' : '{}', json: () => ({}) }
  official.request(request)
  for (const answered of [status, 400]) official.reply(request, { status: answered, json: {} })
}

/** Signing in stands outside of the eSignature description. */
const spec: OfficialSpec = {
  request: request => (request.path.startsWith('/oauth/') ? [] : official.request(request)),
  reply: (request, reply) => (request.path.startsWith('/oauth/') ? [] : official.reply(request, reply)),
}

/** A genuine Connect message about an envelope, with its signatures. */
export function connectMessage(envelopeId: string, event: string, at = '2026-09-22T10:00:00.000Z'): { body: Buffer; headers: Record<string, string> } {
  const body = Buffer.from(JSON.stringify({ event, uri: `/restapi/v2.1/accounts/${accountId}/envelopes/${envelopeId}`, retryCount: 0, configurationId: 1, apiVersion: 'v2.1', generatedDateTime: at, data: { accountId, userId: docusignConfig.userId, envelopeId, envelopeSummary: { status: event.replace('envelope-', '') } } }))
  return { body, headers: { 'x-docusign-signature-1': createHmac('sha256', 'an older key').update(body).digest('base64'), 'x-docusign-signature-2': createHmac('sha256', hmacKey).update(body).digest('base64') } }
}

function isSignedBy(assertion: string): boolean {
  const [head, claims, signature] = assertion.split('.')
  const { iss, sub, aud, scope, exp, iat } = JSON.parse(Buffer.from(claims!, 'base64url').toString()) as Record<string, unknown>
  const fits = iss === docusignConfig.integrationKey && sub === docusignConfig.userId && aud === 'account-d.docusign.com' && scope === 'signature impersonation' && Number(exp) - Number(iat) <= 3_600
  return fits && verify('sha256', Buffer.from(`${head}.${claims}`), keys.publicKey, Buffer.from(signature!, 'base64url'))
}

/** DocuSign by its own description, with one account and envelopes that move when told to. */
export async function startDocusign(): Promise<DocusignVendor> {
  const envelopes = new Map<string, FakeEnvelope>()
  const shown = (envelope: FakeEnvelope): object => ({
    envelopeId: envelope.envelopeId, status: envelope.status, statusChangedDateTime: envelope.statusChangedDateTime, customFields: { textCustomFields: envelope.fields.map(({ name, value }) => ({ name, value })) },
    recipients: { signers: [{ recipientId: '1', ...envelope.signer }] }, envelopeDocuments: [...envelope.documents.map((name, at) => ({ documentId: String(at + 1), name, type: 'content' })), { documentId: 'certificate', name: 'Summary', type: 'summary' }],
  })
  function signIn(request: VendorRequest) {
    if (!state.hasConsent) return { status: 400, json: { error: 'consent_required' } }
    const form = new URLSearchParams(request.body)
    const isRight = form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer' && isSignedBy(form.get('assertion') ?? '')
    return isRight ? { status: 200, json: { access_token: 'token-of-an-hour', token_type: 'Bearer', expires_in: 3600 } } : { status: 400, json: { error: 'invalid_grant' } }
  }
  function create(request: VendorRequest) {
    const sent = request.json() as { status: string; documents: { name: string }[]; recipients: { signers: { email: string; name: string }[] }; customFields: { textCustomFields: Field[] } }
    const envelopeId = `0198c000-0000-4000-8000-${String(envelopes.size + 1).padStart(12, '0')}`
    const { email, name } = sent.recipients.signers[0]!
    envelopes.set(envelopeId, { envelopeId, status: sent.status, statusChangedDateTime: '2026-09-21T10:00:00.000Z', fields: sent.customFields.textCustomFields, signer: { email, name }, documents: sent.documents.map(each => each.name) })
    return { status: 201, json: { envelopeId, status: sent.status, statusDateTime: '2026-09-21T10:00:00.000Z', uri: `/envelopes/${envelopeId}` } }
  }
  function change(envelope: FakeEnvelope, request: VendorRequest) {
    if (['completed', 'declined', 'voided'].includes(envelope.status)) return { status: 400, json: { errorCode: 'ENVELOPE_CANNOT_VOID_INVALID_STATE', message: 'Only envelopes in the sent or delivered states may be voided.' } }
    Object.assign(envelope, request.json())
    return { status: 200, json: { envelopeId: envelope.envelopeId } }
  }
  function list({ query }: VendorRequest) {
    const ids = query.get('envelope_ids')?.split(',')
    if (!ids && !query.get('from_date')) return { status: 400, json: { errorCode: 'INVALID_REQUEST_PARAMETER', message: 'from_date' } }
    const [name, value] = (query.get('custom_field') ?? '').split('=')
    const fitting = [...envelopes.values()].filter(each => (!ids || ids.includes(each.envelopeId)) && (!name || each.fields.some(field => field.name === name && field.value === value)))
    return { status: 200, json: { resultSetSize: String(fitting.length), envelopes: fitting.map(shown) } }
  }
  const vendor = await startJudgedVendor(spec, request => {
    if (request.path === '/oauth/token') return signIn(request)
    if (request.headers['authorization'] !== 'Bearer token-of-an-hour') return { status: 401, json: { errorCode: 'AUTHORIZATION_INVALID_TOKEN', message: 'no' } }
    if (request.path === '/oauth/userinfo') return { status: 200, json: { sub: docusignConfig.userId, accounts: [{ account_id: accountId, account_name: 'Acme', is_default: true, base_uri: vendor.url }] } }
    const [, , , , , , envelopeId, part] = request.path.split('/')
    if (envelopeId === undefined) return request.method === 'POST' ? create(request) : list(request)
    const envelope = envelopes.get(envelopeId)
    if (!envelope) return { status: 400, json: { errorCode: 'ENVELOPE_DOES_NOT_EXIST', message: 'no' } }
    if (part === 'documents') return state.hasPapers && envelope.status === 'completed' ? { status: 200, headers: { 'content-type': 'application/pdf' }, text: `%PDF-1.7 ${envelope.documents.join(', ')} signed by ${envelope.signer.name}` } : { status: 400, json: { errorCode: 'DOCUMENT_DOES_NOT_EXIST', message: 'not yet' } }
    return request.method === 'PUT' ? change(envelope, request) : { status: 200, json: shown(envelope) }
  })
  const state: DocusignVendor = Object.assign(vendor, {
    envelopes, hasConsent: true, hasPapers: true,
    advance: (envelopeId: string, status: string, alter?: (envelope: FakeEnvelope) => void) => {
      const envelope = envelopes.get(envelopeId)!
      envelope.status = status
      alter?.(envelope)
    },
  })
  return state
}
