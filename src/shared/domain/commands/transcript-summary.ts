import { linesText, type LinePart } from '../../lib/text-merge.ts'
import type { Interview } from '../model/interview.ts'
import type { Note } from '../model/note.ts'
import type { Turn } from '../model/transcript.ts'
import type { Change, Stamp } from './change.ts'
import { beginNote, saySeconds } from './interview-note.ts'

export type SummarySentence = Readonly<{ at: number | null; text: string }>

/** A summary is read in a minute: a tenth of what was said, and not more than so many sentences. */
const [fewest, most, share] = [3, 15, 0.1]
/** "Yes, of course." says nothing without what came before it. */
const shortest = 25

/** The most important sentences in the order in which they were said, each with the time of its passage. */
export function chosenSentences(turns: readonly Turn[], sentences: readonly string[], importance: readonly number[]): readonly SummarySentence[] {
  let [turn, from] = [0, 0]
  const placed = sentences.map((raw, index) => {
    const text = raw.trim()
    const start = text.slice(0, 40)
    for (let at = turn; at < turns.length; at += 1) {
      const found = turns[at]!.text.indexOf(start, at === turn ? from : 0)
      if (found === -1) continue
      ;[turn, from] = [at, found + start.length]
      break
    }
    return { index, text, at: turns[turn]?.at ?? null, weight: importance[index] ?? 0 }
  })
  const full = placed.filter(each => each.text.length >= shortest)
  const count = Math.min(most, Math.max(fewest, Math.round(full.length * share)))
  return full.toSorted((a, b) => b.weight - a.weight || a.index - b.index).slice(0, count).toSorted((a, b) => a.index - b.index).map(({ at, text }) => ({ at, text }))
}

/** What a draft says of itself, until a person has made it theirs. */
export const draftWords = 'Draft, picked from the transcript by this computer. Check it against what was said and make it yours.'

/** The same of a draft that the workspace's own service wrote. */
export const serviceDraftWords = 'Draft, written from the transcript by your workspace’s service. Check it against what was said and make it yours.'

/** A summary is a draft as long as it says so of itself: whoever makes it theirs takes that line out. */
export const isDraftSummary = ({ plain }: Pick<Note, 'plain'>): boolean => plain.split('\n', 4).some(line => line === draftWords || line === serviceDraftWords)

/** A service's words as lines of a draft; they have no times of their own. */
export const serviceSentences = (text: string): readonly SummarySentence[] =>
  text.split('\n').map(line => line.trim()).filter(line => line !== '').slice(0, 60).map(line => ({ at: null, text: line.slice(0, 2_000).toWellFormed() }))

/** A draft that its person edits: a private note like any other, which says what it is and where each line is from. */
export function draftSummary(interview: Interview, transcript: Pick<Note, 'title'>, sentences: readonly SummarySentence[], stamp: Stamp, says = draftWords): readonly Change[] {
  const lines = sentences.map(({ at, text }): readonly LinePart[] => [...(at === null ? [] : [{ kind: 'stamp', attributes: { label: saySeconds(at), seconds: at } } as const, ' ']), text])
  const text = linesText([[`Summary of ${transcript.title || 'the transcript'}`], [says], ...lines])
  return beginNote(interview, { id: stamp.createId(), visibility: 'private', text }, stamp)
}
