import { expect, test } from 'vitest'
import { findDateOrder, parseDay, parsePartialDate } from '#shared/domain/import/dates'

test.each([
  ['2024-03-01', '2024-03-01'], ['2024-03-01T23:30:00-08:00', '2024-03-01'], ['2024/3/1', '2024-03-01'], ['20240301', '2024-03-01'], ['1.3.2024', '2024-03-01'], ['01.03.24', '2024-03-01'],
  ['01 Jan 2024', '2024-01-01'], ['1. März 2024', '2024-03-01'], ['1 février 2024', '2024-02-01'], ['5 de enero de 2024', '2024-01-05'], ['Jan 5, 2024', '2024-01-05'], ['Friday, March 1st, 2024', '2024-03-01'],
  ['13/04/2024', '2024-04-13'], ['04/13/2024 10:00', '2024-04-13'], ['03/03/2024', '2024-03-03'], ['1709251200000', '2024-03-01'],
])('%s is %s', (raw, day) => {
  expect(parseDay(raw, null)).toBe(day)
})

test.each(['2024-02-30', '31.02.2024', 'soon', '', '2024', '01/01/1850', '13/13/2024', '99999999999999'])('%j is no day', raw => {
  expect(parseDay(raw, null)).toBeNull()
})

test('a day that can be read both ways needs an answer', () => {
  expect(parseDay('03/04/2024', null)).toBe('ambiguous')
  expect(parseDay('03/04/2024', 'dayFirst')).toBe('2024-04-03')
  expect(parseDay('03/04/2024', 'monthFirst')).toBe('2024-03-04')
})

test('one clear value decides for its whole column', () => {
  expect(findDateOrder(['03/04/2024', '13/04/2024'])).toBe('dayFirst')
  expect(findDateOrder(['03/04/2024', '04/13/2024'])).toBe('monthFirst')
  expect(findDateOrder(['03/04/2024'])).toBe('undecided')
  expect(findDateOrder(['13/04/2024', '04/13/2024'])).toBe('contradictory')
  expect(findDateOrder(['2024-03-04', '3.4.2024', ''])).toBe('notNeeded')
})

test.each([['2019', '2019'], ['2019-4', '2019-04'], ['2019-04-01', '2019-04-01'], ['Jun 2025', '2025-06'], ['Present', null], ['', null]])('%j of a résumé is %j', (raw, date) => {
  expect(parsePartialDate(raw)).toBe(date)
})
