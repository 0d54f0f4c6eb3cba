import { describe, expect, test } from 'vitest'
import { zoom } from '#server/connectors/zoom/connector'
import { applyTranscript } from '#server/outbox/findings/transcript'
import { writeRecord } from '#server/replication/record'
import { bookInterview } from '#shared/domain/commands/interview'
import type { Interview } from '#shared/domain/model/interview'
import type { Note } from '#shared/domain/model/note'
import { createId } from '#shared/lib/ids'
import { stores } from '#tests/support/databases'
import { eachWorkspace } from '#tests/support/each-workspace'
import { connect } from '#tests/support/outbox'
import { makeApplication, makeCandidate, makeJob, newRow, testNowMs, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('a transcript that comes in on $name', ({ open }) => {
  let workspace: TestWorkspace
  eachWorkspace(open, opened => { workspace = opened })

  async function interviewWith(given: boolean | null): Promise<Interview> {
    const { recruiter, coordinator, interviewer } = workspace.members
    const job = makeJob()
    const candidate = makeCandidate({ fullName: 'Ana Sousa' })
    const application = makeApplication(job, candidate, given === null ? {} : { recordingConsent: { given, how: 'said', note: '', atMs: testNowMs, recordedById: recruiter.personId } })
    const { interview } = bookInterview({ application, name: 'System design', startMs: testNowMs, endMs: testNowMs + 3_600_000, interviewerIds: [interviewer.personId], zone: 'UTC', kit: null }, { actorId: coordinator.personId, nowMs: testNowMs, createId })
    await workspace.push(recruiter, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application)])
    await workspace.push(coordinator, [newRow('interviews', interview)])
    return interview
  }
  async function take(interview: Interview): Promise<Note[]> {
    const port = { now: () => testNowMs, record: { write: async (workspaceId: string, actorId: string | null, rows: readonly never[], tx: never) => { await writeRecord(tx, workspaceId, actorId, rows, testNowMs); return () => undefined } } }
    const finding = { kind: 'transcript' as const, interviewId: interview.id, source: 'zoom/u1', title: 'Transcript from Zoom', cues: [{ seconds: 1, speaker: 'Ana Sousa', text: 'Hello there' }] }
    const connection = await connect(workspace.db, workspace.workspaceId, zoom, { config: {}, keys: {} })
    await workspace.db.transaction(tx => applyTranscript(tx, port as never, connection, finding))
    const { rows } = await workspace.pullAll(workspace.members.recruiter)
    return rows.filter(row => row.collection === 'notes').map(row => row.content as unknown as Note)
  }

  test('is a note of the panel, once, with the candidate’s voice known', async () => {
    const interview = await interviewWith(true)
    await take(interview)
    expect(await take(interview)).toMatchObject([{ interviewId: interview.id, visibility: 'panel', plain: 'Ana Sousa: Hello there', transcript: [{ at: 1, by: 0, text: 'Hello there' }], speakers: [{ label: 'Ana Sousa', isCandidate: true }] }])
  })

  test.each([null, false])('is not kept without the candidate’s word (%s)', async given => {
    expect(await take(await interviewWith(given))).toEqual([])
  })
})
