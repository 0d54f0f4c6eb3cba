import type { Application } from '../model/application.ts'
import type { Interview } from '../model/interview.ts'
import type { Job } from '../model/job.ts'
import type { Recommendation, Scorecard } from '../model/scorecard.ts'
import { attributeColumns, columnsById, type AttributeColumn } from './attributes.ts'
import { cardSlots, type CardSlot } from './panel.ts'

/** Ratings this far apart are a disagreement that the meeting is for. */
const disputedFrom = 2

/** One interviewer's rating in one cell, with what they heard. */
export type CellRating = Readonly<{
  cardId: string; interviewId: string; authorId: string; rating: number | null; comment: string; evidence: Scorecard['ratings'][number]['evidence']
}>

/** What a panel said about one attribute of one candidate. Nothing here ranks people: it shows where to talk. */
export type Cell = Readonly<{
  ratings: readonly CellRating[]
  /** Ratings given; cards that heard no evidence do not count. */
  n: number
  mean: number | null
  low: number | null
  high: number | null
  spread: number
  isDisputed: boolean
  /** Cards that say: no evidence heard. */
  unheard: number
  /** Ratings given without a word of evidence. */
  unsupported: number
}>

export type Tally = Readonly<Record<Recommendation, number>> & Readonly<{ isSplit: boolean }>

export type DebriefRow = Readonly<{
  application: Application
  slots: readonly CardSlot[]
  /** Cards handed in. */
  cards: readonly Scorecard[]
  tally: Tally
  cells: ReadonlyMap<string, Cell>
}>

export type Debrief = Readonly<{ columns: readonly AttributeColumn[]; rows: readonly DebriefRow[] }>
export type DebriefInput = Readonly<{ job: Pick<Job, 'kits'>; applications: readonly Application[]; interviews: readonly Interview[]; cards: readonly Scorecard[]; dueAfterMs: number; nowMs: number }>

const isSupported = ({ comment, evidence }: CellRating): boolean => comment.trim() !== '' || evidence.length > 0
const byId = <T extends { id: string }>(a: T, b: T): number => (a.id < b.id ? -1 : 1)

export function cellOf(ratings: readonly CellRating[]): Cell {
  const given = ratings.flatMap(({ rating }) => (rating === null ? [] : [rating]))
  const [low, high] = given.length === 0 ? [null, null] : [Math.min(...given), Math.max(...given)]
  const spread = low === null || high === null ? 0 : high - low
  return {
    ratings, n: given.length, mean: given.length === 0 ? null : given.reduce((sum, rating) => sum + rating, 0) / given.length, low, high, spread,
    isDisputed: spread >= disputedFrom, unheard: ratings.length - given.length, unsupported: ratings.filter(each => each.rating !== null && !isSupported(each)).length,
  }
}

function tallyOf(cards: readonly Scorecard[]): Tally {
  const count = (recommendation: Recommendation): number => cards.filter(card => card.recommendation === recommendation).length
  const [strongNo, no, noDecision, yes, strongYes] = [count('strongNo'), count('no'), count('noDecision'), count('yes'), count('strongYes')]
  return { strongNo, no, noDecision, yes, strongYes, isSplit: strongNo + no > 0 && yes + strongYes > 0 }
}

function cellsOf(cards: readonly Scorecard[], columnOf: ReadonlyMap<string, string>): ReadonlyMap<string, Cell> {
  const ratings = cards.flatMap(card => card.ratings.toSorted(byId).flatMap(({ id, rating, comment, evidence }) => {
    const key = columnOf.get(id)
    return key === undefined ? [] : [{ key, said: { cardId: card.id, interviewId: card.interviewId, authorId: card.authorId, rating, comment, evidence } }]
  }))
  return new Map([...Map.groupBy(ratings, each => each.key)].map(([key, group]) => [key, cellOf(group.map(each => each.said))]))
}

/** Candidates × attributes over the cards handed in. The order in which anything arrived changes nothing. */
export function debriefOf({ job, applications, interviews, cards, dueAfterMs, nowMs }: DebriefInput): Debrief {
  const handedIn = cards.filter(card => card.submittedAtMs !== null).toSorted(byId)
  const columns = attributeColumns(job, new Set(handedIn.flatMap(card => card.ratings.map(rating => rating.id))))
  const columnOf = columnsById(columns)
  const cardsOf = Map.groupBy(handedIn, card => card.applicationId)
  const interviewsOf = Map.groupBy(interviews, interview => interview.applicationId)
  const rows = applications.toSorted(byId).map((application): DebriefRow => {
    const own = cardsOf.get(application.id) ?? []
    return { application, cards: own, slots: cardSlots(interviewsOf.get(application.id) ?? [], own, dueAfterMs, nowMs), tally: tallyOf(own), cells: cellsOf(own, columnOf) }
  })
  return { columns, rows }
}
