import { linesOf, openText, type TextLine } from '../lib/text-merge.ts'
import type { Note } from './model/note.ts'
import type { Scorecard } from './model/scorecard.ts'

/** Something that was heard, where it is written, and when it was said; beside a rating it is why. */
export type Evidence = Scorecard['ratings'][number]['evidence'][number]

/** So many quotes a rating carries at most, and so long each is. */
const [mostQuotes, longestQuote] = [50, 2_000]

const attributesOf = (line: TextLine): string[] => line.marks.flatMap(mark => (mark.kind === 'attribute' && typeof mark.attributes['id'] === 'string' ? [mark.attributes['id']] : []))

function secondsOf(line: TextLine): number | null {
  const found = line.marks.find(mark => mark.kind === 'stamp')?.attributes['seconds']
  const seconds = typeof found === 'number' ? found : typeof found === 'string' ? Number.parseInt(found, 10) : Number.NaN
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= 1e6 ? seconds : null
}

/** A line without its marks: what was said. */
export function quoteOf(line: TextLine): string {
  const labels = line.marks.map(mark => String(mark.attributes['label'] ?? '')).filter(label => label !== '')
  const bare = labels.reduce((text, label) => text.replace(`#${label}`, ' ').replace(`[${label}]`, ' '), line.text)
  return bare.replaceAll(/\s+/g, ' ').trim().slice(0, longestQuote).toWellFormed()
}

/**
 * What the lines of some notes say for each attribute they are marked with, in the order in which it was written. A mark
 * on an otherwise empty line stands for the line above it.
 */
export function evidenceOf(notes: readonly Pick<Note, 'id' | 'body'>[]): ReadonlyMap<string, readonly Evidence[]> {
  const found = new Map<string, Evidence[]>()
  for (const { id, body } of notes) {
    let above: TextLine | null = null
    for (const line of linesOf(openText(body))) {
      const said: TextLine = quoteOf(line) === '' && above ? above : line
      const quote = quoteOf(said)
      for (const attributeId of new Set(attributesOf(line))) {
        if (quote === '') continue
        const evidence: Evidence = { noteId: id, quote, atSeconds: secondsOf(line) ?? secondsOf(said) }
        const list = found.get(attributeId) ?? []
        if (list.length < mostQuotes) found.set(attributeId, [...list, evidence])
      }
      if (quoteOf(line) !== '') above = line
    }
  }
  return found
}

/** Which notes of an interview speak for one person's card: their own, and what they wrote together with others there. */
export const notesFor = <N extends Pick<Note, 'authorId' | 'visibility'>>(notes: readonly N[], personId: string): readonly N[] =>
  notes.filter(note => note.authorId === personId || note.visibility === 'session')

/** Ratings with the evidence that is marked for them. */
export function withEvidence(ratings: Scorecard['ratings'], evidence: ReadonlyMap<string, readonly Evidence[]>): Scorecard['ratings'] {
  return ratings.map(rating => ({ ...rating, evidence: [...evidence.get(rating.id) ?? []] }))
}

/** The lowest and the highest rating ask for evidence: a quote, or a word of what was heard. */
export const lacksEvidence = ({ rating, comment, evidence }: Scorecard['ratings'][number]): boolean =>
  (rating === 1 || rating === 5) && comment.trim() === '' && evidence.length === 0
