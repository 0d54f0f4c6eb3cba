import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { planLoop } from '#shared/domain/planner/plan-loop'
import { addDays, dayOf, startOfDay } from '#shared/lib/zoned-time'
import { anInput, aPerson, aSeat, aSession, officeHours } from './planner-fixtures.ts'
import { problemsOf } from './plan-oracle.ts'

const zones = [
  'Australia/Lord_Howe', 'Pacific/Auckland', 'America/Sao_Paulo', 'Asia/Kolkata', 'America/St_Johns',
  'Africa/Cairo', 'Europe/London', 'America/New_York', 'Australia/Sydney', 'America/Santiago',
] as const

/** Every change of clocks of 2026 to 2028; for a zone without any, one Sunday in each year. */
function changesOf(zone: string): number[] {
  const found: number[] = []
  let at: Temporal.ZonedDateTime | null = Temporal.ZonedDateTime.from(`2026-01-01T00:00[${zone}]`)
  while ((at = at.getTimeZoneTransition('next')) && at.year <= 2028) found.push(at.epochMilliseconds)
  return found.length > 0 ? found : ['2026-03-29', '2027-03-28', '2028-03-26'].map(sunday => Date.parse(`${sunday}T12:00Z`))
}

const allWeek = { ...officeHours, 6: [{ from: '00:00', to: '04:00' }, { from: '09:00', to: '17:00' }], 7: [{ from: '00:00', to: '04:00' }, { from: '09:00', to: '17:00' }] }

test.each(zones)('around every change of clocks in %s, hours, limits, order, lunch and buffers hold', zone => {
  for (const change of changesOf(zone)) {
    const day = dayOf(change, zone)
    for (const candidateZone of [zone, 'Europe/London']) {
      const input = anInput({
        sessions: [aSession('a', ['near', 'far']), aSession('b', [], { lengthMinutes: 45, seats: [aSeat(['near', 'far', 'third'])] }), aSession('c', ['third', 'far'], { lengthMinutes: 30 })],
        order: [{ before: 'a', after: 'c' }], days: { max: 2, perDay: 2 }, gaps: { minMinutes: 15, maxMinutes: 120 }, lunch: { from: '11:30', to: '14:00', lengthMinutes: 45 },
        people: [
          aPerson('near', { zone, hours: allWeek, maxPerDay: 1, maxPerWeek: 2, bufferAfterMinutes: 15, interviews: [{ fromMs: change + 3_600_000, toMs: change + 5_400_000 }] }),
          aPerson('far', { zone: 'America/New_York', hours: { 1: [{ from: '00:00', to: '24:00' }], 6: [{ from: '00:00', to: '24:00' }], 7: [{ from: '00:00', to: '24:00' }] }, maxPerDay: 1, bufferBeforeMinutes: 10 }),
          aPerson('third', { zone, hours: allWeek, maxPerDay: 2, maxPerWeek: 2 }),
        ],
        candidate: { name: 'Kim', zone: candidateZone, windows: Array.from({ length: 4 }, (_, at) => ({ day: addDays(day, at - 1), hours: { from: '00:00', to: '24:00' } })) },
        window: { fromMs: startOfDay(addDays(day, -1), candidateZone), toMs: startOfDay(addDays(day, 3), candidateZone) }, wanted: 5,
      })
      const result = planLoop(input)
      expect(result.kind, `${zone} ${day}`).toBe('plans')
      if (result.kind === 'plans') for (const plan of result.plans) expect(problemsOf(input, plan.sessions), `${zone} ${day}`).toEqual([])
    }
  }
})
