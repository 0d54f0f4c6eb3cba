import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { docusign } from '#server/connectors/docusign/connector'
import type { Outcome } from '#server/connectors/kit/connector'
import type { HookEvent, OfferPapers } from '#server/connectors/kit/connector-context'
import type { RecordValues } from '#server/connectors/kit/record-fields'
import type { LoggedExchange } from '#shared/contract/integrations'
import { connectorSuite, memoryIds, testOnce, tryOnce, type SuiteCase } from '#tests/support/connector-suite'
import { connectMessage, docusignConfig, hmacKey, rsaKey, startDocusign, type DocusignVendor } from '#tests/support/docusign'

const offerId = '0198c000-0000-7000-8000-0000000000f1'
const offer: OfferPapers = { offerId, versionId: '0198c000-0000-7000-8000-0000000000f2', status: 'extended', letter: { name: 'Offer Ana v1.pdf', base64: Buffer.from('%PDF-1.7').toString('base64') } }
const event: HookEvent = {
  id: '0198c000-0000-7000-8000-0000000000fa', kind: 'offer.changed', atMs: Date.UTC(2026, 8, 21), candidateId: '0198c000-0000-7000-8000-00000000000b', applicationId: '0198c000-0000-7000-8000-00000000000c',
  jobId: null, personId: null, data: { offerId, status: 'extended' },
}
const record: RecordValues = { fullName: 'Ana Sousa', email: 'ana@example.test', jobTitle: 'Designer', startDate: '2027-01-04' }
const secrets = { privateKey: rsaKey, hmacKey, nextHmacKey: '' }
const isEffect = (request: { method: string; path: string }): boolean => request.method === 'POST' && request.path.endsWith('/envelopes')
const suite: SuiteCase<DocusignVendor> = {
  connector: docusign, startVendor: startDocusign, config: () => docusignConfig, secrets, badConfig: { ...docusignConfig, userId: 'ana' }, event, record, offer, home: 'https://account-d.docusign.com',
  effects: vendor => [...vendor.envelopes.values()].filter(each => each.status !== 'voided').length, isEffect, isFirst: request => request.path === '/oauth/token',
}
connectorSuite(suite)

describe('DocuSign', () => {
  let vendor: DocusignVendor
  let ids: ReturnType<typeof memoryIds>
  beforeEach(async () => {
    vendor = await startDocusign()
    ids = memoryIds()
  })
  afterEach(() => vendor.stop())
  const send = (status: string, more: Partial<Parameters<typeof tryOnce>[2]> & { id?: string } = {}): Promise<Outcome> =>
    tryOnce(suite, vendor, { externalIds: ids, offer: { ...offer, status }, ...more, event: { ...event, id: more.id ?? event.id, data: { offerId, status } } })
  const sent = (): Record<string, never> => vendor.requests.find(isEffect)!.json() as Record<string, never>

  test('the letter goes to the candidate with its places to sign, and reports are asked for', async () => {
    expect(await send('extended')).toMatchObject({ kind: 'done', findings: [{ kind: 'signature', state: 'sent', began: true, offerId, versionId: offer.versionId }] })
    expect(sent()).toMatchObject({ status: 'sent', documents: [{ name: 'Offer Ana v1.pdf', fileExtension: 'pdf' }], recipients: { signers: [{ email: 'ana@example.test', tabs: { signHereTabs: [{ anchorString: '/sign-here/' }] } }] }, allowMarkup: 'false' })
  })

  test('what somebody is paid goes along only where the owner ticked it, and no token is in the log', async () => {
    const log: LoggedExchange[] = []
    await send('extended', { log })
    expect(JSON.stringify(sent())).not.toContain('baseSalaryMinor')
    expect(JSON.stringify(log)).not.toMatch(/token-of-an-hour|eyJ/)
    await send('extended', { id: '0198c000-0000-7000-8000-0000000000fb', record: { ...record, baseSalaryMinor: '7200000', currency: 'EUR' } })
    expect(JSON.stringify(vendor.requests.filter(isEffect).at(-1)!.json())).toContain('7200000')
  })

  test('without a letter or an address nothing is sent, and what is missing is named', async () => {
    expect(await send('extended', { offer: { ...offer, letter: null } })).toMatchObject({ kind: 'blocked', missing: [{ field: 'letter' }] })
    const { email: _none, ...noAddress } = record
    expect(await send('extended', { record: noAddress })).toMatchObject({ kind: 'blocked', missing: [{ field: 'email' }] })
    expect(vendor.envelopes.size).toBe(0)
  })

  test.each(['draft', 'rescinded', 'expired', 'approved'])('an offer that is %s takes back the letter that is out, once', async status => {
    await send('extended')
    expect(await send(status, { id: 'b' })).toMatchObject({ findings: [{ state: 'voided' }] })
    await send(status, { id: 'b', mayHaveHappened: true })
    expect([...vendor.envelopes.values()].map(each => each.status)).toEqual(['voided'])
  })

  test('an offer extended anew replaces the letter; one that moved on before its turn sends none', async () => {
    await send('extended')
    await send('extended', { id: 'again' })
    expect([...vendor.envelopes.values()].map(each => each.status)).toEqual(['voided', 'sent'])
    expect(await send('extended', { id: 'late', offer: { ...offer, status: 'rescinded' } })).toMatchObject({ summary: expect.stringContaining('moved on') })
    expect(await send('extended')).toMatchObject({ summary: expect.stringContaining('taken back since') })
    expect(vendor.envelopes.size).toBe(2)
  })

  test('a letter that was signed before it could be taken back stays known', async () => {
    await send('extended')
    vendor.advance([...vendor.envelopes.keys()][0]!, 'completed')
    expect(await send('rescinded', { id: 'b' })).toMatchObject({ summary: expect.stringContaining('could not be taken back') })
    expect(await ids.get('open', offerId)).not.toBeNull()
  })

  test('a report is believed when one key of the account signed its very bytes, and never otherwise', () => {
    const verify = (change: { body?: Buffer; headers?: Record<string, string>; keys?: object } = {}): string => {
      const { body, headers } = connectMessage('e1', 'envelope-completed')
      return docusign.inbound!.verify({ body: change.body ?? body, headers: change.headers ?? headers, query: {}, address: 'x' }, { config: docusignConfig as never, secrets: (change.keys ?? secrets) as never, nowMs: 0 }).kind
    }
    expect(verify()).toBe('genuine')
    expect(verify({ keys: { ...secrets, hmacKey: 'another', nextHmacKey: hmacKey } })).toBe('genuine')
    const { body } = connectMessage('e1', 'envelope-completed')
    const forgeries = [{ keys: { ...secrets, hmacKey: '' } }, { keys: { ...secrets, hmacKey: 'another' } }, { headers: {} }, { body: Buffer.from(body.toString().replace('completed', 'completed ')) }, { headers: { 'x-docusign-signature-x': 'y' } }]
    expect(forgeries.map(verify)).toEqual(forgeries.map(() => 'forged'))
  })

  test('a user who has not consented is led to the page for it, and a key without line ends still signs', async () => {
    vendor.hasConsent = false
    expect(await testOnce(suite, vendor)).toMatchObject({ kind: 'failed', say: expect.stringContaining('https://account-d.docusign.com/oauth/auth?') })
    vendor.hasConsent = true
    expect(await testOnce({ ...suite, secrets: { ...secrets, privateKey: rsaKey.replaceAll('\n', '') } }, vendor)).toMatchObject({ kind: 'ok' })
    await expect(testOnce({ ...suite, secrets: { ...secrets, privateKey: 'no key' } }, vendor)).rejects.toMatchObject({ code: 'connector.bad_config' })
  })
})
