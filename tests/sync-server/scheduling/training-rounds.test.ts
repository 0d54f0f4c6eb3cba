import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeRecord } from '#server/replication/record'
import { TrainingRounds } from '#server/scheduling/training-rounds'
import type { Person } from '#shared/domain/model/person'
import { takeStepBack } from '#shared/domain/scheduling/training'
import { createId } from '#shared/lib/ids'
import { aBooking, aColleague, aPlan, aPlanSeat, aPlanSession, at } from '#tests/support/planning'
import { makeJob } from '#tests/support/workspace'
import { startTestServer, type TestServer } from '#tests/support/test-server'

const skillId = createId()

describe.each(['PGlite', 'PostgreSQL'] as const)('training on %s', storeName => {
  let server: TestServer
  let nowMs = at('2026-03-02', '09:00')
  const trainee = aColleague('Bo Lindt', { trainings: [{ id: skillId, level: 'shadow' }] })
  const plan = aPlan()
  const session = aPlanSession(plan, 'Ward round', [aPlanSeat([], { role: 'shadow', skillIds: [skillId] })])
  const job = makeJob({ interviewPlans: [plan], sessions: [session] })
  beforeEach(async () => {
    nowMs = at('2026-03-02', '09:00')
    server = await startTestServer(storeName, { now: () => nowMs })
    await write('settings', server.owner.workspaceId, { interviewSkills: [{ id: skillId, name: 'Ward round', rank: 'a0', archived: false, shadows: 2 }] })
    await write('people', trainee.id, trainee)
    await write('jobs', job.id, job)
    for (const wall of ['10:00', '13:00']) await listen(wall)
  })
  afterEach(() => server.stop())

  const write = (collection: 'settings' | 'people' | 'jobs' | 'interviews', id: string, content: object) =>
    server.db.transaction(tx => writeRecord(tx, server.owner.workspaceId, null, [{ collection, id, content: content as never }], nowMs))
  const listen = async (wall: string, day = '2026-03-02') => {
    const booked = aBooking(at(day, wall), [], { jobId: job.id, sessionId: session.id, seats: [{ personId: trainee.id, role: 'shadow' }] })
    await write('interviews', booked.id, booked)
  }
  const look = () => new TrainingRounds({
    db: server.db, now: () => nowMs, onFailure: cause => { throw cause },
    record: { write: async (workspaceId, actorId, rows, tx) => { await writeRecord(tx, workspaceId, actorId, rows, nowMs); return () => undefined } },
  }).look()
  const trainings = async () => (await server.db.query<{ content: Person }>(`select content from documents where collection = 'people' and id = $1`, [trainee.id]))[0]!.content.trainings

  test('somebody goes on when the last of the interviews has ended, and only once however many servers look', async () => {
    nowMs = at('2026-03-02', '13:59')
    await look()
    expect(await trainings()).toEqual([{ id: skillId, level: 'shadow' }])
    nowMs = at('2026-03-02', '14:00')
    await Promise.all([look(), look()])
    expect(await trainings()).toEqual([{ id: skillId, level: 'reverseShadow', wentOn: { from: 'shadow', times: 2, atMs: nowMs } }])
  })

  test('“not yet” holds until they have listened once more', async () => {
    nowMs = at('2026-03-02', '15:00')
    await look()
    await write('people', trainee.id, { trainings: (await trainings()).map(takeStepBack) })
    await look()
    expect(await trainings()).toEqual([{ id: skillId, level: 'shadow', needs: 3 }])
    await listen('10:00', '2026-03-03')
    nowMs = at('2026-03-03', '12:00')
    await look()
    expect((await trainings())[0]!.level).toBe('reverseShadow')
  })
})
