import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isGenuine } from '#server/connectors/kit/standard-webhooks'
import { createId } from '#shared/lib/ids'
import { startFakeVendor, type FakeVendor } from '#tests/support/fake-vendor'
import { makeProgram, type Program } from '#tests/support/program'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { WireClient } from '#tests/support/wire-client'
import { makeJob, newRow } from '#tests/support/workspace'

const all = ['jobs:read', 'candidates:read', 'candidates:write', 'applications:read', 'applications:write', 'hooks:manage'] as const
type Hook = { id: string; secret: string; events: string[]; targetUrl: string; state: string }
type Event = { id: string; type: string; data: { record: Record<string, string>; details: Record<string, unknown> } }

describe.each(['PGlite', 'PostgreSQL'] as const)('subscriptions of programs, on %s', storeName => {
  let server: TestServer
  let zap: Program
  let receiver: FakeVendor
  let status = 204
  const job = makeJob({ title: 'Ward nurse' })
  beforeEach(async () => {
    status = 204
    receiver = await startFakeVendor(() => ({ status }))
    server = await startTestServer(storeName, { config: { allowPrivateHosts: ['127.0.0.1'] } })
    zap = await makeProgram(server, all, 'Zapier')
    const client = await WireClient.signedIn(server.url, server.owner.token)
    await client.push([newRow('jobs', job)])
    client.close()
  })
  afterEach(async () => {
    await server.stop()
    await receiver.stop()
  })
  const subscribe = async (program = zap, events: readonly string[] = ['application.created'], targetUrl = `${receiver.url}/hooks/1`): Promise<{ status: number; body: Hook }> => await program.ask('POST', '/hooks', { events, targetUrl }) as { status: number; body: Hook }
  const apply = async (name: string): Promise<void> => {
    const { body } = await zap.ask('POST', '/candidates', { fullName: name, emails: [`${createId()}@example.com`] })
    await zap.ask('POST', '/applications', { candidateId: (body as { id: string }).id, jobId: job.id })
  }
  const listed = async (program = zap): Promise<Hook[]> => ((await program.ask('GET', '/hooks')).body as { data: Hook[] }).data

  test('what happens is posted to the address, signed, in the shape of the sample, and stands in the owner’s log', async () => {
    const hook = await subscribe()
    expect(hook).toMatchObject({ status: 201, body: { events: ['application.created'], state: 'well', secret: expect.stringMatching(/^whsec_/) } })
    await apply('Ana Sousa')
    await vi.waitFor(() => expect(receiver.requests).toHaveLength(1), 20_000)
    const [request] = receiver.requests
    expect(isGenuine([hook.body.secret], request!.headers, request!.body)).toBe(true)
    const event = request!.json() as Event
    expect(event).toMatchObject({ type: 'app.shortlist.application.created', data: { record: { fullName: 'Ana Sousa', jobTitle: 'Ward nurse', stage: 'Applied' } } })
    const samples = (await zap.ask('GET', '/hooks/samples/application.created')).body as Event[]
    expect(samples).toEqual([event])
    const log = await server.request('GET', '/api/integrations/deliveries', server.owner.token)
    expect(log.body).toMatchObject({ deliveries: [{ connectorId: 'webhooks', connectionTitle: expect.stringContaining('Zapier at'), kind: 'application.created' }] })
    expect(JSON.stringify(await listed())).not.toContain('whsec_')
  })

  test('a sample is there before anything has happened, and says that it is made up', async () => {
    const { status: answered, body } = await zap.ask('GET', '/hooks/samples/candidate.hired')
    expect(answered).toBe(200)
    expect(body).toMatchObject([{ id: expect.any(String), type: 'app.shortlist.candidate.hired', data: { record: { fullName: 'Ana Example' } } }])
    expect((await zap.ask('GET', '/hooks/samples/offer.changed')).status).toBe(400)
  })

  test('a program hears no more than it may read', async () => {
    const narrow = await makeProgram(server, ['hooks:manage', 'applications:read'], 'Narrow')
    expect((await subscribe(narrow)).status).toBe(201)
    await apply('Ana Sousa')
    await vi.waitFor(() => expect(receiver.requests).toHaveLength(1), 20_000)
    expect(Object.keys((receiver.requests[0]!.json() as Event).data.record).toSorted()).toEqual(['recordUrl', 'stage', 'status'])
    expect(await (await makeProgram(server, ['hooks:manage', 'candidates:read'])).ask('POST', '/hooks', { events: ['stage.changed'], targetUrl: receiver.url })).toMatchObject({ status: 403, body: { facts: { scope: 'applications:read' } } })
    expect((await subscribe(zap, ['offer.changed'])).status).toBe(400)
    // Permissions taken away take the fields of what is subscribed already.
    await subscribe(zap)
    await server.request('PATCH', `/api/integrations/keys/${zap.key.id}`, server.owner.token, { scopes: ['hooks:manage', 'applications:read', 'candidates:write', 'applications:write'] })
    receiver.requests.length = 0
    await apply('Ben Okafor')
    await vi.waitFor(() => expect(receiver.requests).toHaveLength(2), 20_000)
    for (const request of receiver.requests) expect(request.body).not.toContain('Okafor')
  })

  test('unsubscribing ends it; so does the answer 410; nobody ends another’s', async () => {
    const { body: { id } } = await subscribe()
    const other = await makeProgram(server, all, 'Other')
    expect((await other.ask('DELETE', `/hooks/${id}`)).status).toBe(404)
    expect(await listed(other)).toEqual([])
    expect((await zap.ask('DELETE', `/hooks/${id}`)).status).toBe(204)
    expect((await zap.ask('DELETE', `/hooks/${id}`)).status).toBe(404)
    await apply('Ana Sousa')
    await subscribe()
    status = 410
    await apply('Ben Okafor')
    await vi.waitFor(async () => expect(await listed()).toEqual([]), 20_000)
    expect(receiver.requests.map(request => (request.json() as Event).data.record['fullName'])).toEqual(['Ben Okafor'])
    const audit = await server.request('GET', '/api/integrations/audit', server.owner.token)
    expect(JSON.stringify(audit.body)).toContain('"why":"gone"')
  })

  test('a program whose key was revoked hears nothing until the key is given back, and then misses nothing', async () => {
    await subscribe()
    const key = (path: string): Promise<unknown> => server.request('POST', `/api/integrations/keys/${zap.key.id}/${path}`, server.owner.token)
    const writer = await makeProgram(server, all, 'Writer')
    await key('revoke')
    const { body } = await writer.ask('POST', '/candidates', { fullName: 'Ana Sousa', emails: ['ana@example.com'] })
    await writer.ask('POST', '/applications', { candidateId: (body as { id: string }).id, jobId: job.id })
    await vi.waitFor(async () => expect(await server.db.query('select state from deliveries')).toEqual([{ state: 'waiting' }]), 20_000)
    expect(receiver.requests).toEqual([])
    await key('restore')
    await writer.ask('POST', '/hooks', { events: ['stage.changed'], targetUrl: receiver.url })
    await vi.waitFor(() => expect(receiver.requests).toHaveLength(1), 20_000)
  })

  test('an address inside the network, or none at all, is refused before anything is kept', async () => {
    for (const [address, code] of [['https://169.254.169.254/latest', 'connector.address_refused'], ['https://[::1]/x', 'connector.address_refused'], ['http://example.com/x', 'connector.address_refused'], ['https://user:pass@example.com/x', 'connector.address_refused'], ['ftp://example.com', 'api.invalid'], ['javascript:alert(1)', 'api.invalid'], ['x', 'api.invalid']] as const) {
      expect(await subscribe(zap, ['stage.changed'], address), address).toMatchObject({ status: 400, body: { code } })
    }
    expect(await listed()).toEqual([])
  })
})
