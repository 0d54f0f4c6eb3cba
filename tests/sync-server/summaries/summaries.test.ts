import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createId } from '#shared/lib/ids'
import { stores } from '#tests/support/databases'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { kindsOf, WireClient } from '#tests/support/wire-client'
import { editRow, makeApplication, makeCandidate, makeJob, newRow } from '#tests/support/workspace'

const key = 'sk-nobody-reads-this-again'

/** A model server of one's own: keeps what it is asked and answers as OpenAI's chat completions do. */
async function startModel() {
  const heard: { authorization: string | undefined; body: string }[] = []
  const state = { status: 200, answer: JSON.stringify({ choices: [{ message: { role: 'assistant', content: 'They asked who was worst off first.' } }] }) }
  const read = async (request: IncomingMessage): Promise<string> => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    return text
  }
  const server = createServer((request, response) => void read(request).then(body => {
    heard.push({ authorization: request.headers.authorization, body })
    response.writeHead(request.url === '/v1/chat/completions' ? state.status : 404, { 'content-type': 'application/json' }).end(state.answer)
  }))
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, heard, state, stop: () => new Promise(done => server.close(done)) }
}

describe.each(stores.map(store => store.name as 'PGlite' | 'PostgreSQL'))('draft summaries on %s', storeName => {
  let server: TestServer
  let model: Awaited<ReturnType<typeof startModel>>
  beforeEach(async () => {
    model = await startModel()
    server = await startTestServer(storeName, { config: { allowPrivateHosts: ['127.0.0.1'] } })
  })
  afterEach(async () => {
    await server.stop()
    await model.stop()
  })

  async function transcript(): Promise<{ noteId: string; applicationId: string; office: WireClient }> {
    const office = await WireClient.signedIn(server.url, server.owner.token)
    const [job, candidate] = [makeJob(), makeCandidate({ fullName: 'Ana Sousa' })]
    const application = makeApplication(job, candidate)
    const by = server.owner.person.id
    const consent = { given: true, how: 'said', note: '', atMs: 1, recordedById: by }
    const note = {
      id: createId(), candidateId: candidate.id, applicationId: application.id, interviewId: null, jobId: job.id, authorId: by, visibility: 'private', title: 'talk', body: '', plain: 'Ana Sousa: I asked first.',
      transcript: [{ at: 3, by: 0, text: 'I asked first.' }, { at: 9, by: 1, text: 'Why?' }], importId: null, createdAtMs: 1,
      speakers: [{ id: createId(), number: 0, label: 'Ana Sousa', personId: null, isCandidate: true }, { id: createId(), number: 1, label: 'Mara Lindt', personId: by, isCandidate: false }],
    }
    expect(kindsOf(await office.push([newRow('jobs', job), newRow('candidates', candidate), newRow('applications', { ...application, recordingConsent: consent }), newRow('notes', note)]))).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
    return { noteId: note.id, applicationId: application.id, office }
  }
  const ask = (noteId: string, token = server.owner.token) => server.request('POST', '/api/summaries', token, { noteId })
  const turn = (isOn: boolean, more: object = {}) => server.request('PUT', '/api/summaries/service', server.owner.token, { isOn, url: model.url, model: 'small', ...more })

  test('nothing is asked unless the owner turned a service on; then what was said goes there, without a name', async () => {
    const { noteId, office } = await transcript()
    expect(await ask(noteId)).toMatchObject({ status: 409, body: { code: 'summary.off' } })
    expect((await turn(false, { key })).status).toBe(200)
    expect(await ask(noteId)).toMatchObject({ body: { code: 'summary.off' } })
    expect(model.heard).toEqual([])
    await turn(true)
    expect(await ask(noteId)).toEqual({ status: 200, body: { text: 'They asked who was worst off first.' } })
    expect(model.heard).toHaveLength(1)
    expect(model.heard[0]!.authorization).toBe(`Bearer ${key}`)
    expect(model.heard[0]!.body).toContain('Candidate: I asked first.\\nInterviewer: Why?')
    for (const name of ['Ana', 'Sousa', 'Mara', 'Lindt']) expect(model.heard[0]!.body).not.toContain(name)
    office.close()
  })

  test('without the candidate’s consent nothing leaves, also when they take it back', async () => {
    const { noteId, applicationId, office } = await transcript()
    await turn(true)
    const answer = { given: false, how: 'written', note: '', atMs: 2, recordedById: server.owner.person.id }
    expect(kindsOf(await office.push([editRow('applications', applicationId, 1_000_000, { recordingConsent: answer })]))).toEqual(['accepted'])
    expect(await ask(noteId)).toMatchObject({ status: 409, body: { code: 'rules.no_recording_consent' } })
    expect(model.heard).toEqual([])
    office.close()
  })

  test('only the owner sets it up, the key is told to nobody, and another address does not get it', async () => {
    const recruiter = await server.join('recruiter')
    expect(await server.request('PUT', '/api/summaries/service', recruiter.token, { isOn: true, url: model.url, model: 'small' })).toMatchObject({ status: 403 })
    await turn(true, { key })
    const [told, toOthers] = [await server.request('GET', '/api/summaries/service', server.owner.token), await server.request('GET', '/api/summaries/service', recruiter.token)]
    expect(told.body).toEqual({ isOn: true, url: model.url, model: 'small', hasKey: true })
    expect(toOthers.body).toEqual({ isOn: true, url: '', model: '', hasKey: false })
    const rows = await server.db.query('select * from summary_services')
    expect(JSON.stringify(rows)).not.toContain(key)
    const other = await startModel()
    await turn(true, { url: other.url })
    const { noteId, office } = await transcript()
    await ask(noteId)
    expect(other.heard.map(each => each.authorization)).toEqual([undefined])
    await other.stop()
    office.close()
  })

  test('who may not read a transcript cannot have it summed up, and an address inside is refused unless it is allowed', async () => {
    const { noteId, office } = await transcript()
    await turn(true)
    const stranger = await server.join('interviewer')
    expect(await ask(noteId, stranger.token)).toMatchObject({ status: 404 })
    expect(await ask(createId())).toMatchObject({ status: 404 })
    expect(model.heard).toEqual([])
    for (const url of ['http://169.254.169.254/v1', 'https://10.0.0.1/v1', 'https://user:secret@models.example.com/v1']) expect(await turn(true, { url })).toMatchObject({ body: { code: 'connector.address_refused' } })
    office.close()
  })

  test('a service that fails or babbles is told apart, and says nothing as a summary', async () => {
    const { noteId, office } = await transcript()
    await turn(true)
    Object.assign(model.state, { status: 401 })
    expect(await ask(noteId)).toMatchObject({ body: { code: 'summary.not_let_in' } })
    Object.assign(model.state, { status: 503 })
    expect(await ask(noteId)).toMatchObject({ status: 502, body: { code: 'summary.no_answer' } })
    for (const answer of ['<html>', '{"choices":[]}', '{"choices":[{"message":{"content":null}}]}']) {
      Object.assign(model.state, { status: 200, answer })
      expect(await ask(noteId)).toMatchObject({ body: { code: 'summary.no_answer' } })
    }
    office.close()
  })
})
