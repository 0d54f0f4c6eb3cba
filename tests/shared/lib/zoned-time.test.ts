import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { dayOf, isoWeekOf, startOfDay, wallRange, wallTimeOf, wallToInstant, zoneDays } from '#shared/lib/zoned-time'

test('a wall time goes to its instant and back, on both sides of a change of clocks', () => {
  expect(new Date(wallToInstant('2026-03-28', '09:00', 'Europe/London')).toISOString()).toBe('2026-03-28T09:00:00.000Z')
  expect(new Date(wallToInstant('2026-03-29', '09:00', 'Europe/London')).toISOString()).toBe('2026-03-29T08:00:00.000Z')
  expect(wallTimeOf(wallToInstant('2026-10-04', '09:00', 'Australia/Lord_Howe'), 'Australia/Lord_Howe')).toBe('09:00')
})

test('hours that the clocks skip or repeat are never shown outside what was said', () => {
  expect(wallRange('2026-03-29', '01:00', '02:00', 'Europe/London')).toBe(null)
  const repeated = wallRange('2026-10-25', '00:00', '01:30', 'Europe/London')
  expect(new Date(repeated?.toMs ?? 0).toISOString()).toBe('2026-10-25T00:30:00.000Z')
})

test('a day whose midnight is skipped begins at one, and days follow without holes', () => {
  expect(wallTimeOf(startOfDay('2026-09-06', 'America/Santiago'), 'America/Santiago')).toBe('01:00')
  const days = zoneDays({ fromMs: Date.parse('2026-09-01T00:00Z'), toMs: Date.parse('2026-09-12T00:00Z') }, 'America/Santiago')
  days.slice(1).forEach((day, at) => expect(day.fromMs).toBe(days[at]?.toMs))
})

test('ISO weeks agree with Temporal over ten years of days', () => {
  for (let at = Date.parse('2020-01-01T12:00Z'); at < Date.parse('2030-01-08T00:00Z'); at += 86_400_000) {
    const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC')
    expect(isoWeekOf(at, 'UTC')).toBe(`${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}`)
  }
  expect(dayOf(Date.parse('2026-01-01T00:30Z'), 'America/St_Johns')).toBe('2025-12-31')
})
