import { candidateEntry } from '#renderer/features/search/index/search-entry.ts'
import { SearchIndex } from '#renderer/features/search/index/search-index.ts'
import MiniSearch from 'minisearch'
import { generateMany } from '#shared/domain/sample/generate-many'
import type { Figure, Row } from '../support/measure.ts'

const queries = ['a', 'an', 'ana', 'ana s', 'ana sousa', 'engineer', 'sofia garcia', 'sofa garica', 'backend eng', 'person12345', 'referral', 'lisbon data', 'e', 'wiktor kowalksi', 'the', 'zzzzzz']

function timesOf(ask: (query: string) => unknown, rounds: number): readonly number[] {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    for (const query of queries) {
      const from = performance.now()
      ask(query)
      times.push(performance.now() - from)
    }
  }
  return times
}

function measure(total: number, rounds: number): readonly Row[] {
  const entries = [...generateMany(total, { nowMs: 1_790_000_000_000 })].map(candidate => candidateEntry(candidate)!)
  const index = new SearchIndex()
  const began = performance.now()
  for (const entry of entries) index.put(entry)
  const built = performance.now() - began
  const peer = new MiniSearch({ idField: 'id', fields: ['name', 'emails', 'tags', 'work', 'text'] })
  peer.addAll(entries)
  const theirs = timesOf(query => peer.search(query, { prefix: true, fuzzy: term => (term.length > 3 ? 0.2 : false), combineWith: 'AND', boost: { name: 6 } }), 1)
  const size = total.toLocaleString('en')
  return [
    { figure: `the index answers, ${size} candidates`, unit: 'ms', values: timesOf(query => index.search(query, 20), rounds), against: { name: 'MiniSearch', values: theirs }, goal: { of: 'p95', atMost: 30 } },
    { figure: `the index is built, ${size} candidates`, unit: 'ms', values: [built], note: 'in a worker, while the screen is in use' },
  ]
}

/** The search index alone, beside the library whose tree it uses; key to painted is in the figure `app`. */
export const search: Figure = {
  name: 'search', about: 'the search index alone: one letter to whole names, typing errors included',
  rows: async run => measure(run.isQuick ? 5_000 : 50_000, run.isQuick ? 3 : 10),
}
