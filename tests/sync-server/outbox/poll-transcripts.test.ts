import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineConnector, type OpenTranscript, type TranscriptFinding } from '#server/connectors/kit/connector'
import { pauseAfter, pollTranscripts } from '#server/outbox/poll-transcripts'
import { bookInterview } from '#shared/domain/commands/interview'
import type { Interview } from '#shared/domain/model/interview'
import { AppError } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import { stores } from '#tests/support/databases'
import { connect, openOutbox, type TestOutbox } from '#tests/support/outbox'
import { makeApplication, makeCandidate, makeJob, newRow, openWorkspace, testNowMs, type TestWorkspace } from '#tests/support/workspace'

const minute = 60_000
const endMs = testNowMs + 60 * minute
const cues = [{ seconds: 1, speaker: 'Ana Sousa', text: 'Hello there' }]

describe.each(stores)('transcripts that are asked for on $name', ({ open }) => {
  let workspace: TestWorkspace
  let close: () => Promise<void>
  let outbox: TestOutbox
  let connectionId: string
  let asked: OpenTranscript[]
  let reply: (about: OpenTranscript) => Promise<TranscriptFinding | null>
  const video = defineConnector({
    id: 'video', title: 'Video', category: 'video', summary: '', configSchema: z.strictObject({}), secretsSchema: z.strictObject({}), scopes: [], fields: [], events: [], steps: [], defaultMapping: [], requires: [], handles: {},
    connect: () => ({ baseUrl: 'https://video.example.test' }), testConnection: async () => ({ kind: 'ok', detail: '' }), sandbox: () => ({ status: 200, body: '' }), rateLimit: { requests: 1, perMs: 1 },
    transcript: about => { asked.push(about); return reply(about) },
  })
  beforeEach(async () => {
    const opened = await open()
    close = opened.close
    workspace = await openWorkspace(opened.db)
    asked = []
    reply = async () => null
    outbox = openOutbox(workspace.db, [video])
    connectionId = (await connect(workspace.db, workspace.workspaceId, video, { config: {}, keys: {} })).id
  })
  afterEach(() => close())

  async function interviewed(given: boolean | null): Promise<Interview> {
    const { recruiter, coordinator, interviewer } = workspace.members
    const job = makeJob()
    const candidate = makeCandidate({ fullName: 'Ana Sousa' })
    const application = makeApplication(job, candidate, given === null ? {} : { recordingConsent: { given, how: 'said', note: '', atMs: testNowMs, recordedById: recruiter.personId } })
    const { interview } = bookInterview({ application, name: 'System design', startMs: testNowMs, endMs, interviewerIds: [interviewer.personId], zone: 'UTC', kit: null }, { actorId: coordinator.personId, nowMs: testNowMs, createId })
    await workspace.push(recruiter, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application)])
    await workspace.push(coordinator, [newRow('interviews', interview)])
    await workspace.db.query(
      `insert into calendar_events (workspace_id, interview_id, connection_id, event_id, sequence, notify, join_url, state, at_ms, kind) values ($1, $2, $3, 'm1', 0, false, 'https://video.example.test/j/1', 'done', $4, 'meeting')`, [workspace.workspaceId, interview.id, connectionId, testNowMs],
    )
    return interview
  }
  const round = async (atMs: number): Promise<number> => {
    outbox.clock.nowMs = atMs
    const before = asked.length
    await pollTranscripts({ ...outbox.options })
    return asked.length - before
  }
  const notes = async () => (await workspace.pullAll(workspace.members.recruiter)).rows.filter(row => row.collection === 'notes')
  const found = (interviewId: string): TranscriptFinding => ({ kind: 'transcript', interviewId, source: 'video/1', title: 'Transcript from Video', cues })

  test('it is asked for half an hour after the end, ever less often, until it is there; then never again', async () => {
    const { id } = await interviewed(true)
    expect(await round(endMs + 29 * minute)).toBe(0)
    expect(await round(endMs + 30 * minute)).toBe(1)
    expect(asked[0]).toEqual({ interviewId: id, meetingId: 'm1', joinUrl: 'https://video.example.test/j/1', startMs: testNowMs, endMs })
    expect(await round(endMs + 44 * minute)).toBe(0)
    expect(await round(endMs + 45 * minute)).toBe(1)
    expect(await round(endMs + 60 * minute), 'half an hour later now').toBe(0)
    reply = async () => found(id)
    expect(await round(endMs + 75 * minute)).toBe(1)
    expect(await notes()).toMatchObject([{ content: { interviewId: id, title: 'Transcript from Video' } }])
    expect(await round(endMs + 30 * 60 * minute)).toBe(0)
  })

  test.each([null, false])('without the candidate’s word (%s) nobody is asked, and a week later nobody is either', async given => {
    await interviewed(given)
    expect(await round(endMs + 60 * minute)).toBe(0)
    await interviewed(true)
    expect(await round(endMs + 8 * 24 * 60 * minute)).toBe(0)
  })

  test('of two servers one asks; a refusal stands in the log without a word of what was said, and heals', async () => {
    const { id } = await interviewed(true)
    reply = () => Promise.reject(new AppError('connector.forbidden', { facts: { status: 403 } }))
    outbox.clock.nowMs = endMs + 30 * minute
    await Promise.all([pollTranscripts(outbox.options), pollTranscripts(outbox.options)])
    expect(asked).toHaveLength(1)
    expect(await workspace.db.query('select code, exchanges from hook_polls')).toEqual([{ code: 'connector.forbidden', exchanges: [] }])
    expect(await workspace.db.query('select last_code as code from connections')).toEqual([{ code: 'connector.forbidden' }])
    reply = async () => found(id)
    await round(endMs + 60 * minute)
    expect(await workspace.db.query('select failing_since_ms as since from connections')).toEqual([{ since: null }])
    expect(JSON.stringify(await workspace.db.query('select * from hook_polls'))).not.toContain('Hello there')
  })
})

test('the pause doubles up to half a day', () => {
  expect([0, 1, 2, 20].map(pauseAfter)).toEqual([15, 30, 60, 720].map(minutes => minutes * minute))
})
