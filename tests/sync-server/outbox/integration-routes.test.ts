import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { connectionSchema, deliveriesSchema, deliveryDetailSchema, healthSummarySchema, previewSchema, reviewSchema, type Connection } from '#shared/contract/integrations'
import { AppError } from '#shared/lib/app-error'
import { commitPushes } from '#server/replication/push'
import { bamboohr } from '#server/connectors/bamboohr/connector'
import { startBamboo } from '#tests/support/bamboohr'
import { acmeHris, startAcme, type AcmeVendor } from '#tests/support/acme-hris'
import { createWebhookSecret } from '#server/connectors/kit/standard-webhooks'
import { webhooks } from '#server/connectors/webhooks/connector'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, pipelineOf } from '#tests/support/workspace'

describe.each(['PGlite', 'PostgreSQL'] as const)('the integrations of a server on %s', storeName => {
  let server: TestServer
  let vendor: AcmeVendor
  beforeEach(async () => {
    vendor = await startAcme()
    server = await startTestServer(storeName, { connectors: [acmeHris, bamboohr, webhooks], config: { allowPrivateHosts: ['127.0.0.1'] } })
  })
  afterEach(async () => {
    await server.stop()
    await vendor.stop()
  })
  const owner = (method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> => server.request(method, `/api/integrations${path}`, server.owner.token, body)
  const made = async (fields: object = {}): Promise<Connection> => {
    const answer = await owner('POST', '/connections', { connectorId: 'acme-hris', title: 'Acme', config: { address: vendor.url, company: 'co' }, secrets: { key: 'sesame-open' }, ...fields })
    return connectionSchema.parse(answer.body)
  }
  const hire = async (hiredStartDate: string | null = '2026-10-01'): Promise<{ applicationId: string; candidateId: string }> => {
    const { workspaceId, person, sessionId } = server.owner
    const job = makeJob({ openings: 9 })
    const candidate = makeCandidate({ emails: ['ana@example.test'] })
    const application = makeApplication(job, candidate)
    const push = async (rows: Parameters<typeof commitPushes>[2][number]['rows']): Promise<number> => {
      const { results } = await commitPushes(server.db, workspaceId, [{ personId: person.id, sessionId, device: 'laptop', rows, restoredTo: null }], Date.now())
      const last = results[0]!.at(-1)!
      if (last.kind !== 'accepted') throw new Error(JSON.stringify(results))
      return last.revision
    }
    const revision = await push([newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application)])
    await push([editRow('applications', application.id, revision, pipelineOf(application, { status: 'hired', hiredStartDate }))])
    return { applicationId: application.id, candidateId: candidate.id }
  }
  const log = async (query = ''): Promise<ReturnType<typeof deliveriesSchema.parse>> => deliveriesSchema.parse((await owner('GET', `/deliveries${query}`)).body)

  test('from an event to the effect through the queue, and the log tells it', async () => {
    await made()
    await hire()
    await vi.waitFor(async () => expect((await log()).deliveries).toMatchObject([{ state: 'done', candidateName: 'Ana Sousa' }]), 20_000)
    expect(vendor.employees.size).toBe(1)
    const [delivery] = (await log('?search=ana')).deliveries
    const detail = deliveryDetailSchema.parse((await owner('GET', `/deliveries/${delivery!.id}`)).body)
    expect(detail.attempts).toMatchObject([{ number: 1, outcome: 'done', exchanges: [{ request: { method: 'POST', headers: { authorization: '•••' } }, reply: { status: 201 } }] }])
    expect((await log('?search=nobody')).deliveries).toEqual([])
    const csv = await fetch(`${server.url}/api/integrations/deliveries.csv`, { headers: { authorization: `Bearer ${server.owner.token}` } })
    expect((await csv.text()).split('\r\n')).toHaveLength(3)
    const settings = await server.db.query<{ content: { integrations: unknown } }>(`select content from documents where collection = 'settings'`)
    expect(settings[0]!.content.integrations).toMatchObject([{ title: 'Acme', steps: ['hris'], state: 'well', requires: ['fullName', 'startDate'] }])
  })

  test('keys go in and never come out', async () => {
    const connection = await made()
    expect(connection.secrets).toMatchObject({ key: { kept: true } })
    for (const path of ['/connections', '/audit', '/review', '/health', '/connectors']) expect(JSON.stringify((await owner('GET', path)).body)).not.toContain('sesame-open')
    expect(JSON.stringify(await server.db.query('select * from connections'))).not.toContain('sesame-open')
    expect((await owner('GET', '/audit')).body).toMatchObject({ lines: [{ action: 'connection.created' }] })
  })

  test('a wrong key stops deliveries, says so, and a new key sends them', async () => {
    const connection = await made()
    vendor.mishap({ kind: 'status', status: 401, times: 1e6 })
    await hire()
    await vi.waitFor(async () => expect(healthSummarySchema.parse((await owner('GET', '/health')).body)).toMatchObject({ failing: 1, dead: 1, connections: [{ health: { state: 'failing' } }] }), 20_000)
    expect((await owner('POST', `/connections/${connection.id}/test`)).body).toMatchObject({ kind: 'failed', code: 'connector.unauthorized' })
    vendor.mishap(null)
    await owner('PATCH', `/connections/${connection.id}`, { secrets: { key: 'another-key' } })
    await vi.waitFor(() => expect(vendor.employees.size).toBe(1), 20_000)
    expect(vendor.requests.at(-1)!.headers['authorization']).toBe('Bearer another-key')
    expect((await owner('POST', `/connections/${connection.id}/test`)).body).toMatchObject({ kind: 'ok' })
  })

  test('a second key that is taken away is not kept any more, and nothing says that it were', async () => {
    const { body } = await owner('POST', '/connections', { connectorId: 'webhooks', title: 'Hooks', config: { address: vendor.url }, secrets: { secret: createWebhookSecret(), previousSecret: createWebhookSecret() }, events: [] })
    const made = connectionSchema.parse(body)
    expect(made.secrets).toMatchObject({ secret: { kept: true }, previousSecret: { kept: true } })
    const changed = connectionSchema.parse((await owner('PATCH', `/connections/${made.id}`, { secrets: { previousSecret: '' } })).body)
    expect(changed.secrets).toEqual({ secret: made.secrets['secret'], previousSecret: { kept: false, changedAtMs: null } })
  })

  test('the preview is the exact request, and nothing is sent', async () => {
    const connection = await made({ events: [] })
    const { applicationId } = await hire()
    const preview = previewSchema.parse((await owner('POST', `/connections/${connection.id}/preview`, { kind: 'candidate.hired', applicationId })).body)
    expect(preview).toMatchObject({ missing: [], steps: ['hris'], exchanges: [{ method: 'POST', url: `${vendor.url}/employees` }], samples: [{ ours: 'fullName', value: 'Ana Sousa' }] })
    expect(JSON.parse(preview.exchanges[0]!.body)).toMatchObject({ name: 'Ana Sousa', start: '2026-10-01', correlation: applicationId })
    expect(vendor.requests).toEqual([])
  })

  test('the first day that is about to be chosen counts in the preview', async () => {
    const connection = await made({ events: [] })
    const { applicationId } = await hire(null)
    const ask = async (more: object) => previewSchema.parse((await owner('POST', `/connections/${connection.id}/preview`, { kind: 'candidate.hired', applicationId, ...more })).body)
    expect(await ask({})).toMatchObject({ missing: [{ label: 'Start date' }], exchanges: [] })
    const chosen = await ask({ startDate: '2027-01-04' })
    expect([chosen.missing, JSON.parse(chosen.exchanges[0]!.body)]).toMatchObject([[], { start: '2027-01-04' }])
  })

  test('the preview shows lines that are not kept yet, to the owner alone', async () => {
    const connection = await made({ events: [] })
    const { applicationId } = await hire()
    const mapping = [{ ours: 'fullName', theirs: 'name', direction: 'out', rule: 'overwrite', transform: 'upper', required: false }]
    const ask = { kind: 'candidate.hired', applicationId, mapping }
    expect(previewSchema.parse((await owner('POST', `/connections/${connection.id}/preview`, ask)).body).samples).toEqual([{ ours: 'fullName', theirs: 'name', value: 'ANA SOUSA' }])
    expect(connectionSchema.parse(((await owner('GET', '/connections')).body as { connections: unknown[] }).connections[0]).mapping).toEqual(connection.mapping)
    const recruiter = await server.join('recruiter')
    expect((await server.request('POST', `/api/integrations/connections/${connection.id}/preview`, recruiter.token, ask)).status).toBe(403)
    expect((await server.request('POST', `/api/integrations/connections/${connection.id}/preview`, recruiter.token, { kind: 'candidate.hired', applicationId })).status).toBe(200)
  })

  test('the preview says what the other system itself would refuse, and asks for that by reading alone', async () => {
    const bamboo = await startBamboo()
    try {
      bamboo.fields = bamboo.fields.filter(field => field !== 'homeEmail')
      const { body } = await owner('POST', '/connections', { connectorId: 'bamboohr', title: 'BambooHR', config: { address: bamboo.url }, secrets: { key: 'sesame-open' }, events: [] })
      const { applicationId } = await hire()
      const ask = async () => previewSchema.parse((await owner('POST', `/connections/${connectionSchema.parse(body).id}/preview`, { kind: 'candidate.hired', applicationId })).body)
      expect((await ask()).missing).toMatchObject([{ label: expect.stringContaining('homeEmail') }])
      expect(new Set(bamboo.requests.map(request => request.method))).toEqual(new Set(['GET']))
      // Where it cannot be asked, what we know has to do.
      bamboo.mishap({ kind: 'status', status: 503, times: 1e6 })
      expect(await ask()).toMatchObject({ missing: [], say: 'This is what would be sent.' })
    } finally {
      await bamboo.stop()
    }
  })

  test('what another first day, or taking the hire back, would do is found out where the hire was told, by reading alone', async () => {
    const bamboo = await startBamboo()
    try {
      const { id } = connectionSchema.parse((await owner('POST', '/connections', { connectorId: 'bamboohr', title: 'BambooHR', config: { address: bamboo.url }, secrets: { key: 'sesame-open' } })).body)
      const { applicationId } = await hire()
      await vi.waitFor(async () => expect((await log()).deliveries).toMatchObject([{ state: 'done' }]), 20_000)
      const before = [...bamboo.history]
      const ask = async (kind: string, more: object = {}) => previewSchema.parse((await owner('POST', `/connections/${id}/preview`, { kind, applicationId, ...more })).body)
      const moved = await ask('start_date.changed', { startDate: '2026-11-02' })
      expect(moved).toMatchObject({ sends: true, missing: [] })
      expect(moved.exchanges.map(({ method, url, body }) => [method, new URL(url).pathname, body])).toEqual([['POST', '/api/v1/employees/101', '{"hireDate":"2026-11-02"}']])
      expect(await ask('start_date.changed', { startDate: null }), 'an open day is nothing BambooHR could hold').toMatchObject({ sends: null, missing: [{ field: 'startDate' }] })
      expect(await ask('hire.reversed')).toMatchObject({ sends: false, say: 'Employee 101 must be ended in BambooHR by hand.' })
      expect((await owner('PATCH', `/connections/${id}`, { mapping: [{ ours: 'firstName', theirs: 'firstName', direction: 'out', rule: 'overwrite', transform: 'none', required: true }] })).status).toBe(200)
      expect(await ask('start_date.changed', { startDate: '2026-11-02' })).toMatchObject({ sends: false, say: 'BambooHR is given no start date.' })
      expect(bamboo.history).toEqual(before)
      // A system that cannot be asked: what it would be sent is shown, whether it would be is not known.
      bamboo.mishap({ kind: 'status', status: 503, times: 1e6 })
      expect(await ask('hire.reversed')).toMatchObject({ sends: null })
    } finally {
      await bamboo.stop()
    }
  })

  test('laptops know which system owns what, so that nobody is led into a refusal', async () => {
    const bamboo = await startBamboo()
    try {
      const { id } = connectionSchema.parse((await owner('POST', '/connections', { connectorId: 'bamboohr', title: 'BambooHR', config: { address: bamboo.url }, secrets: { key: 'sesame-open' } })).body)
      const owned = async (): Promise<unknown> => (await server.db.query<{ content: { integrations: { owns?: string[] }[] } }>(`select content from documents where collection = 'settings'`))[0]!.content.integrations[0]!.owns
      expect(await owned()).toBeUndefined()
      for (const field of ['startDate', 'department']) expect((await owner('PUT', `/ownership/${field}`, { owner: id })).status).toBe(200)
      expect(await owned()).toEqual(['department', 'startDate'])
      expect((await owner('GET', '/ownership')).body).toMatchObject({ readable: [id] })
      for (const field of ['startDate', 'department']) await owner('PUT', `/ownership/${field}`, { owner: 'shortlist' })
      expect(await owned()).toBeUndefined()
    } finally {
      await bamboo.stop()
    }
  })

  test('a setting that does not fit is named with a sentence, never with what was typed', async () => {
    expect((await owner('POST', '/connections', { connectorId: 'acme-hris', title: 'Acme', config: { address: 'nowhere-at-all', company: 'co' }, secrets: { key: 'sesame-open' } })).body).toMatchObject({
      code: 'connector.bad_config', facts: { field: 'address', why: 'This is not a whole address; it begins with https://.' },
    })
    expect((await owner('POST', '/connections', { connectorId: 'acme-hris', title: 'Acme', config: { address: vendor.url }, secrets: { key: 'sesame-open' } })).body).toMatchObject({ facts: { field: 'company', why: 'This must be filled in.' } })
  })

  test('a line that adds to what is there is refused for a system that cannot be asked what is there', async () => {
    const connection = await made()
    const line = { ours: 'department', theirs: 'note', direction: 'out', rule: 'append', transform: 'none', required: false }
    expect((await owner('PATCH', `/connections/${connection.id}`, { mapping: [line] })).body).toMatchObject({ code: 'connector.cannot_append' })
    expect((await owner('PATCH', `/connections/${connection.id}`, { mapping: [{ ...line, rule: 'overwrite' }] })).status).toBe(200)
  })

  test('a connection that 410 switched off sends what was refused once the owner switches it on again', async () => {
    await server.stop()
    const gone = { ...acmeHris, handles: { ...acmeHris.handles, 'candidate.hired': async (event, ctx) => { if (vendor.requests.length === 0) { await ctx.http.request({ method: 'GET', path: 'employees' }); throw new AppError('connector.gone') } return acmeHris.handles['candidate.hired']!(event, ctx) } } } satisfies typeof acmeHris
    server = await startTestServer(storeName, { connectors: [gone], config: { allowPrivateHosts: ['127.0.0.1'] } })
    const connection = await made()
    await hire()
    await vi.waitFor(async () => expect(connectionSchema.parse(((await owner('GET', '/connections')).body as { connections: unknown[] }).connections[0])).toMatchObject({ paused: true, health: { state: 'failing', dead: 1 } }), 20_000)
    await owner('PATCH', `/connections/${connection.id}`, { paused: false })
    await vi.waitFor(() => expect(vendor.employees.size).toBe(1), 20_000)
    await vi.waitFor(async () => expect(connectionSchema.parse(((await owner('GET', '/connections')).body as { connections: unknown[] }).connections[0])).toMatchObject({ paused: false, health: { state: 'well', dead: 0 } }), 20_000)
  })

  test('only the owner sets up, recruiters read, others see nothing', async () => {
    const connection = await made({ events: ['hire.reversed'] })
    const [recruiter, interviewer] = [await server.join('recruiter'), await server.join('interviewer')]
    const ask = async (token: string | null, method: string, path: string, body?: unknown): Promise<number> => (await server.request(method, `/api/integrations${path}`, token, body)).status
    for (const [method, path, body] of [['PATCH', `/connections/${connection.id}`, { title: 'x' }], ['DELETE', `/connections/${connection.id}`], ['POST', '/connections', {}], ['GET', '/connections'], ['GET', '/audit'], ['PUT', '/ownership/startDate', { owner: 'shortlist' }], ['POST', `/connections/${connection.id}/test`], ['GET', `/connections/${connection.id}/polls`]] as const) {
      expect(await ask(recruiter.token, method, path, body), `${method} ${path}`).toBe(403)
    }
    for (const path of ['/deliveries', '/health', '/connectors', '/ownership']) {
      expect(await ask(recruiter.token, 'GET', path)).toBe(200)
      expect(await ask(interviewer.token, 'GET', path)).toBe(403)
      expect(await ask(null, 'GET', path)).toBe(401)
    }
  })

  test('a private candidate’s deliveries are there only for those who may see the candidate', async () => {
    await made()
    const { candidateId } = await hire()
    await vi.waitFor(() => expect(vendor.employees.size).toBe(1), 20_000)
    await server.db.query(`update documents set content = jsonb_set(content, '{privateTo}', '[]') where id = $1`, [candidateId])
    const recruiter = await server.join('recruiter')
    expect((await server.request('GET', '/api/integrations/deliveries', recruiter.token)).body).toMatchObject({ deliveries: [] })
    const [mine] = (await log()).deliveries
    expect((await server.request('GET', `/api/integrations/deliveries/${mine!.id}`, recruiter.token)).status).toBe(404)
    expect((await server.request('POST', '/api/integrations/deliveries/replay', recruiter.token, { ids: [mine!.id] })).status).toBe(404)
  })

  test('pages of the log hang together, ownership and the review are kept, a removed connection is gone', async () => {
    const connection = await made({ sandbox: true })
    for (let count = 0; count < 3; count += 1) await hire()
    await vi.waitFor(async () => expect((await log()).deliveries.map(each => each.state)).toEqual(['done', 'done', 'done']), 20_000)
    const first = await log('?limit=2')
    const rest = await log(`?limit=2&after=${first.next}`)
    expect(new Set([...first.deliveries, ...rest.deliveries].map(each => each.id)).size).toBe(3)
    expect(rest.next).toBeNull()
    expect(vendor.requests).toEqual([])
    expect((await owner('PUT', '/ownership/email', { owner: connection.id })).status).toBe(200)
    expect((await owner('GET', '/ownership')).body).toMatchObject({ readable: [], fields: expect.arrayContaining([{ field: 'email', label: 'E-mail', owner: connection.id, follows: false }]) })
    expect((await owner('PUT', '/ownership/startDate', { owner: connection.id })).body, 'nobody could read there what it became').toMatchObject({ code: 'connector.cannot_be_read' })
    expect(reviewSchema.parse((await owner('GET', '/review')).body).connections).toMatchObject([{ scopes: [{ name: 'employees.write' }], unused: false }])
    expect((await owner('POST', '/review')).status).toBe(200)
    expect((await owner('DELETE', `/connections/${connection.id}`)).status).toBe(200)
    expect((await owner('GET', '/connections')).body).toEqual({ connections: [] })
    expect((await owner('POST', `/connections/${connection.id}/test`)).status).toBe(404)
  })
})
