import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { overdueApplications } from '#shared/domain/debrief/overdue'
import type { Interview } from '#shared/domain/model/interview'
import { desktopNotes } from '#shared/domain/reminders/desktop-notes'
import { dueReminders, remindersOf, type ReminderFacts } from '#shared/domain/reminders/plan-reminders'
import { reminderTimesOf } from '#shared/domain/reminders/reminder-times'
import { afterQuiet, beforeQuiet, isQuiet } from '#shared/domain/reminders/quiet-hours'
import { createId } from '#shared/lib/ids'
import { makeJob } from '#tests/support/workspace'
import { hour, makeCard, makeInterview, nowMs } from '../debrief/debrief-fixtures.ts'

const [ben, ida, mara] = [createId(), createId(), createId()]
const usual = reminderTimesOf(null)
const awake = { quiet: null, zone: 'Europe/Berlin' }
const interviewOf = (fields: Partial<Interview> = {}): Interview => makeInterview(makeJob(), createId(), [ben, ida], { startMs: nowMs, endMs: nowMs + hour, ...fields })
const factsOf = (interview: Interview, fields: Partial<ReminderFacts> = {}): ReminderFacts =>
  ({ interview, handedIn: new Set(), people: new Map([[ben, awake], [ida, awake], [mara, awake]]), recruiterIds: [mara], times: usual, isCandidateReachable: true, ...fields })

describe('quiet hours', () => {
  test('go over midnight, and shift what falls into them to before or after', () => {
    const quiet = { fromMinute: 22 * 60, toMinute: 8 * 60 }
    const night = Date.parse('2026-11-26T02:30:00Z') // 03:30 in Berlin
    expect(isQuiet(night, quiet, 'Europe/Berlin')).toBe(true)
    expect(new Date(afterQuiet(night, quiet, 'Europe/Berlin')).toISOString()).toBe('2026-11-26T07:00:00.000Z')
    expect(new Date(beforeQuiet(night, quiet, 'Europe/Berlin')).toISOString()).toBe('2026-11-25T20:59:00.000Z')
  })

  test('in every zone and over every change of clocks, what is moved comes to rest outside of them, within a day', () => {
    const minute = fc.integer({ min: 0, max: 1_439 })
    fc.assert(fc.property(
      fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-12-31') }), fc.record({ fromMinute: minute, toMinute: minute }),
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/Santiago', 'Africa/Cairo', 'UTC'), (atMs, quiet, zone) => {
        const [after, before] = [afterQuiet(atMs, quiet, zone), beforeQuiet(atMs, quiet, zone)]
        if (!isQuiet(atMs, quiet, zone)) {
          expect([after, before]).toEqual([atMs, atMs])
          return
        }
        expect(after - atMs).toBeLessThanOrEqual(25 * hour)
        expect(atMs - before).toBeLessThanOrEqual(25 * hour)
        // Where the clocks skip or repeat the very minute that ends the quiet hours there may be no such moment: then it is sent as it stands.
        if (after !== atMs) expect(isQuiet(after, quiet, zone)).toBe(false)
        if (before !== atMs) expect(isQuiet(before, quiet, zone)).toBe(false)
      },
    ))
  })
})

describe('reminders of an interview', () => {
  test('come an hour before, ask for the card an hour after the end and when it is due, and reach the recruiter a day later', () => {
    const all = remindersOf(factsOf(interviewOf(), { handedIn: new Set([ida]) }))
    expect(all.map(({ kind, personId, atMs }) => [kind, personId === ben ? 'ben' : personId === ida ? 'ida' : personId === mara ? 'mara' : 'candidate', (atMs - nowMs) / hour])).toEqual([
      ['comingUp', 'ben', -1], ['comingUp', 'ida', -1], ['candidateComingUp', 'candidate', -24], ['cardWanted', 'ben', 2], ['cardOverdue', 'ben', 25], ['cardMissing', 'mara', 49],
    ])
  })

  test('of an interview that another service holds go only to whom it did not tell; cards are asked for in any case', () => {
    const held = interviewOf({ bookedThrough: { service: 'Calendly', connectionId: createId(), personIds: [ben], clashes: false } })
    expect(remindersOf(factsOf(held, { handedIn: new Set([ida]) })).map(({ kind, personId }) => [kind, personId === ben ? 'ben' : personId === ida ? 'ida' : 'mara'])).toEqual([
      ['comingUp', 'ida'], ['cardWanted', 'ben'], ['cardOverdue', 'ben'], ['cardMissing', 'mara'],
    ])
  })

  test('come at the workspace’s own times where it has some', () => {
    const times = reminderTimesOf({ reminderTimes: { interviewMinutes: 15, candidateHours: 48, cardMinutes: 0, dueHours: 4, missingHours: 8 } })
    const all = remindersOf(factsOf(interviewOf(), { handedIn: new Set([ida]), times }))
    expect(all.map(({ kind, atMs }) => [kind, (atMs - nowMs) / hour])).toEqual([['comingUp', -0.25], ['comingUp', -0.25], ['candidateComingUp', -48], ['cardWanted', 1], ['cardOverdue', 5], ['cardMissing', 13]])
  })

  test('there are none of one that is called off or only proposed', () => {
    expect(remindersOf(factsOf(interviewOf({ cancelled: true })))).toEqual([])
    expect(remindersOf(factsOf(interviewOf({ confirmed: false })))).toEqual([])
  })

  test('a moved interview is another reminder: the old time is never told again, the new one is', () => {
    const interview = interviewOf()
    const before = remindersOf(factsOf(interview))
    const moved = remindersOf(factsOf({ ...interview, startMs: nowMs + 30 * hour, endMs: nowMs + 31 * hour }))
    expect(dueReminders(moved, new Set(), nowMs).send).toEqual([])
    expect(moved.some(each => before.some(other => other.key === each.key))).toBe(false)
  })

  test('a reminder of an early interview comes before the quiet hours begin, one for a card after they end', () => {
    const quiet = { fromMinute: 20 * 60, toMinute: 9 * 60 }
    const startMs = Date.parse('2026-11-26T07:30:00Z') // 08:30 in Berlin
    const people = new Map([[ben, { quiet, zone: 'Europe/Berlin' }]])
    const all = remindersOf(factsOf(interviewOf({ startMs, endMs: startMs + hour / 2 }), { people }))
    const at = (kind: string) => new Date(all.find(each => each.kind === kind)!.atMs).toISOString()
    expect(at('comingUp')).toBe('2026-11-25T18:59:00.000Z')
    expect(at('cardWanted')).toBe('2026-11-26T09:00:00.000Z')
  })

  test('after a standstill one is asked once for a card, and not at all for what has begun', () => {
    const interview = interviewOf()
    const { send, passedOver } = dueReminders(remindersOf(factsOf(interview, { handedIn: new Set([ida]) })), new Set(), nowMs + 60 * hour)
    expect(send.map(each => each.kind)).toEqual(['cardOverdue', 'cardMissing'])
    expect(passedOver.map(each => each.kind)).toEqual(['cardWanted'])
  })

  test('nothing is told twice', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -30, max: 400 }), { maxLength: 12 }), hours => {
      const told = new Set<string>()
      const sent: string[] = []
      for (const at of hours.toSorted((a, b) => a - b)) {
        const { send, passedOver } = dueReminders(remindersOf(factsOf(interviewOfSameId)), told, nowMs + at * hour)
        for (const { key } of [...send, ...passedOver]) told.add(key)
        sent.push(...send.map(each => each.key))
      }
      expect(new Set(sent).size).toBe(sent.length)
    }))
  })
})
const interviewOfSameId = interviewOf()

describe('this computer', () => {
  const facts = { personId: ben, quiet: null, zone: 'Europe/Berlin', interviews: [interviewOf()], handedIn: new Set<string>(), questions: 0 }
  const kinds = (lastMs: number, atMs: number, other: Partial<typeof facts> = {}) => desktopNotes({ ...facts, ...other }, lastMs, atMs).notes.map(note => note.kind)

  test('tells of an interview ten minutes before it, and of the card after it, once', () => {
    expect(kinds(nowMs - 11 * 60_000, nowMs - 9 * 60_000)).toEqual(['soon'])
    expect(kinds(nowMs - 9 * 60_000, nowMs - 8 * 60_000)).toEqual([])
    expect(kinds(nowMs + hour, nowMs + hour + 6 * 60_000)).toEqual(['cardWanted'])
    expect(kinds(nowMs + hour, nowMs + hour + 6 * 60_000, { handedIn: new Set([facts.interviews[0]!.id]) })).toEqual([])
  })

  test('gives one digest after long away, and none when there is nothing to say', () => {
    expect(desktopNotes({ ...facts, questions: 2 }, nowMs - 100 * hour, nowMs - hour).notes).toEqual([{ kind: 'digest', coming: 1, owed: 0, questions: 2 }])
    expect(kinds(nowMs - 100 * hour, nowMs + 40 * hour, { handedIn: new Set([facts.interviews[0]!.id]) })).toEqual([])
  })

  test('is silent in quiet hours and tells afterwards', () => {
    const at = nowMs + hour + 6 * 60_000
    const quiet = { fromMinute: 0, toMinute: 1_439 }
    const silent = desktopNotes({ ...facts, quiet } as never, nowMs + hour, at)
    expect(silent).toEqual({ notes: [], lookedAtMs: nowMs + hour })
    expect(kinds(silent.lookedAtMs, at + 60_000)).toEqual(['cardWanted'])
  })
})

test('a card on the board is marked for whom the missing card is known', () => {
  const interview = interviewOf({ startMs: nowMs - 30 * hour, endMs: nowMs - 29 * hour })
  const cards = [makeCard(interview, ben, {})]
  expect(overdueApplications([interview], cards, { personId: mara, seesAll: true }, usual.dueAfterMs, nowMs).size).toBe(1)
  expect(overdueApplications([interview], cards, { personId: ben, seesAll: false }, usual.dueAfterMs, nowMs).size).toBe(0)
  expect(overdueApplications([interview], [...cards, makeCard(interview, ida, {})], { personId: mara, seesAll: true }, usual.dueAfterMs, nowMs).size).toBe(0)
  expect(overdueApplications([{ ...interview, cancelled: true }], cards, { personId: mara, seesAll: true }, usual.dueAfterMs, nowMs).size).toBe(0)
})
