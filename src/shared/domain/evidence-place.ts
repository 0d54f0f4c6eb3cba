import { linesOf, openText } from '../lib/text-merge.ts'
import { quoteOf, type Evidence } from './evidence.ts'
import type { Note } from './model/note.ts'

/**
 * Where a quote stands: a passage of a transcript, or a line of a note; `at` counts its passages or lines from 0. A line
 * that was written anew since has its note and no place in it (`at: null`).
 */
export type EvidencePlace = Readonly<{ kind: 'passage'; note: Note; at: number } | { kind: 'line'; note: Note; at: number | null }>

/** What was said, without who said it: the words between the quotation marks that a quoted passage is written in. */
function saidIn(quote: string): string | null {
  const [from, to] = [quote.indexOf('“'), quote.lastIndexOf('”')]
  return from === -1 || to <= from ? null : quote.slice(from + 1, to).trim()
}

const bare = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** The passage a quote was taken from: its words, and where several say them, the one of its time. */
function passageOf({ quote, atSeconds }: Evidence, notes: readonly Note[]): EvidencePlace[] {
  const said = saidIn(quote)
  if (said === null || said === '') return []
  const found = notes.flatMap(note => (note.transcript ?? []).flatMap((turn, at) => (bare(turn.text).includes(said) ? [{ place: { kind: 'passage' as const, note, at }, isOfTime: turn.at === atSeconds }] : [])))
  const [first] = found.toSorted((a, b) => Number(b.isOfTime) - Number(a.isOfTime))
  return first ? [first.place] : []
}

/**
 * The places a quote of a card comes from, of those notes of its interview that this person holds: the passage first, which
 * stands as it was said, then the line that made it evidence. Empty when neither is theirs to read.
 */
export function placesOf(evidence: Evidence, notes: readonly Note[]): readonly EvidencePlace[] {
  const note = notes.find(each => each.id === evidence.noteId && each.transcript === undefined)
  if (!note) return passageOf(evidence, notes)
  const at = linesOf(openText(note.body)).findIndex(line => quoteOf(line) === evidence.quote)
  return [...passageOf(evidence, notes), { kind: 'line', note, at: at === -1 ? null : at }]
}

/** The passages of a transcript that are evidence already: for which attributes, by passage. */
export function quotedPassages(transcript: Note, evidence: ReadonlyMap<string, readonly Evidence[]>): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>()
  for (const [attributeId, quotes] of evidence) {
    for (const quote of quotes) {
      const [place] = passageOf(quote, [transcript])
      if (place && place.at !== null) found.set(place.at, [...new Set([...found.get(place.at) ?? [], attributeId])])
    }
  }
  return found
}

/** Whose voice a passage is, by name; what the recording called it where nobody has said. */
export function voiceName({ speakers }: Pick<Note, 'speakers'>, by: number, candidateName: string, nameOf: (personId: string) => string | undefined): string {
  const speaker = speakers?.find(each => each.number === by)
  if (!speaker) return ''
  return speaker.isCandidate ? candidateName : (speaker.personId === null ? undefined : nameOf(speaker.personId)) ?? speaker.label
}
