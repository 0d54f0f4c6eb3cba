import SearchableMap from 'minisearch/SearchableMap'
import { BestOf } from './best-of.ts'
import { searchKinds, type SearchEntry, type SearchKind } from './search-entry.ts'
import { foldText, nameWordsOf, phoneTermsOf, queryWords, wordsOf } from './tokens.ts'

/** One thing found. */
export type SearchHit = Readonly<{ kind: SearchKind; id: string; title: string; subtitle: string; candidateId: string | null }>
/** The best of each kind, and how many there are. `isLoose` when spelling had to be forgiven. */
export type SearchAnswer = Readonly<{ hits: readonly SearchHit[]; totals: Readonly<Record<SearchKind, number>>; isLoose: boolean }>

type Field = 'name' | 'contact' | 'tags' | 'work' | 'text'
const fields: readonly Field[] = ['name', 'contact', 'tags', 'work', 'text']
const fieldWeight: Readonly<Record<Field, number>> = { name: 8, contact: 5, tags: 4, work: 3, text: 1 }
/** Where a term stands: places (numbers) of entries, by field. */
type Postings = Partial<Record<Field, number[]>>

/** Fewer strict hits than this, and spelling is forgiven. */
const forgiveBelow = 5
const snippetLength = 120
/** In place of a kind's number: nobody stands here any more. */
const gone = 255

function termsOf(entry: SearchEntry): Readonly<Record<Field, ReadonlySet<string>>> {
  return {
    name: new Set(nameWordsOf(entry.name)), contact: new Set([...wordsOf(entry.emails), ...entry.phones.flatMap(phoneTermsOf)]),
    tags: new Set(wordsOf(entry.tags)), work: new Set(wordsOf(entry.work)), text: new Set(wordsOf(entry.text)),
  }
}

/** Removes a value from an ascending list. */
function drop(from: number[], value: number): void {
  let [low, high] = [0, from.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (from[middle]! < value) low = middle + 1
    else high = middle
  }
  if (from[low] === value) from.splice(low, 1)
}

/**
 * Full-text search over what a replica holds. Terms live in MiniSearch's radix tree (prefixes and edit distance);
 * ranking is ours, because MiniSearch scores and sorts every hit: measured on 50,000 candidates it takes 250-400 ms for
 * one letter and 40-75 ms for a common word, where the goal is 30 ms as one types.
 */
export class SearchIndex {
  readonly #terms = new SearchableMap<Postings>()
  /** Words of names only: what one or two letters are looked up in. */
  readonly #names = new SearchableMap<number[]>()
  readonly #entries: (SearchEntry | null)[] = []
  readonly #placeOf = new Map<string, number>()
  /** What counting and ranking 20,000 hits need of each entry, side by side: reading the entries themselves takes twice as long. */
  #kindOf = new Uint8Array(1_024).fill(gone)
  #newness = new Float64Array(1_024)
  #tokenSeen = new Int32Array(1_024)
  #tokenBest = new Float32Array(1_024)
  #matched = new Int32Array(1_024)
  #score = new Float32Array(1_024)
  #serial = 0

  get size(): number {
    return this.#placeOf.size
  }

  /** Puts an entry in, in place of an earlier version of the same document. */
  put(entry: SearchEntry): void {
    this.remove(entry.kind, entry.id)
    const place = this.#entries.length
    this.#entries.push(entry)
    this.#placeOf.set(`${entry.kind}:${entry.id}`, place)
    const terms = termsOf(entry)
    for (const field of fields) {
      for (const term of terms[field]) {
        const postings = this.#terms.fetch(term, () => ({}));
        (postings[field] ??= []).push(place)
      }
    }
    for (const word of terms.name) this.#names.fetch(word, () => []).push(place)
    if (place >= this.#score.length) this.#grow()
    this.#kindOf[place] = searchKinds.indexOf(entry.kind)
    this.#newness[place] = entry.atMs / 1e13
  }

  /** Takes a document out: one that is gone, or that this person may not see any more. */
  remove(kind: SearchKind, id: string): void {
    const place = this.#placeOf.get(`${kind}:${id}`)
    const entry = place === undefined ? null : this.#entries[place]
    if (place === undefined || !entry) return
    const terms = termsOf(entry)
    for (const field of fields) for (const term of terms[field]) this.#forget(term, field, place)
    for (const word of terms.name) {
      const places = this.#names.get(word)
      if (places) drop(places, place)
      if (places?.length === 0) this.#names.delete(word)
    }
    this.#entries[place] = null
    this.#kindOf[place] = gone
    this.#placeOf.delete(`${kind}:${id}`)
  }

  #forget(term: string, field: Field, place: number): void {
    const postings = this.#terms.get(term)
    const places = postings?.[field]
    if (!postings || !places) return
    drop(places, place)
    if (places.length === 0) delete postings[field]
    if (Object.keys(postings).length === 0) this.#terms.delete(term)
  }

  #grow(): void {
    const length = this.#score.length * 2
    const larger = <T extends Int32Array | Float32Array | Float64Array | Uint8Array>(from: T, to: T): T => { to.set(from as never); return to }
    this.#kindOf = larger(this.#kindOf, new Uint8Array(length).fill(gone))
    this.#newness = larger(this.#newness, new Float64Array(length))
    this.#tokenSeen = larger(this.#tokenSeen, new Int32Array(length))
    this.#tokenBest = larger(this.#tokenBest, new Float32Array(length))
    this.#matched = larger(this.#matched, new Int32Array(length))
    this.#score = larger(this.#score, new Float32Array(length))
  }

  /** The best `limit` of each kind. Every word must be found; the last may be unfinished. */
  search(query: string, limit: number, kinds: readonly SearchKind[] = searchKinds): SearchAnswer {
    const words = queryWords(query)
    const wanted = new Set(kinds)
    if (words.length === 0) return { hits: [], totals: { candidate: 0, job: 0, person: 0, note: 0 }, isLoose: false }
    const strict = this.#run(query, words, limit, wanted, false)
    const found = Object.values(strict.totals).reduce((sum, count) => sum + count, 0)
    if (found >= forgiveBelow || words.every(word => word.length < 4 || /\d/.test(word))) return strict
    const loose = this.#run(query, words, limit, wanted, true)
    return Object.values(loose.totals).some((count, index) => count > Object.values(strict.totals)[index]!) ? { ...loose, isLoose: true } : strict
  }

  #run(query: string, words: readonly string[], limit: number, wanted: ReadonlySet<SearchKind>, isLoose: boolean): SearchAnswer {
    const start = this.#serial
    let touched: number[] = []
    for (const [index, word] of words.entries()) touched = this.#matchWord(word, start + index, index === 0, isLoose)
    this.#serial += words.length
    return this.#pick(query, touched, limit, wanted)
  }

  /** Marks every entry that has the word and had all words before; answers with their places. */
  #matchWord(word: string, before: number, isFirst: boolean, isLoose: boolean): number[] {
    const serial = before + 1
    const touched: number[] = []
    // Held here and not by `this`: the loop below is most of what a search costs.
    const [tokenSeen, tokenBest, matched, score] = [this.#tokenSeen, this.#tokenBest, this.#matched, this.#score]
    const mark = (places: readonly number[], weight: number): void => {
      for (const place of places) {
        if (tokenSeen[place] !== serial) {
          if (!isFirst && matched[place] !== before) continue
          tokenSeen[place] = serial
          tokenBest[place] = weight
          matched[place] = serial
          score[place] = isFirst ? weight : score[place]! + weight
          touched.push(place)
        } else if (weight > tokenBest[place]!) {
          score[place] = score[place]! + weight - tokenBest[place]!
          tokenBest[place] = weight
        }
      }
    }
    const markAll = (postings: Postings, closeness: number): void => {
      for (const field of fields) if (postings[field]) mark(postings[field], fieldWeight[field] * closeness)
    }
    const exact = this.#terms.get(word)
    if (exact) markAll(exact, 1)
    // A whole number with another country code, or a leading zero, than the one that is kept.
    const ending = /^\d{10,}$/.test(word) ? this.#terms.get(word.slice(-9)) : undefined
    if (ending) markAll(ending, 0.9)
    if (word.length <= 2) for (const [term, places] of this.#names.atPrefix(word)) mark(places, fieldWeight.name * closenessOf(word, term))
    else for (const [term, postings] of this.#terms.atPrefix(word)) if (term !== word) markAll(postings, closenessOf(word, term))
    // A number is right or wrong: only letters are forgiven.
    if (isLoose && word.length >= 4 && !/\d/.test(word)) {
      const distance = word.length >= 6 ? 2 : 1
      for (const [term, [postings, edits]] of this.#terms.fuzzyGet(word, distance)) if (term !== word && term[0] === word[0]) markAll(postings, 0.4 / edits)
    }
    return touched
  }

  #pick(query: string, touched: readonly number[], limit: number, wanted: ReadonlySet<SearchKind>): SearchAnswer {
    const [kindOf, newness, score] = [this.#kindOf, this.#newness, this.#score]
    const best = searchKinds.map(kind => (wanted.has(kind) ? new BestOf(limit) : null))
    const counts = searchKinds.map(() => 0)
    for (const place of touched) {
      const kind = kindOf[place]!
      const among = best[kind]
      if (!among) continue
      counts[kind]!++
      among.add(place, score[place]! + newness[place]!)
    }
    const totals = Object.fromEntries(searchKinds.map((kind, at) => [kind, counts[at]!])) as Record<SearchKind, number>
    const folded = foldText(query.trim())
    const hits = best.flatMap(each => (each ? this.#nameFirst(each.sorted(), folded).map(place => this.#hit(this.#entries[place]!, folded)) : []))
    return { hits, totals, isLoose: false }
  }

  /** Among the best: whoever is called exactly that, then whoever's name begins so. */
  #nameFirst(places: readonly number[], folded: string): readonly number[] {
    const rank = (place: number): number => {
      const name = foldText(this.#entries[place]!.name)
      return name === folded ? 0 : name.startsWith(folded) ? 1 : 2
    }
    return places.map(place => [place, rank(place)] as const).sort((a, b) => a[1] - b[1]).map(([place]) => place)
  }

  #hit(entry: SearchEntry, folded: string): SearchHit {
    const { kind, id, candidateId } = entry
    if (kind !== 'note') return { kind, id, title: entry.name, subtitle: entry.subtitle, candidateId }
    const place = this.#placeOf.get(`candidate:${candidateId}`)
    const title = place === undefined ? 'Note' : this.#entries[place]!.name
    return { kind, id, title, subtitle: snippetOf(entry.text, folded), candidateId }
  }
}

/** 1 for the whole word, less the more is missing. */
function closenessOf(word: string, term: string): number {
  return word.length === term.length ? 1 : 0.6 + 0.25 * (word.length / term.length)
}

/** The part of a text around the first word that was looked for. */
function snippetOf(text: string, folded: string): string {
  const flat = text.replaceAll(/\s+/g, ' ')
  const at = Math.max(0, foldText(flat).indexOf(folded.split(' ')[0] ?? ''))
  const start = at < 40 ? 0 : flat.indexOf(' ', at - 40) + 1
  return `${start > 0 ? '…' : ''}${flat.slice(start, start + snippetLength)}${flat.length > start + snippetLength ? '…' : ''}`
}
