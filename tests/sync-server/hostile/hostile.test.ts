import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { maxDocumentsPerMessage } from '#shared/contract/sync-protocol'
import { createId, createOperationId } from '#shared/lib/ids'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { makeOffer } from '#tests/support/offers'
import { codesOf, kindsOf, WireClient } from '#tests/support/wire-client'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, pipelineOf } from '#tests/support/workspace'

type Joined = Awaited<ReturnType<TestServer['join']>>

/** What no reply to the hostile person may ever hold. */
const secrets = { pay: 987_654_321, hiddenName: 'Zebulon Privatissimo', note: 'SECRET-NOTE-BODY', card: 'SECRET-PRIVATE-NOTE', file: 'SECRET-FILE-BYTES', plan: 'SECRET-OFFER-TERMS' }

/** Seen by whoever manages the job; by the panel only after their own card. */
const takeaways = 'BLIND-TAKEAWAYS'

let server: TestServer
let recruiter: Joined
let manager: Joined
let interviewer: Joined
let coordinator: Joined
let opened: WireClient[] = []
const job = makeJob()
const [open, hidden, other] = [
  makeCandidate({ fullName: 'Ana Sousa', expectedCompensation: { amountMinor: secrets.pay, currency: 'EUR' } }), makeCandidate({ fullName: secrets.hiddenName, privateTo: [] }), makeCandidate(),
]
const application = makeApplication(job, open)
const hiddenApplication = makeApplication(job, hidden)
const sha256 = createHash('sha256').update(secrets.file).digest('hex')
const noteId = createId()
const cardId = createId()
const interviewId = createId()

function scorecard(id: string, authorId: string, fields: object) {
  return {
    id, interviewId, applicationId: application.id, candidateId: open.id, jobId: job.id, authorId, kitId: null, kitVersion: null, submittedAtMs: null, ratings: [],
    recommendation: 'yes', takeaways: '', privateNote: '', revisions: [], dueAtMs: null, createdAtMs: 1, ...fields,
  }
}

async function connect(session: { token: string }, more: object = {}): Promise<WireClient> {
  const client = await WireClient.signedIn(server.url, session.token, more)
  opened.push(client)
  return client
}

function mustBeAccepted(kinds: readonly string[]): void {
  if (kinds.some(kind => kind !== 'accepted')) throw new Error(kinds.join())
}

beforeAll(async () => {
  server = await startTestServer()
  recruiter = await server.join('recruiter')
  manager = await server.join('hiringManager')
  interviewer = await server.join('interviewer')
  coordinator = await server.join('coordinator')
  const withManager = { ...job, hiringTeam: [{ id: manager.person.id, role: 'hiringManager' as const }] }
  const withFile = { ...hidden, files: [{ id: createId(), name: 'cv.pdf', mediaType: 'text/plain', sizeBytes: secrets.file.length, sha256, kind: 'resume' as const, addedAtMs: 1, addedById: recruiter.person.id }] }
  const owner = await connect(server.owner)
  const interview = {
    id: interviewId, loopId: createId(), candidateId: open.id, applicationId: application.id, jobId: job.id, sessionId: null, name: 'Systems', startMs: 10, endMs: 20,
    seats: [{ personId: interviewer.person.id, role: 'interviewer' }, { personId: recruiter.person.id, role: 'interviewer' }], roomId: null, cancelled: false, cancelReason: '', limitReason: '', zone: 'UTC',
    bookedById: server.owner.person.id, video: 'none', kitId: null, kitVersion: null, confirmed: false, joinUrl: null, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: 1,
  }
  const offerJob = makeJob()
  const offerApplication = makeApplication(offerJob, open)
  const offer = makeOffer(offerApplication, server.owner.person.id, { title: secrets.plan, terms: secrets.plan, baseSalary: { amountMinor: secrets.pay, currency: 'EUR' } })
  const results = await owner.push([
    newRow('jobs', withManager), newRow('candidates', open), newRow('candidates', withFile), newRow('candidates', other), newRow('applications', application), newRow('applications', hiddenApplication),
    newRow('interviews', interview), newRow('jobs', offerJob), newRow('applications', offerApplication), newRow('offers', offer),
    newRow('notes', { id: noteId, candidateId: open.id, applicationId: null, interviewId: null, jobId: null, authorId: server.owner.person.id, visibility: 'recruiters', title: secrets.note, body: '', plain: secrets.note, importId: null, createdAtMs: 1 }),
  ])
  mustBeAccepted(kindsOf(results))
  const writer = await connect(recruiter)
  const card = await writer.push([newRow('scorecards', scorecard(cardId, recruiter.person.id, { submittedAtMs: 5, takeaways, privateNote: secrets.card }))])
  mustBeAccepted(kindsOf(card))
  const bytes = await fetch(`${server.url}/api/files/${sha256}`, { method: 'PUT', body: secrets.file, headers: { authorization: `Bearer ${server.owner.token}`, 'content-type': 'text/plain' } })
  if (bytes.status !== 201) throw new Error('the file was not kept')
})
afterAll(() => server.stop())
afterEach(() => {
  for (const client of opened) client.close()
  opened = []
})

/** Everything anybody's record holds except sign-in bookkeeping: unchanged means that nothing was written. */
async function record(): Promise<string> {
  const rows = await server.db.query<{ row: string }>('select row_to_json(d)::text as row from documents d order by collection, id')
  const people = await server.db.query<{ row: string }>('select row_to_json(k)::text as row from person_keys k order by person_id, key')
  const accounts = await server.db.query<{ row: string }>('select id, role, active from accounts order by id')
  return JSON.stringify([rows, people, accounts])
}

async function expectUntouched(work: () => Promise<unknown>): Promise<void> {
  const before = await record()
  await work()
  expect(await record()).toBe(before)
  expect((await server.request('GET', '/api/status', null)).status).toBe(200)
}

/** The targets of the attack are unchanged; a refusal that a person should see may be kept beside them. */
async function expectTargetsUntouched(work: () => Promise<unknown>): Promise<void> {
  const read = async () => JSON.stringify(await server.db.query(`select row_to_json(d)::text as row from documents d where collection <> 'conflicts' order by collection, id`))
  const before = await read()
  await work()
  expect(await read()).toBe(before)
}

function expectNoSecret(bytes: string): void {
  for (const secret of Object.values(secrets)) expect(bytes).not.toContain(String(secret))
}

const revisionOf = async (id: string): Promise<number> => (await server.db.query<{ revision: number }>('select revision from documents where id = $1', [id]))[0]!.revision

test('an interviewer reads only their panel: no pay, private candidate, recruiters\' note, colleague\'s card or offer, by pull, echo or history', async () => {
  const client = await connect(interviewer)
  expect(await client.pullAll(null)).toBeGreaterThan(3)
  const answers = [open, hidden, other, { id: noteId }, { id: cardId }].flatMap(({ id }) => (['candidates', 'notes', 'scorecards', 'offers', 'applications'] as const).map(name => `/api/history/${name}/${id}`))
  const replies = await Promise.all(answers.map(async path => JSON.stringify(await server.request('GET', path, interviewer.token))))
  const file = await server.request('GET', `/api/files/${sha256}`, interviewer.token)
  expect(file).toMatchObject({ status: 404, body: { code: 'request.not_found' } })
  const echo = await client.push([editRow('candidates', open.id, 0, { headline: 'mine' }), editRow('candidates', open.id, 0, { tags: ['x'] }), editRow('candidates', open.id, 0, { expectedCompensation: null })])
  expect(echo).toMatchObject([{ kind: 'refused', code: 'access.not_yours_to_change' }, { kind: 'accepted' }, { kind: 'refused' }])
  await client.pullAll(null)
  expectNoSecret(client.bytes + replies.join('') + JSON.stringify(file))
  expect(client.bytes + replies.join('')).not.toContain(takeaways)
  expect(client.bytes).not.toContain(hiddenApplication.id)
})

test('live changes carry no secret either', async () => {
  const [watcher, owner] = [await connect(manager), await connect(server.owner)]
  await watcher.pullAll(null)
  await owner.push([editRow('candidates', open.id, await revisionOf(open.id), { headline: 'live now' }), editRow('candidates', hidden.id, await revisionOf(hidden.id), { headline: 'live hidden' })])
  await watcher.hear(message => message.type === 'changes' && JSON.stringify(message).includes('live now'))
  expectNoSecret(watcher.bytes)
  expect(watcher.bytes).not.toContain('live hidden')
})

test('a conflict about pay or about a hidden record is not shown to those who may not see it', async () => {
  const [owner, writer, watcher, plain] = [await connect(server.owner), await connect(recruiter), await connect(manager), await connect(interviewer)]
  const base = await revisionOf(open.id)
  await owner.push([editRow('candidates', open.id, base, { expectedCompensation: { amountMinor: 987_654_321, currency: 'USD' } })])
  await writer.push([editRow('candidates', open.id, base, { expectedCompensation: { amountMinor: 987_654_321, currency: 'GBP' } })])
  expect((await server.db.query(`select id from documents where collection = 'conflicts' and content->>'unit' = 'expectedCompensation' and content->>'kind' = 'concurrent'`)).length).toBe(1)
  await watcher.pullAll(null)
  await plain.pullAll(null)
  expectNoSecret(watcher.bytes + plain.bytes)
})

test('forged roles and keys change nothing', () => expectTargetsUntouched(async () => {
  const client = await connect(interviewer)
  const id = interviewer.person.id
  const base = await revisionOf(id)
  const results = await client.push([
    editRow('people', id, base, { role: 'owner' }), editRow('people', id, base, { active: false }), editRow('people', id, base, { email: 'x@y.test' }),
    editRow('people', server.owner.person.id, 1, { role: 'interviewer' }), newRow('people', { ...makeCandidate(), role: 'owner' }),
    { kind: 'delete', collection: 'people', id: server.owner.person.id, operation: 'a', atMs: 1, base: 9_999 },
  ])
  expect(codesOf(results)).toEqual([
    'access.written_by_the_server', 'access.written_by_the_server', 'access.written_by_the_server', 'access.not_yours_to_change', 'document.invalid', 'access.people_are_invited',
  ])
  expect(await server.request('PATCH', `/api/people/${id}`, interviewer.token, { role: 'owner' })).toMatchObject({ status: 403, body: { code: 'access.forbidden' } })
  expect(await server.request('POST', '/api/invitations', interviewer.token, { name: 'X', email: 'x@y.test', role: 'owner' })).toMatchObject({ status: 403 })
}))

test('a forged role in the hello or in a frame is not even read', () => expectUntouched(async () => {
  const client = await WireClient.open(server.url)
  opened.push(client)
  client.say({ type: 'hello', protocol: 1, schema: 1, device: 'x', token: interviewer.token, cursor: null, clockMs: 0, live: true, role: 'owner', personId: server.owner.person.id })
  expect(await client.hear(message => message.type === 'problem')).toMatchObject({ code: 'request.malformed' })
  expect(await client.hangsUp()).toBe(4401)
}))

test('records one may not see, records that do not exist and records of another workspace look the same', () => expectUntouched(async () => {
  const client = await connect(interviewer)
  const ids = [hidden.id, other.id, createId()]
  for (const id of ids) {
    const results = await client.push([
      editRow('candidates', id, 1, { headline: 'x' }), { kind: 'delete', collection: 'candidates', id, operation: createOperationId(), atMs: 1, base: 1 },
    ])
    expect(results).toEqual(Array.from({ length: 2 }, () => ({ kind: 'refused', code: 'document.unknown', revision: 0, content: null, conflictId: null })))
    expect(await server.request('GET', `/api/history/candidates/${id}`, interviewer.token)).toMatchObject({ body: { code: 'document.unknown' } })
  }
  const taken = await client.push([newRow('candidates', { ...hidden, fullName: 'Taken over' }), newRow('notes', { id: noteId, candidateId: open.id, applicationId: null, interviewId: null, jobId: null, authorId: interviewer.person.id, visibility: 'private', title: '', body: '', plain: '', importId: null, createdAtMs: 1 })])
  expect(codesOf(taken)).toEqual(['document.unknown', 'document.unknown'])
  expectNoSecret(client.bytes)
}))

test('a card, a note or an activity cannot be written in somebody else\'s name, nor on a record one cannot see', () => expectTargetsUntouched(async () => {
  const client = await connect(interviewer)
  const note = { applicationId: null, interviewId: null, jobId: null, visibility: 'team', title: '', body: '', plain: '', importId: null, createdAtMs: 1 }
  const results = await client.push([
    newRow('scorecards', scorecard(createId(), recruiter.person.id, { submittedAtMs: 1 })),
    newRow('notes', { ...note, id: createId(), candidateId: open.id, authorId: recruiter.person.id }),
    newRow('notes', { ...note, id: createId(), candidateId: hidden.id, authorId: interviewer.person.id }),
    newRow('activities', { id: createId(), kind: 'application.hired', candidateId: open.id, applicationId: application.id, jobId: job.id, actorId: recruiter.person.id, atMs: 1, newestFirst: 1, facts: {}, importId: null, createdAtMs: 1 }),
    newRow('conflicts', { id: createId() }), newRow('busy', { id: createId() }),
  ])
  expect(new Set(kindsOf(results))).toEqual(new Set(['refused']))
  expect(codesOf(results)[2]).toBe('document.unknown')
}))

test('fields of the server, hires by those who may not hire and submitted cards stay as they are', () => expectTargetsUntouched(async () => {
  const [byManager, byCoordinator, author] = [await connect(manager), await connect(coordinator), await connect(recruiter)]
  const base = await revisionOf(application.id)
  const hire = { pipeline: pipelineOf(application, { status: 'hired', hiredStartDate: '2026-12-01' }) }
  expect(await byManager.push([editRow('applications', application.id, base, hire)])).toMatchObject([{ kind: 'refused', code: 'access.only_recruiters_hire' }])
  expect(await byCoordinator.push([
    editRow('applications', application.id, base, hire), editRow('interviews', interviewId, 1_000, { confirmed: false }), editRow('interviews', interviewId, 1_000, { joinUrl: 'https://evil.test' }),
  ])).toMatchObject([{ code: 'access.only_recruiters_hire' }, { code: 'access.written_by_the_server' }, { code: 'access.written_by_the_server' }])
  expect(await author.push([editRow('scorecards', cardId, 1_000, { submission: null }), editRow('scorecards', cardId, 1_000, { takeaways: 'changed my mind' })]))
    .toMatchObject([{ code: 'rules.scorecard_submitted' }, { code: 'rules.scorecard_submitted' }])
}))

test('a replayed push is answered again and written once, refused or not', async () => {
  const client = await connect(recruiter)
  const rows = [editRow('candidates', other.id, await revisionOf(other.id), { headline: 'once' }), newRow('candidates', makeCandidate())]
  const first = await client.push(rows)
  await expectUntouched(async () => {
    for (let time = 0; time < 5; time += 1) expect(await client.push(rows)).toMatchObject((first as object[]).map(() => ({ kind: 'accepted' })))
  })
  const thief = await connect(interviewer)
  const refusedRow = editRow('candidates', open.id, 0, { headline: 'replayed refusal' })
  await thief.push([refusedRow])
  await expectUntouched(async () => {
    for (let time = 0; time < 3; time += 1) expect(await thief.push([refusedRow])).toMatchObject([{ kind: 'refused' }])
  })
})

test.each<[string, (candidateId: string) => unknown]>([
  ['a NUL in a unit', id => editRow('candidates', id, 0, { headline: 'a\u0000b' })],
  ['a lone surrogate in a unit', id => editRow('candidates', id, 0, { headline: 'a\ud800b' })],
  ['a NUL in an unknown unit', id => editRow('candidates', id, 0, { pronouns: ['\u0000'] })],
  ['a NUL in a new document', () => newRow('candidates', makeCandidate({ headline: '\u0000' }))],
  ['a lone surrogate in a new document\'s list', () => newRow('candidates', makeCandidate({ tags: ['\udc00'] }))],
  ['a NUL in the name of a field', () => newRow('candidates', { ...makeCandidate(), 'a\u0000': 1 })],
  ['a constructor key in a new document', () => newRow('candidates', { ...makeCandidate(), extra: JSON.parse('{"constructor":{"prototype":{"polluted":1}}}') })],
  ['a field called like what every object has', () => newRow('candidates', { ...makeCandidate(), constructor: 'x' })],
  ['deep JSON', id => editRow('candidates', id, 0, { pronouns: JSON.parse(`${'['.repeat(900)}1${']'.repeat(900)}`) })],
  ['a huge unknown field', id => editRow('candidates', id, 0, { pronouns: 'x'.repeat(100_000) })],
  ['a far-future time in a field', () => newRow('candidates', makeCandidate({ createdAtMs: 9e15 }))],
  ['a negative time in a field', () => newRow('candidates', makeCandidate({ createdAtMs: -1 }))],
  ['content of another id', () => ({ ...newRow('candidates', makeCandidate()), id: createId() })],
])('%s is refused as invalid and does no harm', async (_name, rowOf) => {
  const client = await connect(recruiter)
  const row = rowOf(other.id)
  await expectTargetsUntouched(async () => expect(await client.push([row])).toMatchObject([{ kind: 'refused', code: 'document.invalid' }]))
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
  expect(await client.push([editRow('candidates', other.id, 0, { sourceNote: 'still at work' })])).toMatchObject([{ kind: 'accepted' }])
})

test.each<[string, string]>([
  ['no JSON', '{'], ['a list', '[]'], ['nothing', ''], ['an unknown type', '{"type":"sudo"}'],
  ['a negative time', JSON.stringify({ type: 'push', request: 1, rows: [{ ...editRow('candidates', createId(), 0, { headline: 'x' }), atMs: -5 }] })],
  ['a far-future time', JSON.stringify({ type: 'push', request: 1, rows: [{ ...editRow('candidates', createId(), 0, { headline: 'x' }), atMs: 9e15 }] })],
  ['an infinite number', '{"type":"push","request":1e999,"rows":[]}'],
  ['a prototype key', '{"type":"pull","request":1,"cursor":null,"__proto__":{"polluted":1}}'],
  ['a unit called like what every object has', JSON.stringify({ type: 'push', request: 1, rows: [editRow('candidates', createId(), 0, { constructor: 'x' })] })],
  ['no rows', '{"type":"push","request":1,"rows":[]}'],
  ['a collection that is none', '{"type":"push","request":1,"rows":[{"kind":"delete","collection":"accounts","id":"x","operation":"a","atMs":1,"base":0}]}'],
  ['too many rows', JSON.stringify({ type: 'push', request: 1, rows: Array.from({ length: maxDocumentsPerMessage + 1 }, () => editRow('candidates', createId(), 0, {})) })],
  ['bottomless JSON', '['.repeat(200_000)],
  ['a bottomless document', `{"type":"push","request":1,"rows":[{"kind":"edit","collection":"candidates","id":"${createId()}","operation":"a","atMs":1,"base":0,"units":{"headline":${'['.repeat(100_000)}${']'.repeat(100_000)}}}]}`],
])('a frame with %s is refused and the line stays', async (_name, frame) => {
  const client = await connect(recruiter)
  await expectUntouched(async () => {
    client.raw(frame)
    expect(await client.hear(message => message.type === 'problem')).toMatchObject({ code: 'request.malformed' })
    expect(await client.pullAll(null)).toBeGreaterThan(0)
  })
})

test('prototype keys are dropped wherever they stand', async () => {
  const client = await connect(recruiter)
  const row = JSON.stringify(editRow('candidates', other.id, 0, { sourceNote: 'kept', pronouns: 0 })).replace('"pronouns":0', '"pronouns":{"__proto__":{"polluted":1},"a":1},"__proto__":{"polluted":1}')
  client.raw(`{"type":"push","request":900,"rows":[${row}]}`)
  expect(await client.hear(message => message.type === 'pushed')).toMatchObject({ results: [{ kind: 'accepted' }] })
  const [stored] = await server.db.query<{ content: string }>('select content::text as content from documents where id = $1', [other.id])
  expect(stored!.content).not.toContain('polluted')
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

test('a frame and a body of 100 MB end that connection, not the server', () => expectUntouched(async () => {
  const client = await connect(recruiter)
  client.raw(Buffer.alloc(100 * 1024 * 1024, 0x20))
  expect([1006, 1009, 1003]).toContain(await client.hangsUp())
  const big = 'x'.repeat(100 * 1024 * 1024)
  const put = (path: string, method: string) => fetch(server.url + path, { method, body: big, headers: { authorization: `Bearer ${recruiter.token}`, 'content-type': 'application/json' } })
    .then(async reply => [reply.status, (await reply.json() as { code: string }).code] as const, () => 'hung up' as const)
  for (const answer of [await put('/api/password', 'POST'), await put(`/api/files/${sha256}`, 'PUT')]) {
    if (answer !== 'hung up') expect(answer).toEqual([413, 'request.too_large'])
  }
}))

test('strangers who flood before hello are hung up on', () => expectUntouched(async () => {
  for (const frame of ['{"type":"pull","request":1,"cursor":null}', '{"type":"wiped"}', 'garbage']) {
    const client = await WireClient.open(server.url)
    opened.push(client)
    for (let time = 0; time < 2_000; time += 1) client.raw(frame)
    client.say({ type: 'push', request: 1, rows: [newRow('candidates', makeCandidate())] })
    expect(await client.hangsUp()).toBe(4401)
    expect(client.heard.length).toBeLessThan(5)
    expectNoSecret(client.bytes)
  }
}))

test('a second hello, a wrong token and nobody\'s token get no line', () => expectUntouched(async () => {
  const client = await connect(interviewer)
  client.say({ type: 'hello', protocol: 1, schema: 1, device: 'x', token: server.owner.token, cursor: null, clockMs: 0, live: true })
  expect(await client.hear(message => message.type === 'problem')).toMatchObject({ code: 'request.malformed' })
  await client.pullAll(null)
  expectNoSecret(client.bytes)
  for (const token of ['', 'x'.repeat(43), `${interviewer.token}x`]) {
    const stranger = await connect({ token })
    expect(stranger.messages[0]).toMatchObject({ type: 'problem', code: 'session.required' })
    expect(await stranger.push([newRow('candidates', makeCandidate())])).toBe('session.required')
  }
}))

test('restore rows are nothing without a restore, whatever cursor is shown', () => expectTargetsUntouched(async () => {
  const forge = (cursor: object): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')
  for (const cursor of [null, forge({ epoch: 'a life that never was', at: 0, walk: null }), forge({ epoch: 'x', at: 1e15, walk: null })]) {
    const client = await connect(interviewer, { cursor })
    expect(client.messages[0]).toMatchObject({ type: 'welcome', restoredTo: null })
    const me = (await server.db.query<{ content: object }>('select content from documents where id = $1', [interviewer.person.id]))[0]!.content
    const restore = (collection: string, content: object) => ({ kind: 'restore', collection, id: (content as { id: string }).id, operation: 'r', atMs: 1, revision: 1e9, content, deleted: false })
    const results = await client.push([restore('people', { ...me, role: 'owner' }), restore('candidates', makeCandidate()), { ...restore('candidates', open), deleted: true }])
    expect(codesOf(results)).toEqual(['document.unknown', 'document.unknown', 'document.unknown'])
  }
}))

test('cursors that we never wrote are refused, and somebody else\'s opens nothing', () => expectUntouched(async () => {
  const client = await connect(interviewer)
  const [{ epoch, sequence }] = await server.db.query<{ epoch: string; sequence: number }>('select epoch, sequence from workspaces') as [{ epoch: string; sequence: number }]
  const forge = (cursor: object): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')
  const walk = { kind: 'snapshot', to: 1, part: 0, after: '', sent: 0, total: 0 }
  for (const cursor of [
    'garbage', '%%%', forge({ epoch: 'other', at: 0, walk: null }), forge({ epoch, at: sequence + 5, walk: null }), forge({ epoch, at: -1, walk: null }),
    forge({ epoch, at: 0, walk: { ...walk, after: '\' or 1=1 --' } }), forge({ epoch, at: 0, walk: { ...walk, kind: 'everything' } }), forge({ epoch, at: 0, walk: { ...walk, part: 1e9 } }),
  ]) expect([cursor, await client.pullAll(cursor)]).toEqual([cursor, 'sync.cursor_unknown'])
  const owner = await connect(server.owner)
  await owner.pullAll(null)
  const cursors = owner.messages.flatMap(message => (message.type === 'page' ? [message.cursor] : []))
  for (const cursor of [...cursors, forge({ epoch, at: 0, walk: { ...walk, to: 1e12, kind: 'gain' } }), forge({ epoch, at: 0, walk: { ...walk, to: 1e12, kind: 'loss' } })]) await client.pullAll(cursor)
  expectNoSecret(client.bytes)
}))

test('a signed-out device hears nothing more on its open line and can only say that it wiped', async () => {
  const victim = await server.signIn(interviewer.email, 'stolen')
  const client = await connect(victim)
  await client.pullAll(null)
  await server.request('DELETE', `/api/sessions/${victim.sessionId}`, interviewer.token)
  await client.hear(message => message.type === 'wipe')
  const heard = client.heard.length
  const owner = await connect(server.owner)
  await owner.push([editRow('candidates', open.id, 1_000, { sourceNote: 'after the theft' })])
  expect(await client.push([editRow('candidates', open.id, 0, { tags: ['stolen'] })])).toBe('session.revoked')
  expect(client.heard.slice(heard).join('')).not.toContain('after the theft')
  client.say({ type: 'wiped' })
  await expect.poll(async () => (await server.db.query<{ at: number | null }>('select wiped_at_ms as at from sessions where id = $1', [victim.sessionId]))[0]!.at).not.toBeNull()
  const again = await connect(victim)
  expect(again.messages[0]).toEqual({ type: 'wipe' })
  expect(await server.request('GET', '/api/me', victim.token)).toMatchObject({ status: 401, body: { code: 'session.revoked' } })
})

test('nobody signs another person\'s device out or reads their devices', () => expectUntouched(async () => {
  expect(await server.request('DELETE', `/api/sessions/${server.owner.sessionId}`, interviewer.token)).toMatchObject({ status: 403, body: { code: 'access.forbidden' } })
  expect(await server.request('GET', `/api/sessions?personId=${server.owner.person.id}`, recruiter.token)).toMatchObject({ status: 403 })
}))
