import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bamboohr } from '#server/connectors/bamboohr/connector'
import { calendly } from '#server/connectors/calendly/connector'
import type { BookingServicePort } from '#server/connectors/kit/bookings'
import { createContext } from '#server/connectors/kit/context'
import type { HookEvent } from '#server/connectors/kit/connector-context'
import { createWire, type Wire } from '#server/connectors/kit/http'
import { docusign } from '#server/connectors/docusign/connector'
import { scim } from '#server/connectors/scim/connector'
import { servicenow } from '#server/connectors/servicenow/connector'
import { slack } from '#server/connectors/slack/connector'
import { startBamboo, type BambooVendor } from '#tests/support/bamboohr'
import { calendlyToken, startCalendly, type FakeCalendly } from '#tests/support/calendly'
import { memoryIds, pollOnce, tryOnce, type SuiteCase } from '#tests/support/connector-suite'
import { docusignConfig, hmacKey, rsaKey, startDocusign, type DocusignVendor } from '#tests/support/docusign'
import { startDirectory, type Directory } from '#tests/support/scim'
import { startServiceNow, type ServiceNow } from '#tests/support/servicenow'
import { startSlack, type SlackVendor } from '#tests/support/slack'

const parts = ['schemas', 'parameters', 'requestBodies', 'responses', 'securitySchemes'] as const
type Description = { paths: object; components: Partial<Record<(typeof parts)[number], object>> }
const read = (name: string): Description => JSON.parse(readFileSync(new URL(`../../specs/${name}/openapi.json`, import.meta.url), 'utf8')) as Description
const command = fileURLToPath(new URL('../../../node_modules/@stoplight/prism-cli/dist/index.js', import.meta.url))

let folder: string
let prism: ChildProcess
let judge: string
let bamboo: BambooVendor
let instance: ServiceNow
let booking: FakeCalendly
let directory: Directory
let chat: SlackVendor
let signing: DocusignVendor
let front: ReturnType<typeof createServer>

/** A description with names and a way in of its own, so that it stands beside others; `base` stands before its paths at the vendor. */
function named(description: Description, prefix: string, base = ''): Description {
  const { paths, components } = JSON.parse(JSON.stringify(description).replace(/"#\/components\/(\w+)\/(\w+)"/g, (_whole, part: string, name: string) => `"#/components/${part}/${prefix}${name}"`)) as Description
  const renamed = Object.fromEntries(Object.entries(components).map(([part, all]) => [part, Object.fromEntries(Object.entries(all as object).map(([name, one]) => [`${prefix}${name}`, one as unknown]))]))
  const guarded = Object.fromEntries(Object.entries(paths).map(([path, operations]) => [`${base}${path}`, Object.fromEntries(Object.entries(operations as object).map(([method, operation]) => [method, method === 'parameters' ? operation as unknown : { ...operation as object, security: [{ [`${prefix}bearerAuth`]: [] }] }]))]))
  return { paths: guarded, components: { ...renamed, securitySchemes: { [`${prefix}bearerAuth`]: { type: 'http', scheme: 'bearer' } } } }
}

/** The descriptions in one, so that one judge is enough: their paths and names do not meet. */
function joined(): object {
  const all = [read('bamboohr'), read('servicenow'), named(read('calendly'), 'Calendly'), named(read('scim'), 'Scim', '/scim/v2'), named(read('slack'), 'Slack', '/api'), named(read('docusign'), 'Docusign', '/restapi')]
  const merged = <T>(pick: (description: Description) => T): T => Object.assign({}, ...all.map(pick)) as T
  const components = Object.fromEntries(parts.map(part => [part, merged(description => description.components[part] ?? {})]))
  return { openapi: '3.1.0', info: { title: 'All', version: '1' }, servers: [{ url: '/' }], security: [{ basic: [] }], paths: merged(description => description.paths), components }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(done => { probe.listen(0, '127.0.0.1', done) })
  const { port } = probe.address() as AddressInfo
  await new Promise(done => { probe.close(done) })
  return port
}

/** The fakes, by the paths they answer. */
const behind = (): readonly (readonly [url: string, path: RegExp])[] => [
  [bamboo.url, /^\/api\/v1\//], [instance.url, /^\/api\/(now|sn_sc)\//], [chat.url, /^\/api\//], [directory.url, /^\/scim\//], [signing.url, /^\/restapi\//], [booking.url, /^\//],
]

/** One address for the fakes: what stands behind the judge. */
function startFront(): Promise<string> {
  front = createServer((incoming, outgoing) => {
    const body: Buffer[] = []
    incoming.on('data', (part: Buffer) => body.push(part)).on('end', () => {
      const [to] = behind().find(([, path]) => path.test(incoming.url!))!
      const headers = Object.fromEntries(Object.entries(incoming.headers).filter(([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name))) as Record<string, string>
      void fetch(`${to}${incoming.url}`, { method: incoming.method!, headers, ...(body.length > 0 ? { body: Buffer.concat(body) } : {}) }).then(async reply => {
        outgoing.writeHead(reply.status, Object.fromEntries([...reply.headers].filter(([name]) => ['content-type', 'location'].includes(name)))).end(await reply.text())
      })
    })
  })
  return new Promise(done => { front.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(front.address() as AddressInfo).port}`)) })
}

/** prism between us and the fakes: what does not fit the description is refused with 422, an answer that does not with 500. */
async function startPrism(upstream: string): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'shortlist-prism-'))
  const description = join(folder, 'all.json')
  writeFileSync(description, JSON.stringify(joined()))
  const port = await freePort()
  prism = spawn(process.execPath, [command, 'proxy', description, upstream, '--errors', '-h', '127.0.0.1', '-p', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  await new Promise<void>((done, failed) => {
    const hear = (part: Buffer): void => {
      said += part.toString('utf8')
      if (said.includes('Prism is listening')) done()
    }
    prism.stdout!.on('data', hear)
    prism.stderr!.on('data', hear)
    prism.on('exit', () => failed(new Error(`prism did not start: ${said.slice(-2_000)}`)))
  })
  judge = `http://127.0.0.1:${port}`
}

beforeAll(async () => {
  bamboo = await startBamboo()
  instance = await startServiceNow()
  booking = await startCalendly(() => event.atMs, false)
  directory = await startDirectory()
  chat = await startSlack()
  signing = await startDocusign()
  await startPrism(await startFront())
})
afterAll(async () => {
  prism.kill()
  await new Promise(done => { front.close(done) })
  await bamboo.stop()
  await instance.stop()
  for (const vendor of [booking, directory, chat, signing]) await vendor.stop()
  rmSync(folder, { recursive: true, force: true })
})

const event: HookEvent = {
  id: '0198c000-0000-7000-8000-00000000000a', kind: 'candidate.hired', atMs: Date.UTC(2026, 8, 21), candidateId: '0198c000-0000-7000-8000-00000000000b', applicationId: '0198c000-0000-7000-8000-00000000000c', jobId: null, personId: null, data: {},
}
const record = { firstName: 'Ana', lastName: 'Sousa', fullName: 'Ana Sousa', email: 'ana@example.test', startDate: '2026-10-01', department: 'Design' }
const common = { startVendor: () => Promise.reject(new Error('started above')), badConfig: {}, event, record, effects: () => 0, isEffect: () => true }

test('a second judge: it refuses what BambooHR’s description does not allow', async () => {
  const asked = (body: object): Promise<Response> => fetch(`${judge}/api/v1/employees`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Basic eDp4' }, body: JSON.stringify(body) })
  expect((await asked({ firstName: 'Ana' })).status).toBe(422)
  expect((await fetch(`${judge}/api/v1/employees`)).status).toBe(401)
})

test('every call to BambooHR passes the second judge: hire, lost answer, new start date, hire taken back', async () => {
  const suite: SuiteCase<BambooVendor> = { ...common, connector: bamboohr, config: () => ({ address: judge, endingStatus: 'Terminated' }), secrets: { key: 'sesame-open-7' } }
  const ids = memoryIds()
  await tryOnce(suite, bamboo, { externalIds: ids })
  ids.all.clear()
  await tryOnce(suite, bamboo, { externalIds: ids, mayHaveHappened: true })
  await tryOnce(suite, bamboo, { externalIds: ids, event: { ...event, kind: 'start_date.changed' }, record: { ...record, startDate: '2026-11-01' } })
  await tryOnce(suite, bamboo, { externalIds: ids, event: { ...event, kind: 'hire.reversed' } })
  expect(bamboo.history).toEqual(['create 101', 'change 101 hireDate', 'status 101 Terminated'])
})

test('every call to ServiceNow passes the second judge: order, record, lost answer, states, new start date, hire taken back', async () => {
  const work = [{ name: 'Laptop', kind: 'hardware', item: 'a'.repeat(32), fields: { full_name: '{{fullName}}' } }, { name: 'Desk', kind: 'access', table: 'incident', fields: { short_description: 'Desk for {{fullName}}' } }]
  const suite: SuiteCase<ServiceNow> = { ...common, connector: servicenow, config: () => ({ address: judge, user: 'shortlist', keyVariable: 'shortlist_key', work }), secrets: { password: 'sesame-open-7' } }
  const ids = memoryIds()
  await tryOnce(suite, instance, { externalIds: ids })
  ids.all.clear()
  await tryOnce(suite, instance, { externalIds: ids, mayHaveHappened: true })
  expect(await pollOnce(suite, instance, [{ applicationId: event.applicationId!, kind: 'hardware', key: 'Laptop' }], ids)).toEqual([])
  await tryOnce(suite, instance, { externalIds: ids, event: { ...event, kind: 'start_date.changed' }, record: { ...record, startDate: '2026-11-01' } })
  await tryOnce(suite, instance, { externalIds: ids, event: { ...event, kind: 'hire.reversed' } })
  expect([instance.orders.length, instance.all('incident').length]).toEqual([1, 1])
  expect(instance.all('incident')).toMatchObject([{ state: '8', due_date: '2026-11-01 00:00:00' }])
})

test('every call to Calendly passes the second judge: kinds, subscription, link, booking, what became of it, called off', async () => {
  let kept: Record<string, unknown> = { accessToken: calendlyToken }
  const mark = event.id
  const ctx = (): never => createContext(calendly, {
    workspaceId: mark, connectionId: mark, record: {}, mapping: [], externalIds: memoryIds(), idempotencyKey: mark, mayHaveHappened: false, config: { apiAddress: judge }, secrets: kept, wire: createWire({ allowPrivateHosts: ['127.0.0.1'] }, 100_000), now: () => event.atMs,
    setSecrets: async changed => { kept = { ...kept, ...changed } }, onExchange: () => undefined, inboundUrl: 'https://hiring.example.test/api/inbound/1',
  }) as never
  const port = calendly.bookings as unknown as BookingServicePort<unknown>
  const [kind] = await port.kinds(ctx())
  const link = await port.makeLink(ctx(), { kindId: kind!.id, mark, name: 'Ana Sousa', email: 'ana@example.test' })
  // Another link looks after the subscription that stands.
  await port.makeLink(ctx(), { kindId: kind!.id, mark, name: 'Ana Sousa', email: null })
  const { invitee } = booking.book(link, event.atMs + 86_400_000, ['ben@acme.test'])
  expect(await calendly.followBookings!([{ mark, email: 'ana@example.test', ref: null, sinceMs: event.atMs }], ctx())).toMatchObject([{ news: { state: 'booked', ref: invitee } }])
  const suite: SuiteCase<FakeCalendly> = { ...common, connector: calendly, config: () => ({ apiAddress: judge }), secrets: { accessToken: calendlyToken } }
  const ids = memoryIds()
  ids.all.set('invitee/i1', invitee)
  await tryOnce(suite, booking, { externalIds: ids, event: { ...event, kind: 'interview.cancelled', data: { interviewId: 'i1' } } })
  expect(booking.cancelled).toHaveLength(1)
})

test('every call to a SCIM directory passes the second judge: discovery, look-up, account, group, change by version, switched off', async () => {
  const suite: SuiteCase<Directory> = { ...common, connector: scim, config: () => ({ address: `${judge}/scim/v2`, departmentGroups: true }), secrets: { token: 'sesame-open-7' } }
  const ids = memoryIds()
  // Versions travel in a header that this judge does not hand on: they are read from the resource itself.
  await tryOnce(suite, directory, { externalIds: ids })
  ids.all.clear()
  await tryOnce(suite, directory, { externalIds: ids, mayHaveHappened: true })
  await tryOnce(suite, directory, { externalIds: ids, event: { ...event, kind: 'offer.changed' }, record: { ...record, jobTitle: 'Lead', department: 'Sales' } as never })
  await tryOnce(suite, directory, { externalIds: ids, event: { ...event, kind: 'hire.reversed' } })
  expect([...directory.accounts.values()]).toMatchObject([{ active: false, title: 'Lead' }])
  expect([...directory.groups.values()].map(group => group.members)).toEqual([[], []])
})

test('every call to Slack passes the second judge: message, thread, look-up of a lost one, mention', async () => {
  chat.users = { 'rita@example.test': 'U0RITA000' }
  const suite: SuiteCase<SlackVendor> = { ...common, connector: slack, config: () => ({ channel: 'C0DEFAULT01', mentionRecruiter: true }), secrets: { token: 'xoxb-sesame-open' } }
  const throughJudge = { wire: (real: Wire): Wire => request => real({ ...request, url: request.url.replace('https://slack.com', judge) }), record: { ...record, recruiterEmail: 'rita@example.test', stage: 'Onsite' } }
  const ids = memoryIds()
  await tryOnce(suite, chat, { externalIds: ids, ...throughJudge })
  await tryOnce(suite, chat, { externalIds: ids, ...throughJudge, event: { ...event, id: event.id.replace(/a$/, 'd'), kind: 'stage.changed' } })
  ids.all.delete(`message/${event.id.replace(/a$/, 'd')}`)
  for (const id of [event.id, event.id.replace(/a$/, 'd')]) await tryOnce(suite, chat, { externalIds: ids, ...throughJudge, mayHaveHappened: true, event: { ...event, id, kind: id === event.id ? 'candidate.hired' : 'stage.changed' } })
  expect(chat.messages.map(message => message.thread !== null)).toEqual([false, true])
})

test('every call to DocuSign passes the second judge: envelope, look-up of a lost one, how far it is, taken back', async () => {
  const offer = { offerId: event.candidateId!, versionId: event.applicationId!, status: 'extended', letter: { name: 'Offer v1.pdf', base64: Buffer.from('%PDF-1.7').toString('base64') } }
  const suite: SuiteCase<DocusignVendor> = { ...common, connector: docusign, config: () => docusignConfig, secrets: { privateKey: rsaKey, hmacKey, nextHmacKey: '' } }
  // The judge reads this description, the largest of all, when the first request comes.
  const patient = createWire({ allowPrivateHosts: ['127.0.0.1'] }, 100_000)
  const extended = { wire: (): Wire => request => patient({ ...request, url: request.url.replace('https://account-d.docusign.com', signing.url).replace(`${signing.url}/restapi`, `${judge}/restapi`) }), offer, event: { ...event, kind: 'offer.changed' as const, data: { offerId: offer.offerId, status: 'extended' } } }
  const ids = memoryIds()
  await tryOnce(suite, signing, { externalIds: ids, ...extended })
  ids.all.clear()
  await tryOnce(suite, signing, { externalIds: ids, ...extended, mayHaveHappened: true })
  await tryOnce(suite, signing, { externalIds: ids, ...extended, offer: { ...offer, status: 'rescinded' }, event: { ...extended.event, data: { offerId: offer.offerId, status: 'rescinded' } } })
  expect([...signing.envelopes.values()].map(each => each.status)).toEqual(['voided'])
})
