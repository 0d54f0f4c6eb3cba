import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffWords } from '../../../src/renderer/features/inbox/word-diff.ts'

const text = (runs: readonly { text: string }[]) => runs.map(run => run.text).join('')
const own = (runs: readonly { text: string; isOwn: boolean }[]) => runs.filter(run => run.isOwn).map(run => run.text)

test('only the words that differ are marked, on both sides', () => {
  const [left, right] = diffWords('Strong in Java, salary open', 'Strong in Kotlin, salary open')
  expect([own(left), own(right)]).toEqual([['Java,'], ['Kotlin,']])
})

test('the runs of a side give back its text, whatever it holds', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'ü', ' ', '\n', ', '), { maxLength: 40 }).map(parts => parts.join(''))
  fc.assert(fc.property(words, words, (a, b) => {
    const [left, right] = diffWords(a, b)
    expect([text(left), text(right)]).toEqual([a, b])
    const shared = (runs: typeof left) => runs.filter(run => !run.isOwn).map(run => run.text).join('')
    expect(own(left).length + own(right).length === 0 || shared(left) === shared(right)).toBe(true)
  }))
})

test('very long texts are shown unmarked', () => {
  const long = 'word '.repeat(5_000)
  expect(own(diffWords(long, `${long}x`)[0])).toEqual([])
})

test('two texts with next to nothing in common are shown unmarked', () => {
  expect(diffWords('Offer · in process', 'Applied · turned away').flatMap(own)).toEqual([])
})
