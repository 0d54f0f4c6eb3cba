import { describe, expect, it } from 'vitest'
import { bookInterview, changeBooking } from '#shared/domain/commands/interview'
import type { Interview } from '#shared/domain/model/interview'
import { createId } from '#shared/lib/ids'
import { aBooking, at } from '#tests/support/planning'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'

const stamp = { actorId: createId(), nowMs: 1, createId }
const booked = aBooking(at('2026-03-02', '10:00'), ['mara', 'gwen'], { seats: [{ personId: 'mara', role: 'interviewer' }, { personId: 'gwen', role: 'shadow' }], roomId: 'oak', video: 'zoom' })
const place = { startMs: booked.startMs, endMs: booked.endMs, zone: booked.zone, interviewerIds: ['mara', 'gwen'] }
const fieldsOf = (to: Partial<Parameters<typeof changeBooking>[1]>): Partial<Interview> | null => {
  const [edit] = changeBooking(booked, { ...place, ...to }, stamp)
  return edit?.kind === 'edit' ? edit.fields as Partial<Interview> : null
}

describe('changing a booking', () => {
  it('writes nothing where nothing differs, and leaves room and call alone where they are not named', () => {
    expect(fieldsOf({})).toBeNull()
    expect(fieldsOf({ startMs: booked.startMs + 1, endMs: booked.endMs + 1 })).toMatchObject({ roomId: 'oak' })
    expect(fieldsOf({ startMs: booked.startMs + 1, endMs: booked.endMs + 1 })).not.toHaveProperty('video')
  })

  it('gives whoever takes somebody’s place their role, and everybody else the role of one who interviews', () => {
    expect(fieldsOf({ interviewerIds: ['mara', 'chi'] })!.seats).toEqual([{ personId: 'mara', role: 'interviewer' }, { personId: 'chi', role: 'shadow' }])
    expect(fieldsOf({ interviewerIds: ['mara', 'gwen', 'chi'] })!.seats!.at(-1)).toEqual({ personId: 'chi', role: 'interviewer' })
    expect(fieldsOf({ roles: new Map([['mara', 'interviewer'], ['gwen', 'reverseShadow']]) })!.seats![1]).toEqual({ personId: 'gwen', role: 'reverseShadow' })
  })

  it('moves into a room, out of every room, or onto another kind of call', () => {
    expect(fieldsOf({ roomId: 'bay' })).toMatchObject({ roomId: 'bay' })
    expect(fieldsOf({ roomId: null })).toMatchObject({ roomId: null })
    const changes = changeBooking(booked, { ...place, video: 'meet' }, stamp)
    expect(changes).toEqual([{ kind: 'edit', collection: 'interviews', id: booked.id, fields: { video: 'meet' } }])
  })
})

it('a single interview is booked with its room, its call and who only listens', () => {
  const [job, candidate] = [makeJob(), makeCandidate()]
  const { interview } = bookInterview({ application: makeApplication(job, candidate), name: 'Screen', startMs: 1, endMs: 2, interviewerIds: ['mara', 'gwen'], roles: new Map([['gwen', 'shadow']]), zone: 'Europe/Berlin', kit: null, roomId: 'oak', video: 'teams' }, stamp)
  expect(interview).toMatchObject({ roomId: 'oak', video: 'teams', seats: [{ personId: 'mara', role: 'interviewer' }, { personId: 'gwen', role: 'shadow' }] })
})
