import { afterAll, beforeAll, expect, test } from 'vitest'
import { letterPdf } from '#server/offers/letter-pdf'
import { letterBlocks, letterFacts, unknownPlaces, usualLetter } from '#shared/domain/offers/letter'
import type { OfferLetter } from '#shared/domain/model/offer'
import { createId } from '#shared/lib/ids'
import { makeOffer } from '#tests/support/offers'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { kindsOf, WireClient } from '#tests/support/wire-client'
import { makeApplication, makeCandidate, makeJob, newRow, testNowMs } from '#tests/support/workspace'

let server: TestServer
beforeAll(async () => { server = await startTestServer() })
afterAll(() => server.stop())

const around = { candidateName: 'Ana Sousa', workspaceName: 'Acme', senderName: 'Mara Lindt', employment: '', zone: 'Europe/Berlin' }
const version = makeOffer(makeApplication(makeJob(), makeCandidate()), createId(), { expiresOn: null, terms: 'Remote' }).versions[0]!

test('a letter says what is part of the offer, and a line about what is not is left out', () => {
  const text = letterBlocks(usualLetter, letterFacts(version, around)).map(block => block.text).join('\n')
  expect(text).toContain('Dear Ana Sousa')
  expect(text).toContain('Pay: €72,000 a year')
  expect(text).not.toMatch(/Bonus|Equity|let us know by|\{\{/)
  expect(unknownPlaces('Hello {{candidate.name}} and {{offer.pay}}')).toEqual(['candidate.name'])
})

test('names in many scripts print, the same letter gives the same bytes, and what cannot be printed is refused by name', async () => {
  const letter = (signer: string) => letterPdf({ title: 'Offer', sender: 'Acme', signer, madeAtMs: testNowMs, blocks: [{ kind: 'heading', text: 'Offer' }, { kind: 'paragraph', text: `Dear ${signer}` }] })
  for (const name of ['Łukasz Žižek', 'Ελένη Παπαδοπούλου', 'Наталія Ґудзь', 'نور الهدى', 'Nguyễn Thị Ánh']) {
    const [once, again] = [await letter(name), await letter(name)]
    expect(once.subarray(0, 5).toString()).toBe('%PDF-')
    expect(once.equals(again)).toBe(true)
  }
  await expect(letter('王小明')).rejects.toMatchObject({ code: 'offer.letter_unprintable', facts: { characters: '王 小 明' } })
})

test('a recruiter makes the letter once; it is kept with the offer and read by whoever reads the offer, nobody else', async () => {
  const [manager, outsider] = [await server.join('hiringManager'), await server.join('coordinator')]
  const job = makeJob({ hiringTeam: [{ id: manager.person.id, role: 'hiringManager' }] })
  const candidate = makeCandidate()
  const application = makeApplication(job, candidate)
  const offer = makeOffer(application, server.owner.person.id)
  const client = await WireClient.signedIn(server.url, server.owner.token)
  expect(new Set(kindsOf(await client.push([newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application), newRow('offers', offer)])))).toEqual(new Set(['accepted']))
  client.close()
  const make = (token: string) => server.request('POST', `/api/offers/${offer.id}/letter`, token, { templateId: null })
  expect(await make(manager.token)).toMatchObject({ status: 403, body: { code: 'access.forbidden' } })
  const first = await make(server.owner.token)
  const { letter } = first.body as { letter: OfferLetter }
  expect(first).toMatchObject({ status: 200, body: { letter: { versionId: offer.currentVersionId, byId: server.owner.person.id } } })
  await make(server.owner.token)
  const [row] = await server.db.query<{ letters: OfferLetter[] }>(`select content->'letters' as letters from documents where id = $1`, [offer.id])
  expect(row!.letters).toHaveLength(1)
  const read = async (token: string) => (await fetch(`${server.url}/api/files/${letter.sha256}`, { headers: { authorization: `Bearer ${token}` } })).status
  expect([await read(server.owner.token), await read(manager.token), await read(outsider.token)]).toEqual([200, 200, 404])
  expect(await server.request('POST', `/api/offers/${createId()}/letter`, server.owner.token, { templateId: null })).toMatchObject({ status: 404 })
  expect(await server.request('POST', `/api/offers/${offer.id}/letter`, server.owner.token, { templateId: createId() })).toMatchObject({ status: 404 })
})
