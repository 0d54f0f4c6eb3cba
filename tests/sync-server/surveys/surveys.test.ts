import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Letter } from '#server/messages/postman'
import { writeRecord } from '#server/replication/record'
import { SurveyRounds } from '#server/surveys/survey-rounds'
import { surveyReportSchema } from '#shared/contract/surveys'
import { makeInterview } from '#tests/shared/domain/debrief/debrief-fixtures'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'
import { startTestServer, type TestServer } from '#tests/support/test-server'

const hour = 3_600_000

describe.each(['PGlite', 'PostgreSQL'] as const)('surveys on %s', storeName => {
  let server: TestServer
  let workspaceId: string
  let letters: Letter[]
  let nowMs: number
  const rounds = () => new SurveyRounds({ db: server.db, publicUrl: () => server.url, now: () => nowMs, onFailure: cause => { throw cause }, transport: { send: async letter => { letters.push(letter) } } })
  beforeEach(async () => {
    nowMs = Date.parse('2026-11-26T10:00:00Z')
    server = await startTestServer(storeName, { now: () => nowMs })
    workspaceId = server.owner.workspaceId
    letters = []
    await switchSurveys(true)
  })
  afterEach(() => server.stop())

  const write = (rows: readonly { collection: never; id: string; content: object }[]) => server.db.transaction(tx => writeRecord(tx, workspaceId, null, rows as never, nowMs))
  const switchSurveys = (surveys: boolean) => write([{ collection: 'settings' as never, id: workspaceId, content: { automaticMail: { colleagues: true, candidates: true, surveys } } }])
  async function meet(name: string): Promise<void> {
    const job = makeJob()
    const candidate = makeCandidate({ fullName: name, emails: [`${name.toLowerCase()}@example.test`] })
    const application = makeApplication(job, candidate)
    const interview = makeInterview(job, application.id, [], { candidateId: candidate.id, startMs: nowMs - 5 * hour, endMs: nowMs - 4 * hour, createdAtMs: nowMs })
    await write([['jobs', job], ['candidates', candidate], ['applications', application], ['interviews', interview]].map(([collection, content]) => ({ collection: collection as never, id: (content as { id: string }).id, content: content as object })))
  }
  const linkOf = (letter: Letter): string => /http\S+\/s\/\S+/.exec(letter.text)![0]
  const answer = (link: string, body: string, headers: Record<string, string> = {}) => fetch(link, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body })
  const reportFor = (token: string) => server.request('GET', '/api/surveys', token)

  test('each is asked once, from the record as it stands; nobody when it is switched off', async () => {
    await meet('Ana')
    await Promise.all([rounds().ask(), rounds().ask()])
    expect(letters.map(letter => letter.to)).toEqual(['ana@example.test'])
    await switchSurveys(false)
    await meet('Bruno')
    await rounds().ask()
    expect(letters).toHaveLength(1)
  })

  test('the link shows one question without an account, keeps the answer, and lets it be changed until it runs out', async () => {
    await meet('Ana')
    await rounds().ask()
    const link = linkOf(letters[0]!)
    const page = await fetch(link)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect((await page.text()).length).toBeLessThan(10_000)
    expect((await answer(link, 'comment=hm')).status).toBe(400)
    expect((await answer(link, 'score=9')).status).toBe(400)
    expect(await (await answer(link, `score=2&comment=${encodeURIComponent('<script>Late</script>')}`)).text()).toContain('&lt;script&gt;Late')
    expect((await answer(link, 'score=4', { origin: 'https://evil.test' })).status).toBe(403)
    expect((await answer(link, 'score=5')).status).toBe(200)
    const rows = await server.db.query<{ score: number; comment: string }>('select score, comment from surveys')
    expect(rows).toEqual([{ score: 5, comment: '' }])
    nowMs += 31 * 24 * hour
    expect([(await fetch(link)).status, (await answer(link, 'score=1')).status, (await fetch(`${server.url}/s/${'x'.repeat(43)}`)).status]).toEqual([410, 410, 410])
    expect(await server.db.query('select score from surveys')).toEqual([{ score: 5 }])
  })

  test('a hiring manager is told whom they are asked about, in the letter and on the page; the hire’s own question names nobody', async () => {
    const manager = await server.join('hiringManager')
    const job = { ...makeJob(), title: 'Ward nurse', hiringTeam: [{ id: manager.person.id, role: 'hiringManager' }] }
    const candidate = makeCandidate({ fullName: 'Ana <Silva>', emails: ['ana@example.test'] })
    const application = { ...makeApplication(job as never, candidate), status: 'hired', stageEnteredAtMs: nowMs - 10 * 24 * hour, hiredStartDate: '2026-10-26' }
    const interview = makeInterview(job as never, application.id, [], { candidateId: candidate.id, startMs: nowMs - 5 * hour, endMs: nowMs - 4 * hour, createdAtMs: nowMs })
    await write([['jobs', job], ['candidates', candidate], ['applications', application], ['interviews', interview]].map(([collection, content]) => ({ collection: collection as never, id: (content as { id: string }).id, content: content as object })))
    await rounds().ask()
    const [toManager, toHire] = [manager.email, 'ana@example.test'].map(address => letters.find(letter => letter.to === address)!)
    expect(toManager).toMatchObject({ subject: 'How content are you with having hired Ana <Silva>?', text: expect.stringContaining('About Ana <Silva>, hired for Ward nurse.') })
    const [managersPage, hiresPage] = await Promise.all([toManager!, toHire!].map(async letter => (await fetch(linkOf(letter))).text()))
    expect(managersPage).toContain('How content are you with having hired Ana &lt;Silva&gt;?')
    expect(managersPage).toContain('About Ana &lt;Silva&gt;, hired for Ward nurse.')
    expect(`${toHire!.subject} ${hiresPage}`).not.toMatch(/Silva/)
  })

  test('answers are for recruiters, together and from five on; an interviewer reads none', async () => {
    for (const name of ['Ana', 'Bruno', 'Carla', 'Dana']) await meet(name)
    await rounds().ask()
    for (const letter of letters) await answer(linkOf(letter), 'score=4&comment=Kind')
    const [recruiter, interviewer, manager, coordinator] = [await server.join('recruiter'), await server.join('interviewer'), await server.join('hiringManager'), await server.join('coordinator')]
    for (const person of [interviewer, manager, coordinator]) expect((await reportFor(person.token)).status).toBe(403)
    const figure = async () => surveyReportSchema.parse((await reportFor(recruiter.token)).body).figures.find(each => each.kind === 'afterInterview')
    expect(await figure()).toMatchObject({ asked: 4, isHidden: true, mean: null, comments: [] })
    await meet('Eva')
    await rounds().ask()
    await answer(linkOf(letters.at(-1)!), 'score=4&comment=Kind')
    expect(await figure()).toMatchObject({ asked: 5, answered: 5, isHidden: false, mean: 75 })
    expect(JSON.stringify((await reportFor(recruiter.token)).body)).not.toMatch(/Ana|example\.test/)
  })

  test('who asks too often, or with a link that was never one, reads a page that says so', async () => {
    const slow = await startTestServer(storeName, { requestsPerMinute: 60 })
    const link = `${slow.url}/s/${'x'.repeat(43)}`
    const answers = [await answer(link, 'score=1'), await answer(link, 'score=1'), await answer(link, 'score=1')]
    const page = await answers[2]!.text()
    const short = await fetch(`${slow.url}/s/short`)
    await slow.stop()
    expect(answers.map(each => each.status)).toEqual([410, 410, 429])
    expect(page).toContain('Too many tries')
    expect(short.status).toBe(410)
  })

  test('only the hash of a link is kept', async () => {
    await meet('Ana')
    await rounds().ask()
    const token = linkOf(letters[0]!).split('/').at(-1)!
    const [row] = await server.db.query('select s::text as whole from surveys s')
    expect(JSON.stringify(row)).not.toContain(token)
  })
})
