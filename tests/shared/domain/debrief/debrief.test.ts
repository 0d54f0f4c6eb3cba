import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { audienceOf } from '#shared/domain/access/audience'
import { keysOf, opens } from '#shared/domain/access/keys'
import { agendaOf } from '#shared/domain/debrief/agenda'
import { fewestComparisons, tendencies } from '#shared/domain/debrief/calibration'
import { reminderTimesOf } from '#shared/domain/reminders/reminder-times'
import { debriefOf } from '#shared/domain/debrief/matrix'
import { readingOf } from '#shared/domain/debrief/who-reads'
import { judgesOf } from '#shared/domain/debrief/due'
import type { Role } from '#shared/domain/model/person'
import type { Scorecard } from '#shared/domain/model/scorecard'
import { createId } from '#shared/lib/ids'
import { makeJob } from '#tests/support/workspace'
import { hour, makeCard, makeInterview, makeKit, makePanel, nowMs } from './debrief-fixtures.ts'

const { dueAfterMs } = reminderTimesOf(null)

describe('the matrix', () => {
  test('says mean, spread and where a panel disagrees; no evidence is no rating', () => {
    const { job, kit, applications, personIds, interviews } = makePanel(1, 3, ['Depth', 'Care'])
    const [depth, care] = kit.attributes.map(attribute => attribute.id)
    const cards = [[5, 3], [2, 3], [4, null]].map(([a, b], at) => makeCard(interviews[0]!, personIds[at]!, { [depth!]: a!, [care!]: b! }))
    const { rows, columns } = debriefOf({ job, applications, interviews, cards, dueAfterMs, nowMs })
    expect(columns.map(column => column.name)).toEqual(['Depth', 'Care'])
    const [one, two] = columns.map(column => rows[0]!.cells.get(column.key)!)
    expect(one).toMatchObject({ n: 3, low: 2, high: 5, spread: 3, isDisputed: true, unheard: 0 })
    expect(one!.mean).toBeCloseTo(11 / 3)
    expect(two).toMatchObject({ n: 2, mean: 3, spread: 0, isDisputed: false, unheard: 1 })
  })

  test('one name in two kits is one column, and an attribute renamed since keeps its ratings', () => {
    const technical = makeKit(['Depth', 'Care'])
    const values = makeKit([' care ', 'Candour'], { name: 'Values' })
    const renamed = { ...technical, id: createId(), version: 2, attributes: [{ ...technical.attributes[0]!, name: 'Depth of knowledge' }] }
    const job = makeJob({ kits: [technical, values, renamed] })
    const interview = makeInterview(job, createId(), [])
    const card = makeCard(interview, createId(), { [technical.attributes[0]!.id]: 4, [technical.attributes[1]!.id]: 2, [values.attributes[0]!.id]: 5 })
    const application = { id: interview.applicationId } as never
    const { columns, rows } = debriefOf({ job, applications: [application], interviews: [interview], cards: [card], dueAfterMs, nowMs })
    expect(columns.map(column => column.name)).toEqual(['Depth of knowledge', 'care', 'Candour'])
    expect(rows[0]!.cells.get('care')).toMatchObject({ n: 2, low: 2, high: 5 })
    expect(rows[0]!.cells.get('depth of knowledge')).toMatchObject({ n: 1 })
  })

  test('a draft is nobody’s judgement; cards that are owed, overdue and late are told apart', () => {
    const { job, applications, interviews: [interview] } = makePanel(1, 0, ['Depth'])
    const [inTime, late, owing] = [createId(), createId(), createId()]
    const held = { ...interview!, endMs: nowMs - 30 * hour, seats: [inTime, late, owing].map(personId => ({ personId, role: 'interviewer' as const })) }
    const recent = makeInterview(job, applications[0]!.id, [owing], { endMs: nowMs - hour })
    const coming = makeInterview(job, applications[0]!.id, [owing], { startMs: nowMs + hour, endMs: nowMs + 2 * hour })
    const calledOff = makeInterview(job, applications[0]!.id, [owing], { cancelled: true })
    const shadowed = makeInterview(job, applications[0]!.id, [], { seats: [{ personId: owing, role: 'shadow' }] })
    const cards = [makeCard(held, inTime, {}), makeCard(held, late, {}, { submittedAtMs: held.endMs + dueAfterMs + 1 }), makeCard(held, owing, { x: 1 }, { submittedAtMs: null })]
    const { rows } = debriefOf({ job, applications, interviews: [held, recent, coming, calledOff, shadowed], cards, dueAfterMs, nowMs })
    expect(Object.fromEntries(rows[0]!.slots.filter(slot => slot.interviewId === held.id).map(slot => [slot.personId, slot.state]))).toEqual({ [inTime]: 'inTime', [late]: 'late', [owing]: 'overdue' })
    expect(rows[0]!.slots.filter(slot => slot.interviewId !== held.id).map(slot => slot.state)).toEqual(['waiting', 'expected'])
  })

  test('the order of arrival changes nothing', () => {
    const { job, kit, applications, personIds, interviews } = makePanel(4, 3, ['Depth', 'Care', 'Pace'])
    const ids = kit.attributes.map(attribute => attribute.id)
    const rating = fc.option(fc.integer({ min: 1, max: 5 }))
    const cards = fc.array(fc.record({ at: fc.nat(3), by: fc.nat(2), given: fc.tuple(rating, rating, rating) }), { maxLength: 12 }).map(all => {
      const unique = new Map(all.map(each => [`${each.at} ${each.by}`, each]))
      return [...unique.values()].map(({ at, by, given }) => makeCard(interviews[at]!, personIds[by]!, Object.fromEntries(ids.map((id, i) => [id, given[i] ?? null]))))
    })
    fc.assert(fc.property(cards.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
      const one = debriefOf({ job, applications, interviews, cards: list, dueAfterMs, nowMs })
      const other = debriefOf({ job, applications: applications.toReversed(), interviews: interviews.toReversed(), cards: shuffled, dueAfterMs, nowMs })
      expect(other).toEqual(one)
      expect(agendaOf(other, new Set())).toEqual(agendaOf(one, new Set()))
      expect(tendencies(other)).toEqual(tendencies(one))
      for (const row of one.rows) {
        for (const cell of row.cells.values()) {
          expect(cell.n + cell.unheard).toBe(cell.ratings.length)
          if (cell.mean !== null) expect(cell.mean >= cell.low! && cell.mean <= cell.high!).toBe(true)
        }
      }
    }))
  })
})

describe('calibration', () => {
  const rate = (candidates: number) => {
    const { job, kit, applications, personIds, interviews } = makePanel(candidates, 2, ['Depth'])
    const [depth] = kit.attributes.map(attribute => attribute.id)
    const cards = interviews.flatMap(interview => [makeCard(interview, personIds[0]!, { [depth!]: 4 }), makeCard(interview, personIds[1]!, { [depth!]: 3 })])
    const found = tendencies(debriefOf({ job, applications, interviews, cards, dueAfterMs, nowMs }))
    return personIds.map(id => found.find(each => each.personId === id)!)
  }

  test('tells by how much somebody rates above the others, with the number behind it', () => {
    expect(rate(fewestComparisons)).toMatchObject([{ n: fewestComparisons, difference: 1 }, { n: fewestComparisons, difference: -1 }])
  })

  test('says nothing under a small number', () => {
    expect(rate(fewestComparisons - 1)).toMatchObject([{ n: fewestComparisons - 1, difference: null }, { difference: null }])
  })
})

test('the agenda begins with disagreement, then what is missing, then what is to be decided', () => {
  const { job, kit, applications, personIds, interviews } = makePanel(2, 3, ['Depth', 'Care'])
  const [depth, care] = kit.attributes.map(attribute => attribute.id)
  const cards = [
    makeCard(interviews[0]!, personIds[0]!, { [depth!]: 5, [care!]: 3 }),
    makeCard(interviews[0]!, personIds[1]!, { [depth!]: 1, [care!]: 3 }, { recommendation: 'no' }),
    makeCard(interviews[1]!, personIds[0]!, { [depth!]: 3, [care!]: null }, { ratings: [{ id: depth!, rating: 3, comment: ' ', evidence: [] }, { id: care!, rating: null, comment: '', evidence: [] }] }),
  ]
  const debrief = debriefOf({ job, applications, interviews, cards, dueAfterMs, nowMs })
  const agenda = agendaOf(debrief, new Set([applications[1]!.id]))
  expect(agenda.map(item => [item.kind, applications.findIndex(each => each.id === item.applicationId)])).toEqual([
    ['split', 0], ['disputed', 0], ['missingCard', 0], ['missingCard', 1], ['missingCard', 1], ['unsupported', 1], ['unheard', 1], ['decide', 0],
  ])
})

test('what a screen says about reading is what the server does with the cards', () => {
  const roles: readonly Role[] = ['owner', 'recruiter', 'coordinator', 'hiringManager', 'interviewer']
  fc.assert(fc.property(
    fc.constantFrom(...roles), fc.boolean(), fc.constantFrom('none' as const, 'interviewer' as const, 'shadow' as const), fc.boolean(), fc.constantFrom('afterOwn' as const, 'always' as const, 'never' as const),
    (role, isManager, seat, hasHandedIn, rule) => {
      const personId = createId()
      const { job, applications, personIds, interviews: [first] } = makePanel(1, 1, ['Depth'])
      const interview = seat === 'none' ? first! : { ...first!, seats: [...first!.seats, { personId, role: seat }] }
      const theirs = makeCard(interview, personIds[0]!, {})
      const own: readonly Scorecard[] = seat === 'interviewer' && hasHandedIn ? [makeCard(interview, personId, {})] : []
      const keys = keysOf({ personId, role, active: true, managedJobIds: isManager ? [job.id] : [] })
      const audience = audienceOf('scorecards', theirs, {
        candidate: null, panelIds: interview.seats.map(seat => seat.personId), seatIds: interview.seats.map(seat => seat.personId), judgeIds: judgesOf(interview), judgedIds: own.map(card => card.authorId), listenedIds: seat === 'shadow' && role !== 'coordinator' ? [personId] : [], job: { managerIds: isManager ? [personId] : [], interviewerIds: [], scorecardVisibility: rule },
      })
      const reading = readingOf({ personId, role, isManager }, rule, [interview], own)
      expect(reading.kind !== 'none').toBe(opens(keys, audience))
      expect(applications).toHaveLength(1)
    },
  ))
})
