import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bookInterview } from '#shared/domain/commands/interview'
import { createId } from '#shared/lib/ids'
import { closeText, openText, plainFromText, textFromPlain, textSince, TEXT_FRAGMENT } from '#shared/lib/text-merge'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { codesOf, kindsOf, WireClient } from '#tests/support/wire-client'
import { editRow, makeApplication, makeCandidate, makeJob, newRow } from '#tests/support/workspace'
import { stores } from '#tests/support/databases'
import * as Y from 'yjs'

type Joined = Awaited<ReturnType<TestServer['join']>>
const secret = { card: 'hesitated before the dosage', panel: 'named the dosage at once', team: 'kept calm with the family', session: 'drew the ward on paper' }
const base = 1_000_000
const kit = { id: createId(), kitId: createId(), version: 1, name: 'Ward round', purpose: '', cover: [], questions: [], attributes: [{ id: createId(), name: 'Judgement', about: '', anchors: ['', '', '', '', ''] }], doNots: [], archived: false }

function withLine(state: string, words: string): string {
  const doc = openText(state)
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  const body = doc.getXmlFragment(TEXT_FRAGMENT)
  body.insert(body.length, [paragraph])
  return closeText(doc)
}

describe.each(stores.map(store => store.name as 'PGlite' | 'PostgreSQL'))('blind notes on %s', storeName => {
  let server: TestServer
  let office: WireClient
  let lines: WireClient[] = []

  beforeEach(async () => {
    server = await startTestServer(storeName)
    office = await line(server.owner)
  })
  afterEach(async () => {
    for (const each of lines) each.close()
    lines = []
    await server.stop()
  })

  async function line(who: { token: string }): Promise<WireClient> {
    const client = await WireClient.signedIn(server.url, who.token)
    lines.push(client)
    return client
  }

  /** Everything a person's new laptop is ever told. */
  async function toldTo(who: Joined): Promise<string> {
    const client = await line(who)
    await client.pullAll(null)
    return client.bytes
  }

  const write = async (client: WireClient, ...rows: unknown[]): Promise<void> => expect(new Set(kindsOf(await client.push(rows)))).toEqual(new Set(['accepted']))

  /** One application, an interview for each of these groups of people, and what `author` wrote in the last one, where `listeners` sit too. */
  async function heard(rule: 'afterOwn' | 'always' | 'never', groups: readonly (readonly Joined[])[], author: Joined, managers: readonly Joined[] = [], listeners: readonly Joined[] = []) {
    const job = makeJob({ kits: [kit], scorecardVisibility: rule, hiringTeam: managers.map(each => ({ id: each.person.id, role: 'hiringManager' as const })) })
    const candidate = makeCandidate()
    const application = makeApplication(job, candidate)
    const interviews = groups.map((people, at) => bookInterview(
      { application, name: `Session ${at}`, startMs: at * 100 + 10, endMs: at * 100 + 20, interviewerIds: people.map(each => each.person.id), zone: 'UTC', kit: null },
      { actorId: server.owner.person.id, nowMs: 1, createId },
    ).interview).map((each, at) => (at < groups.length - 1 ? each : { ...each, seats: [...each.seats, ...listeners.map(listener => ({ personId: listener.person.id, role: 'shadow' as const }))] }))
    await write(office, newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application), ...interviews.map(each => newRow('interviews', each)))
    const about = { interviewId: interviews.at(-1)!.id, applicationId: application.id, candidateId: candidate.id, jobId: job.id }
    const card = (by: Joined, interviewId: string, takeaways: string) => ({
      ...about, id: createId(), interviewId, authorId: by.person.id, kitId: null, kitVersion: null, submittedAtMs: 5,
      ratings: [], recommendation: 'yes' as const, takeaways, privateNote: '', revisions: [], dueAtMs: null, createdAtMs: 1,
    })
    const note = (by: Joined, visibility: 'panel' | 'team' | 'session' | 'private', words: string) =>
      ({ ...about, id: createId(), authorId: by.person.id, visibility, title: '', body: textFromPlain(words), plain: words, importId: null, createdAtMs: 1 })
    const notes = { panel: note(author, 'panel', secret.panel), team: note(author, 'team', secret.team), session: note(author, 'session', secret.session) }
    const theirs = await line(author)
    await write(theirs, newRow('scorecards', card(author, about.interviewId, secret.card)), ...Object.values(notes).map(each => newRow('notes', each)))
    const handIn = async (by: Joined, interviewId: string, words = 'my own') => { await write(await line(by), newRow('scorecards', card(by, interviewId, words))) }
    return { interviews, notes, handIn, card, theirs }
  }

  test('who judges another session of the application hears nothing of this one until their own card is in, then all of it', async () => {
    const [ben, cleo] = [await server.join('interviewer'), await server.join('interviewer')]
    const { interviews, handIn } = await heard('afterOwn', [[ben], [cleo]], cleo)
    const before = await toldTo(ben)
    for (const words of Object.values(secret)) expect(before).not.toContain(words)
    await handIn(ben, interviews[0]!.id)
    const after = await toldTo(ben)
    for (const words of [secret.card, secret.panel, secret.team]) expect(after).toContain(words)
    expect(after, 'what two people wrote together in another room').not.toContain(secret.session)
  })

  test('in one room the notes written together are shared at once, and the judgements and panel notes are not', async () => {
    const [ben, cleo] = [await server.join('interviewer'), await server.join('interviewer')]
    await heard('afterOwn', [[ben, cleo]], cleo)
    const told = await toldTo(ben)
    expect(told).toContain(secret.session)
    for (const words of [secret.card, secret.panel, secret.team]) expect(told).not.toContain(words)
  })

  test('a hiring manager on the panel waits at every session; one who is not reads at once', async () => {
    const [boss, cleo, other] = [await server.join('hiringManager'), await server.join('interviewer'), await server.join('hiringManager')]
    const { interviews, handIn } = await heard('afterOwn', [[boss], [cleo]], cleo, [boss, other])
    const before = await toldTo(boss)
    for (const words of Object.values(secret)) expect(before).not.toContain(words)
    const free = await toldTo(other)
    for (const words of [secret.card, secret.team]) expect(free).toContain(words)
    await handIn(boss, interviews[0]!.id)
    expect(await toldTo(boss)).toContain(secret.card)
  })

  test('a card for an earlier session does not open the session one still has to judge', async () => {
    const [ben, cleo] = [await server.join('interviewer'), await server.join('interviewer')]
    const { interviews, handIn } = await heard('afterOwn', [[ben], [ben, cleo]], cleo)
    await handIn(ben, interviews[0]!.id)
    const told = await toldTo(ben)
    for (const words of [secret.card, secret.panel, secret.team]) expect(told).not.toContain(words)
    await handIn(ben, interviews[1]!.id)
    expect(await toldTo(ben)).toContain(secret.card)
  })

  test('who only listened reads that interview once its last card is in, and nothing of the others’', async () => {
    const [ben, cleo, dan, lia] = [await server.join('interviewer'), await server.join('interviewer'), await server.join('interviewer'), await server.join('interviewer')]
    const { interviews, handIn } = await heard('afterOwn', [[dan], [ben, cleo]], cleo, [], [lia])
    const before = await toldTo(lia)
    expect(before).toContain(secret.session)
    for (const words of [secret.card, secret.panel, secret.team]) expect(before).not.toContain(words)
    await handIn(ben, interviews[1]!.id)
    const after = await toldTo(lia)
    for (const words of [secret.card, secret.panel, secret.team]) expect(after).toContain(words)
    await handIn(dan, interviews[0]!.id, 'heard elsewhere')
    expect(await toldTo(lia), 'a card of an interview they were not at').not.toContain('heard elsewhere')
  })

  test('who arranges the interviews reads no card by giving themselves a seat to listen from', async () => {
    const [cora, cleo] = [await server.join('coordinator'), await server.join('interviewer')]
    const { interviews } = await heard('afterOwn', [[cleo]], cleo)
    const { id, startMs, endMs, seats } = interviews[0]!
    await write(await line(cora), editRow('interviews', id, base, { booking: { startMs, endMs, seats: [...seats, { personId: cora.person.id, role: 'shadow' }] } }))
    const [stored] = await server.db.query<{ content: { seats: readonly unknown[] } }>(`select content from documents where id = $1`, [id])
    expect(stored!.content.seats, 'they do sit there').toHaveLength(2)
    const told = await toldTo(cora)
    for (const words of [secret.card, secret.panel, secret.team]) expect(told).not.toContain(words)
  })

  test('who listens at one session and judges another waits for their own card', async () => {
    const [lia, cleo] = [await server.join('interviewer'), await server.join('interviewer')]
    const { interviews, handIn } = await heard('afterOwn', [[lia], [cleo]], cleo, [], [lia])
    expect(await toldTo(lia)).not.toContain(secret.card)
    await handIn(lia, interviews[0]!.id)
    expect(await toldTo(lia)).toContain(secret.card)
  })

  test('a hiring manager who only listened judges nobody and reads at once; where only recruiters read, listening opens nothing', async () => {
    const [boss, ben, cleo] = [await server.join('hiringManager'), await server.join('interviewer'), await server.join('interviewer')]
    await heard('afterOwn', [[ben, cleo]], cleo, [boss], [boss])
    expect(await toldTo(boss)).toContain(secret.card)
    const [lia, eve] = [await server.join('interviewer'), await server.join('interviewer')]
    await heard('never', [[eve]], eve, [], [lia])
    expect(await toldTo(lia)).not.toContain(secret.card)
  })

  test('a card on an interview one was not at opens nothing', async () => {
    const [ben, cleo] = [await server.join('interviewer'), await server.join('interviewer')]
    const { interviews, card } = await heard('afterOwn', [[ben], [cleo]], cleo)
    const forged = await (await line(ben)).push([newRow('scorecards', card(ben, interviews[1]!.id, 'I was not there')), newRow('scorecards', card(ben, createId(), 'nowhere'))])
    expect(kindsOf(forged)[0]).toBe('refused')
    expect(await toldTo(ben)).not.toContain(secret.card)
  })

  test('where the job says so, nobody but recruiters ever reads them; a change of that rule is followed at once', async () => {
    const [ben, cleo] = [await server.join('interviewer'), await server.join('interviewer')]
    const { interviews, notes, handIn } = await heard('never', [[ben], [cleo]], cleo)
    await handIn(ben, interviews[0]!.id)
    const before = await toldTo(ben)
    for (const words of Object.values(secret)) expect(before).not.toContain(words)
    await write(office, editRow('jobs', notes.team.jobId, base, { scorecardVisibility: 'afterOwn' }))
    const after = await toldTo(ben)
    for (const words of [secret.card, secret.panel, secret.team]) expect(after).toContain(words)
  })

  test('a card is taken only whole: a recommendation, and evidence for extremes unless the workspace does not ask for it', async () => {
    const [ben, cleo] = [await server.join('interviewer'), await server.join('interviewer')]
    const { interviews, card } = await heard('afterOwn', [[ben], [cleo]], cleo)
    const mine = await line(ben)
    const extreme = { ...card(ben, interviews[0]!.id, ''), ratings: [{ id: createId(), rating: 5, comment: '', evidence: [] }] }
    expect(codesOf(await mine.push([newRow('scorecards', { ...card(ben, interviews[0]!.id, ''), recommendation: null })]))).toEqual(['rules.scorecard_incomplete'])
    expect(codesOf(await mine.push([newRow('scorecards', { ...extreme, kitId: kit.kitId, kitVersion: 1, ratings: kit.attributes.map(({ id }) => ({ id, rating: 5, comment: '', evidence: [] })) })]))).toEqual(['rules.extreme_needs_evidence'])
    expect(await toldTo(ben)).not.toContain(secret.card)
    await write(office, editRow('settings', server.owner.workspaceId, base, { extremesNeedEvidence: false }))
    await write(mine, newRow('scorecards', { ...extreme, id: createId(), kitId: kit.kitId, kitVersion: 1, ratings: kit.attributes.map(({ id }) => ({ id, rating: 5, comment: '', evidence: [] })) }))
    expect(await toldTo(ben)).toContain(secret.card)
  })

  test('who works out the id of a colleague’s card learns nothing by writing to it, deleting it or asking for its history', async () => {
    const [ben, cleo] = [await server.join('interviewer'), await server.join('interviewer')]
    const { interviews, card } = await heard('afterOwn', [[ben], [cleo]], cleo)
    const [stored] = await server.db.query<{ id: string }>(`select id from documents where collection = 'scorecards'`)
    const mine = await line(ben)
    const rows = [
      newRow('scorecards', { ...card(ben, interviews[0]!.id, 'mine'), id: stored!.id }), newRow('scorecards', { ...card(cleo, interviews[1]!.id, 'forged'), id: stored!.id }),
      editRow('scorecards', stored!.id, base, { takeaways: 'mine' }), editRow('scorecards', stored!.id, 0, { authorId: ben.person.id }), { kind: 'delete', collection: 'scorecards', id: stored!.id, operation: createId(), atMs: 1, base },
    ]
    for (const row of rows) expect(JSON.stringify(await mine.push([row]))).toMatch(/refused|request\./)
    for (const path of [`/api/history/scorecards/${stored!.id}`, `/api/deleted/scorecards/${stored!.id}`, '/api/deleted']) {
      const { status, body } = await server.request('GET', path, ben.token)
      expect([403, 404]).toContain(status)
      expect(JSON.stringify(body)).not.toContain(secret.card)
    }
    await mine.pullAll(null)
    expect(mine.bytes).not.toContain(secret.card)
    expect((await server.db.query<{ content: { takeaways: string; authorId: string } }>(`select content from documents where collection = 'scorecards'`)).map(row => [row.content.takeaways, row.content.authorId])).toEqual([[secret.card, cleo.person.id]])
  })

  test('a card opens nothing by naming another kit than its interview, or by coming before the interview', async () => {
    const [ben, cleo] = [await server.join('interviewer'), await server.join('interviewer')]
    const { interviews, card } = await heard('afterOwn', [[ben], [cleo]], cleo)
    const mine = await line(ben)
    await write(office, editRow('interviews', interviews[0]!.id, base, { kitId: kit.kitId, kitVersion: 1 }))
    expect(codesOf(await mine.push([newRow('scorecards', card(ben, interviews[0]!.id, 'no kit'))]))).toEqual(['rules.scorecard_incomplete'])
    const tomorrow = Date.now() + 86_400_000
    await write(office, editRow('interviews', interviews[0]!.id, base, { kitId: null, kitVersion: null, booking: { startMs: tomorrow, endMs: tomorrow + 3_600_000 } }))
    expect(codesOf(await mine.push([newRow('scorecards', card(ben, interviews[0]!.id, 'not met yet'))]))).toEqual(['rules.scorecard_too_early'])
    expect(await toldTo(ben)).not.toContain(secret.card)
  })

  test('an interview may get another kit until a card of it is in, and keeps it from there', async () => {
    const [ben, cleo] = [await server.join('interviewer'), await server.join('interviewer')]
    const { interviews } = await heard('afterOwn', [[ben], [cleo]], cleo)
    const give = (at: number, fields: Record<string, unknown>) => office.push([editRow('interviews', interviews[at]!.id, base, fields)])
    expect(kindsOf(await give(0, { kitId: kit.kitId, kitVersion: 1 }))).toEqual(['accepted'])
    expect(codesOf(await give(1, { kitId: kit.kitId, kitVersion: 1 })), 'judged already, without a kit').toEqual(['rules.kit_was_used'])
  })

  test('a transcript is taken away by its author or a recruiter, by nobody else', async () => {
    const [ben, cleo] = [await server.join('interviewer'), await server.join('interviewer')]
    const { notes, theirs } = await heard('afterOwn', [[ben, cleo]], cleo)
    await write(theirs, editRow('applications', notes.session.applicationId, base, { recordingConsent: { given: true, how: 'said', note: '', atMs: 5, recordedById: cleo.person.id } }))
    const kept = { ...notes.session, id: createId(), body: '', plain: 'I asked first.', transcript: [{ at: 3, by: 0, text: 'I asked first.' }], speakers: [] }
    await write(theirs, newRow('notes', kept))
    expect(codesOf(await (await line(ben)).push([{ kind: 'delete', collection: 'notes', id: kept.id, operation: createId(), atMs: 1, base }]))).toEqual(['access.not_yours_to_change'])
    expect(codesOf(await office.push([{ kind: 'delete', collection: 'notes', id: notes.session.id, operation: createId(), atMs: 1, base }])), 'a note stays its author’s').toEqual(['access.not_yours_to_change'])
    expect(kindsOf(await office.push([{ kind: 'delete', collection: 'notes', id: kept.id, operation: createId(), atMs: 1, base }]))).toEqual(['accepted'])
  })

  test('no transcript is kept before the candidate’s consent; the answer stands in the name of who wrote it down', async () => {
    const [ben, cleo] = [await server.join('interviewer'), await server.join('interviewer')]
    const { notes, theirs } = await heard('afterOwn', [[ben, cleo]], cleo)
    const transcript = () => ({ ...notes.session, id: createId(), body: '', plain: 'I asked first.', transcript: [{ at: 3, by: 0, text: 'I asked first.' }], speakers: [] })
    const consent = (recordedById: string, given: boolean) => editRow('applications', notes.session.applicationId, base, { recordingConsent: { given, how: 'said', note: '', atMs: 5, recordedById } })
    expect(codesOf(await theirs.push([newRow('notes', transcript())]))).toEqual(['rules.no_recording_consent'])
    expect(codesOf(await theirs.push([consent(ben.person.id, true)]))).toEqual(['access.not_yours_to_change'])
    const kept = transcript()
    await write(theirs, consent(cleo.person.id, true), newRow('notes', kept))
    expect(await toldTo(ben)).toContain('I asked first.')
    const mine = await line(ben)
    expect(codesOf(await mine.push([editRow('notes', kept.id, base, { body: { body: textSince(withLine('', 'I said so too.'), '') } })]))).toEqual(['access.not_yours_to_change'])
    const voice = { id: createId(), number: 0, label: 'Speaker 1', personId: null, isCandidate: false }
    const voiced = { ...transcript(), speakers: [voice] }
    await write(theirs, newRow('notes', voiced))
    const named = (part: object) => editRow('notes', voiced.id, base, { speakers: [{ ...voice, ...part }] })
    expect(codesOf(await mine.push([named({ label: 'The boss' })])), 'a voice is not called otherwise than in the recording').toEqual(['document.invalid'])
    await write(mine, named({ personId: cleo.person.id }))
    await write(theirs, consent(cleo.person.id, false))
    expect(codesOf(await theirs.push([newRow('notes', transcript())]))).toEqual(['rules.no_recording_consent'])
  })

  test('two people write in one note: only the typed words travel, both stay, and nothing but the words may be changed', async () => {
    const [ben, cleo] = [await server.join('interviewer'), await server.join('interviewer')]
    const { notes, theirs } = await heard('afterOwn', [[ben, cleo]], cleo)
    const { id, body } = notes.session
    const mine = await line(ben)
    await write(mine, editRow('notes', id, base, { body: { body: textSince(withLine(body, 'Ben heard this.'), body) } }))
    await write(theirs, editRow('notes', id, base, { body: { body: textSince(withLine(body, 'Cleo heard that.'), body) } }))
    const [stored] = await server.db.query<{ content: { body: string; plain: string } }>(`select content from documents where id = $1`, [id])
    expect(stored!.content.plain.split('\n').toSorted()).toEqual(['Ben heard this.', 'Cleo heard that.', secret.session].toSorted())
    expect(plainFromText(stored!.content.body)).toBe(stored!.content.plain)
    expect(codesOf(await mine.push([editRow('notes', id, base, { visibility: 'team' })]))).toEqual(['access.not_yours_to_change'])
    expect(codesOf(await mine.push([editRow('notes', notes.panel.id, base, { body: { body: textSince(withLine('', 'x'), '') } })]))).toEqual(['document.unknown'])
    expect(codesOf(await mine.push([editRow('notes', id, base, { body: { body: 'bm8gdGV4dA==' } })]))).toEqual(['document.invalid'])
    const [line1] = await server.db.query<{ changes: object }>(`select changes from revisions where id = $1 order by revision desc limit 1`, [id])
    expect(line1!.changes, 'the history says what was written, not the whole note again').toEqual({ body: [{ plain: '' }, { plain: expect.stringMatching(/^\n?Cleo heard that\.\n?$/) }] })
  })
})
