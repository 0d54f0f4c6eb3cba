import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { v1Routes } from '#server/api/v1/routes'
import type { Candidate } from '#shared/domain/model/candidate'
import { createId } from '#shared/lib/ids'
import { ask, makeProgram, type Program } from '#tests/support/program'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { WireClient } from '#tests/support/wire-client'
import { makeApplication, makeCandidate, makeJob, newRow } from '#tests/support/workspace'

const all = ['jobs:read', 'candidates:read', 'candidates:write', 'applications:read', 'applications:write', 'hooks:manage'] as const
type Taken = { outcome: string; id: string; changed: string[]; alsoMatches: string[] }

describe.each(['PGlite', 'PostgreSQL'] as const)('the API for programs, on %s', storeName => {
  let server: TestServer
  let gem: Program
  const job = makeJob({ title: 'Ward nurse' })
  beforeAll(async () => { server = await startTestServer(storeName) })
  beforeEach(async () => {
    // One server for all: starting one costs more than what is tested here.
    await server.db.query(`delete from documents where collection not in ('people', 'settings')`)
    for (const table of ['events', 'deliveries', 'candidate_keys', 'candidate_key_cursors', 'api_requests']) await server.db.query(`delete from ${table}`)
    gem = await makeProgram(server, all)
    await push([newRow('jobs', job), newRow('jobs', makeJob({ title: 'Draft', status: 'draft' }))])
  })
  afterAll(() => server.stop())

  async function push(rows: Parameters<WireClient['push']>[0]): Promise<void> {
    const client = await WireClient.signedIn(server.url, server.owner.token)
    const result = await client.push(rows)
    client.close()
    if (JSON.stringify(result).includes('refused')) throw new Error(JSON.stringify(result))
  }
  const add = async (person: object, headers?: Record<string, string>): Promise<{ status: number; body: Taken }> => await gem.ask('POST', '/candidates', person, headers) as { status: number; body: Taken }
  const people = async (): Promise<Candidate[]> => (await server.db.query<{ content: Candidate }>(`select content from documents where collection = 'candidates' and not deleted order by created_revision`)).map(row => row.content)

  test('somebody new is added through the record: history, timeline and laptops tell by which program', async () => {
    const laptop = await WireClient.signedIn(server.url, server.owner.token)
    await laptop.pullAll(null)
    const { status, body } = await add({ fullName: 'Ana Sousa', emails: ['Ana@Example.com'], title: 'Nurse' })
    expect({ status, body }).toEqual({ status: 201, body: { outcome: 'created', id: expect.any(String), changed: [], alsoMatches: [] } })
    expect((await people())[0]).toMatchObject({ fullName: 'Ana Sousa', ownerId: null, sourceNote: 'Gem sourcing', expectedCompensation: null })
    await laptop.hear(message => message.type === 'changes' && JSON.stringify(message).includes(body.id))
    laptop.close()
    const history = await server.request('GET', `/api/history/candidates/${body.id}`, server.owner.token)
    expect(history.body).toMatchObject({ entries: [{ kind: 'new', personId: server.owner.person.id, device: 'through Gem sourcing' }] })
    const [line] = await server.db.query<{ facts: object }>(`select content->'facts' as facts from documents where collection = 'activities'`)
    expect(line!.facts).toMatchObject({ through: 'Gem sourcing' })
  })

  test('somebody known is found by e-mail, phone or profile; what is empty is filled, what stands stays', async () => {
    const { body: { id } } = await add({ fullName: 'Ana Sousa', emails: ['ana@example.com'], phones: ['+49 151 23456789'], links: ['https://www.linkedin.com/in/ana-sousa/'], title: 'Nurse' })
    for (const known of [{ emails: ['ANA@example.com'] }, { phones: ['0049 151 23456789'] }, { links: ['de.linkedin.com/in/Ana-Sousa'] }]) {
      expect(await add({ fullName: 'A. Sousa', ...known })).toMatchObject({ status: 200, body: { outcome: 'existing', id, changed: [] } })
    }
    expect((await add({ fullName: 'Ana', emails: ['ana@example.com', 'new@example.com'], title: 'Head nurse', company: 'City Hospital' })).body).toMatchObject({ id, changed: expect.arrayContaining(['emails', 'company']) })
    expect(await people()).toMatchObject([{ fullName: 'Ana Sousa', title: 'Nurse', company: 'City Hospital', emails: ['ana@example.com', 'new@example.com'] }])
  })

  test('two programs that send one person at once make one', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => add({ fullName: 'Ana Sousa', emails: ['ana@example.com'] })))
    expect(answers.map(each => each.body.outcome).toSorted()).toEqual(['created', ...Array.from({ length: 7 }, () => 'existing')])
    expect(await people()).toHaveLength(1)
  })

  test('who matches several is for a person to decide: nothing is changed', async () => {
    const [one, two] = [makeCandidate({ emails: ['one@example.com'] }), makeCandidate({ emails: ['two@example.com'] })]
    await push([newRow('candidates', one), newRow('candidates', two)])
    expect(await add({ fullName: 'Ana', emails: ['one@example.com', 'two@example.com'], company: 'New' })).toMatchObject({ status: 200, body: { outcome: 'existing', id: one.id, changed: [], alsoMatches: [two.id] } })
    expect((await people()).map(person => person.company)).toEqual(['', ''])
  })

  test('the same request with the same Idempotency-Key is answered and not done twice; another one is refused', async () => {
    const once = { 'idempotency-key': 'night-1' }
    const first = await add({ fullName: 'Ana Sousa', links: ['https://ana.example.com/me'] }, once)
    expect(first.status).toBe(201)
    expect(await add({ links: ['https://ana.example.com/me'], fullName: 'Ana Sousa' }, once)).toMatchObject({ status: 201, body: first.body })
    expect(await add({ fullName: 'Ben', emails: ['ben@example.com'] }, once)).toMatchObject({ status: 422, body: { code: 'api.idempotency_mismatch' } })
    const other = await makeProgram(server, all)
    expect((await other.ask('POST', '/candidates', { fullName: 'Ben', emails: ['ben@example.com'] }, once)).status).toBe(201)
    expect(await people()).toHaveLength(2)
  })

  test('a candidate is put on a job once, at its first stage, as nobody’s card; hooks hear of it', async () => {
    const { body: { id: candidateId } } = await add({ fullName: 'Ana Sousa', emails: ['ana@example.com'] })
    const made = await gem.ask('POST', '/applications', { candidateId, jobId: job.id })
    expect(made).toMatchObject({ status: 201, body: { outcome: 'created' } })
    expect(await gem.ask('POST', '/applications', { candidateId, jobId: job.id })).toMatchObject({ status: 200, body: { outcome: 'existing', id: (made.body as Taken).id } })
    expect(await gem.ask('GET', `/applications?jobId=${job.id}`)).toMatchObject({ status: 200, body: { data: [{ candidateId, stage: { name: 'Applied' }, status: 'active' }], next: null } })
    expect(await server.db.query(`select kind from events`)).toEqual([{ kind: 'application.created' }])
    const closed = makeJob({ status: 'closed' })
    await push([newRow('jobs', closed)])
    expect(await gem.ask('POST', '/applications', { candidateId, jobId: closed.id })).toMatchObject({ status: 409, body: { code: 'api.cannot_apply', facts: { reason: 'job_closed' } } })
    expect(await gem.ask('POST', '/applications', { candidateId, jobId: createId() })).toMatchObject({ status: 404, body: { facts: { field: 'jobId' } } })
    expect(await gem.ask('POST', '/applications', { candidateId, jobId: job.id, stageId: createId() })).toMatchObject({ status: 404, body: { facts: { field: 'stageId' } } })
  })

  test('private candidates, pay and why somebody was turned away are not there', async () => {
    const [open, hidden] = [makeCandidate({ fullName: 'Open', emails: ['open@example.com'], expectedCompensation: { amountMinor: 987_654, currency: 'EUR' }, summary: 'SUMMARY' }), makeCandidate({ fullName: 'Hidden', emails: ['hidden@example.com'], privateTo: [] })]
    const cards = [makeApplication(job, open, { status: 'rejected', rejectionNote: 'NOTE' }), makeApplication(job, hidden)]
    await push([newRow('candidates', open), newRow('candidates', hidden), ...cards.map(card => newRow('applications', card))])
    const answers = JSON.stringify([await gem.ask('GET', '/candidates'), await gem.ask('GET', `/candidates/${open.id}`), await gem.ask('GET', '/applications'), await gem.ask('GET', `/applications/${cards[0]!.id}`)])
    expect(answers).toContain('Open')
    for (const secret of ['Hidden', hidden.id, '987654', 'NOTE', 'SUMMARY']) expect(answers).not.toContain(secret)
    for (const path of [`/candidates/${hidden.id}`, `/applications/${cards[1]!.id}`]) expect(await gem.ask('GET', path)).toMatchObject({ status: 404, body: { code: 'request.not_found' } })
    expect((await gem.ask('POST', '/applications', { candidateId: hidden.id, jobId: job.id })).status).toBe(404)
    // A guess at somebody hidden is not told by its answer.
    expect(await add({ fullName: 'Hidden', emails: ['hidden@example.com'] })).toMatchObject({ status: 201, body: { outcome: 'created' } })
  })

  test('a merged record leads to the one it went into; one that was changed on a laptop is recognised by what it is now', async () => {
    const [kept, gone] = [makeCandidate({ fullName: 'Kept', emails: ['kept@example.com', 'gone@example.com'] }), makeCandidate({ fullName: 'Gone', emails: ['gone@example.com'] })]
    await push([newRow('candidates', kept), newRow('candidates', { ...gone, mergedIntoId: kept.id })])
    expect(await gem.ask('GET', `/candidates/${gone.id}`)).toMatchObject({ status: 200, body: { id: kept.id } })
    expect((await add({ fullName: 'Gone', emails: ['gone@example.com'] })).body).toMatchObject({ outcome: 'existing', id: kept.id, alsoMatches: [] })
  })

  test('pages hang together, newest first, while others are added', async () => {
    const names = ['A', 'B', 'C', 'D', 'E']
    for (const name of names) await add({ fullName: name, emails: [`${name}@example.com`] })
    const seen: string[] = []
    let after = ''
    do {
      const { body } = await gem.ask('GET', `/candidates?limit=2${after === '' ? '' : `&after=${after}`}`) as { body: { data: { fullName: string }[]; next: string | null } }
      seen.push(...body.data.map(each => each.fullName))
      after = body.next ?? ''
      await add({ fullName: 'Late', emails: [`${createId()}@example.com`] })
    } while (after !== '')
    expect(seen).toEqual(names.toReversed())
  })

  test('each scope opens its own routes and no other', async () => {
    const bodies: Record<string, unknown> = { '/api/v1/candidates': { fullName: 'A', emails: ['a@example.com'] }, '/api/v1/applications': { candidateId: createId(), jobId: job.id } }
    for (const scope of all) {
      const program = await makeProgram(server, [scope])
      for (const route of v1Routes.filter(each => each.scope !== null)) {
        const { body } = await ask(server, program.token, route.method, route.path.replace(':id', createId()).replace(':kind', 'candidate.hired'), route.method === 'POST' ? bodies[route.path] ?? {} : undefined)
        const problem = body as { code?: string; facts?: { scope?: string } } | null
        const isRefused = problem?.code === 'api.scope_missing' && problem.facts?.scope === route.scope
        expect(isRefused, `${scope} at ${route.method} ${route.path}`).toBe(route.scope !== scope)
      }
    }
  })

  test('every route is in the document, and answers are what it says', async () => {
    const { body } = await ask(server, null, 'GET', '/api/v1/openapi.json')
    const document = body as { openapi: string; paths: Record<string, Record<string, { responses: Record<string, { content?: { 'application/json': { schema: object } } }> }>>; components: { schemas: Record<string, object> } }
    expect(document.openapi).toBe('3.1.0')
    const served = server.app.printRoutes({ commonPrefix: false }).split('\n').join(' ')
    expect(served).toContain('api/v1/')
    expect(v1Routes.map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`).toSorted()).toEqual(Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map(method => `${method} ${path}`)).toSorted())
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats.default(ajv)
    ajv.addSchema({ $id: 'api', ...document })
    const { body: { id: candidateId } } = await add({ fullName: 'Ana Sousa', emails: ['ana@example.com'], phones: ['+4915123456789'] })
    const applied = await gem.ask('POST', '/applications', { candidateId, jobId: job.id }) as { body: Taken }
    const asked: readonly (readonly [string, string, unknown?])[] = [
      ['GET', '/me'], ['GET', '/jobs'], ['GET', `/jobs/${job.id}`], ['GET', '/candidates'], ['GET', `/candidates/${candidateId}`], ['POST', '/candidates', { fullName: 'Ana', emails: ['ana@example.com'] }], ['POST', '/candidates', { fullName: 'Ana' }],
      ['GET', '/applications'], ['GET', `/applications/${applied.body.id}`], ['POST', '/applications', { candidateId, jobId: job.id }], ['GET', `/jobs/${createId()}`], ['GET', '/hooks'], ['GET', '/hooks/samples/stage.changed'], ['POST', '/hooks', { events: ['stage.changed'], targetUrl: 'https://127.0.0.1/x' }], ['GET', '/jobs?limit=0'], ['GET', '/jobs?after=x'],
    ]
    for (const [method, path, content] of asked) {
      const answer = await gem.ask(method, path, content)
      const template = Object.keys(document.paths).find(each => new RegExp(`^${each.replace(/\{\w+\}/g, '[\\w.-]+')}$`).test(`/api/v1${path.split('?')[0]!}`))!
      expect(Object.keys(document.paths[template]![method.toLowerCase()]!.responses), `${method} ${path}`).toContain(String(answer.status))
      const pointer = ['paths', template, method.toLowerCase(), 'responses', String(answer.status), 'content', 'application/json', 'schema'].map(part => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
      const fits = ajv.compile({ $ref: `api#/${pointer}` })
      expect(fits(answer.body), `${method} ${path} ${JSON.stringify(fits.errors)} ${JSON.stringify(answer.body)}`).toBe(true)
    }
  })
})
