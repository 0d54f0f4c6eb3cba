import { expect, test } from 'vitest'
import { freeTimesWords } from '#shared/domain/free-times-words'
import type { Conflict } from '#shared/domain/model/conflict'

const about = (fields: Partial<Conflict>) => ({ alternatives: [], resolved: 0, ...fields })
const way = { label: 'Monday, 10:00–11:00', value: {} }

test('a refused booking says that free times are looked for, that there are some, or that there are none', () => {
  expect(freeTimesWords(about({ search: 'running' }), false)).toEqual({ say: 'Looking for what is free instead…', isBusy: true })
  expect(freeTimesWords(about({ search: 'ended', alternatives: [way] }), false)?.say).toMatch(/^Free instead/)
  expect(freeTimesWords(about({ search: 'ended' }), false)?.say).toContain('nothing is free')
})

test('with no network it does not claim to look', () => {
  expect(freeTimesWords(about({ search: 'running' }), true)).toEqual({ say: 'What is free instead comes once you are online again.', isBusy: false })
})

test('nothing is said where nothing was looked for, nor once it is settled', () => {
  for (const silent of [about({}), about({ search: null }), about({ search: 'ended', resolved: 1 })]) expect(freeTimesWords(silent, false)).toBeNull()
})
