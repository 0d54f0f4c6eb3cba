import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { BestOf } from '#renderer/features/search/index/best-of.ts'
import { candidateEntry, jobEntry, noteEntry, type SearchEntry } from '#renderer/features/search/index/search-entry.ts'
import { SearchIndex } from '#renderer/features/search/index/search-index.ts'
import { queryWords, wordsOf } from '#renderer/features/search/index/tokens.ts'
import { addNote } from '#shared/domain/commands/note'
import { createId } from '#shared/lib/ids'
import { makeCandidate, makeJob, testNowMs } from '#tests/support/workspace'

function indexOf(...entries: readonly (SearchEntry | null)[]): SearchIndex {
  const index = new SearchIndex()
  for (const entry of entries) if (entry) index.put(entry)
  return index
}
const titles = (index: SearchIndex, query: string): string[] => index.search(query, 20).hits.map(hit => hit.title)
const person = (fullName: string, fields: Parameters<typeof makeCandidate>[0] = {}) => candidateEntry(makeCandidate({ fullName, ...fields }))

test('a person is found by any word of the name, unfinished, in any case, with or without accents', () => {
  const index = indexOf(person('Zoë Łukasiewicz'), person('Siobhán O’Brien'))
  for (const query of ['zoe', 'ZOË', 'luk', 'łukasiew', 'lukasiewicz zoe']) expect(titles(index, query)).toEqual(['Zoë Łukasiewicz'])
  for (const query of ['obrien', "o'brien", 'brien', 'siobhan']) expect(titles(index, query)).toEqual(['Siobhán O’Brien'])
})

test('typing errors are forgiven when nothing fits exactly, and said so', () => {
  const index = indexOf(person('Wiktor Kowalski'), person('Ana Sousa'))
  expect(titles(index, 'kowalksi')).toEqual(['Wiktor Kowalski'])
  expect(index.search('wiktr', 5).isLoose).toBe(true)
  expect(index.search('wiktor', 5).isLoose).toBe(false)
  expect(titles(index, 'sousa kowalski')).toEqual([])
})

test('the exact name comes first, then names that begin so, then everything else', () => {
  const index = indexOf(
    person('Bea Long', { summary: 'Worked with Ana Sousa on everything, Ana again' }), person('Anastasia Sousa'), person('Ana Sousa Mendes'), person('Ana Sousa'),
  )
  expect(titles(index, 'ana sousa')).toEqual(['Ana Sousa', 'Ana Sousa Mendes', 'Anastasia Sousa', 'Bea Long'])
})

test('e-mail, company, tag, school and a phone number in any spelling find the person', () => {
  const index = indexOf(person('Ana Sousa', {
    emails: ['ana.sousa@kestrel.example'], company: 'Kestrel Maps', tags: ['open source'], phones: ['+49 (151) 234-56789'],
    educations: [{ id: createId(), school: 'TU Delft', degree: 'MSc', start: null, end: null }],
  }))
  for (const query of ['ana.sousa@kestrel.example', 'kestrel', 'open source', 'delft', '0151 23456789', '+4915123456789', '+49 151 234', '234-56789', '3456789']) {
    expect([query, titles(index, query)]).toEqual([query, ['Ana Sousa']])
  }
})

test('a note is found by its words and shows whose it is and where the words stand', () => {
  const candidate = makeCandidate({ fullName: 'Ana Sousa' })
  const { note } = addNote({ candidateId: candidate.id, plain: `${'Nothing much here. '.repeat(10)}Prefers mornings.`, visibility: 'team' }, { actorId: createId(), nowMs: testNowMs, createId })
  const { hits } = indexOf(candidateEntry(candidate), noteEntry(note)).search('mornings', 5)
  expect(hits).toHaveLength(1)
  expect(hits[0]).toMatchObject({ kind: 'note', title: 'Ana Sousa', candidateId: candidate.id })
  expect(hits[0]!.subtitle).toContain('Prefers mornings')
})

test('merged and erased records are not found, and what is removed is gone from every word', () => {
  expect(candidateEntry(makeCandidate({ mergedIntoId: createId() }))).toBeNull()
  expect(candidateEntry(makeCandidate({ erasedAtMs: testNowMs }))).toBeNull()
  const [ana, job] = [makeCandidate({ fullName: 'Ana Sousa', tags: ['referral'] }), makeJob({ title: 'Sousaphone player' })]
  const index = indexOf(candidateEntry(ana), jobEntry(job))
  index.put(candidateEntry({ ...ana, fullName: 'Ana Lima' })!)
  expect(titles(index, 'sousa')).toEqual(['Sousaphone player'])
  expect(titles(index, 'lima')).toEqual(['Ana Lima'])
  index.remove('candidate', ana.id)
  for (const query of ['ana', 'lima', 'referral', 'a']) expect(titles(index, query)).toEqual([])
  expect(index.size).toBe(1)
})

test('whatever comes, changes and goes, the index answers as one built anew', () => {
  const word = fc.constantFrom('ana', 'anna', 'ben', 'benno', 'kestrel', 'delft', 'maps')
  const step = fc.record({ who: fc.nat(5), name: fc.array(word, { minLength: 1, maxLength: 3 }), gone: fc.boolean() })
  const ids = Array.from({ length: 6 }, createId)
  fc.assert(fc.property(fc.array(step, { maxLength: 30 }), word, (steps, query) => {
    const index = new SearchIndex()
    const standing = new Map<string, SearchEntry>()
    for (const { who, name, gone } of steps) {
      const id = ids[who]!
      const entry = candidateEntry(makeCandidate({ id, fullName: name.join(' ') }))!
      if (gone) { index.remove('candidate', id); standing.delete(id) } else { index.put(entry); standing.set(id, entry) }
    }
    const anew = indexOf(...standing.values())
    const found = (of: SearchIndex) => of.search(query, 10).hits.map(hit => hit.id).sort()
    expect(found(index)).toEqual(found(anew))
    expect(index.search(query, 10).totals).toEqual(anew.search(query, 10).totals)
  }))
})

test('no text breaks the search', () => {
  const index = indexOf(person('Ana Sousa'))
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
    expect(index.search(text, 5).hits.length).toBeLessThanOrEqual(1)
    expect(queryWords(text).length).toBeLessThanOrEqual(8)
  }))
  expect(wordsOf('東京タワー')).toEqual(['東', '京', 'タ', 'ワ', 'ー'])
})

test('the best of many are those a full sort would give', () => {
  fc.assert(fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 200 }), fc.nat(20), (scores, limit) => {
    const best = new BestOf(limit)
    scores.forEach((score, place) => best.add(place, score))
    // 0 and -0 are one score, in either order.
    expect(best.sorted().map(place => scores[place]! + 0)).toEqual(scores.map(score => score + 0).toSorted((a, b) => b - a).slice(0, limit))
  }))
})
