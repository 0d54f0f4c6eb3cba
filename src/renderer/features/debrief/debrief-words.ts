import type { AgendaItem } from '#shared/domain/debrief/agenda'
import type { Cell, Tally } from '#shared/domain/debrief/matrix'
import type { CardSlot, CardState } from '#shared/domain/debrief/panel'
import type { Reading } from '#shared/domain/debrief/who-reads'
import type { DecisionOutcome } from '#shared/domain/model/decision'
import type { Tone } from '../../ui/display/badge.tsx'

export const outcomes: readonly { id: Exclude<DecisionOutcome, 'open'>; label: string; tone: Tone }[] = [
  { id: 'offer', label: 'Make an offer', tone: 'good' }, { id: 'meetAgain', label: 'Meet again first', tone: 'accent' }, { id: 'stop', label: 'Do not go on', tone: 'neutral' },
]
export const outcomeWord = (outcome: DecisionOutcome): string => outcomes.find(each => each.id === outcome)?.label ?? 'Taken back'
export const outcomeTone = (outcome: DecisionOutcome): Tone => outcomes.find(each => each.id === outcome)?.tone ?? 'neutral'

export const cardStates: Readonly<Record<CardState, { word: string; tone: Tone }>> = {
  expected: { word: 'Interview to come', tone: 'neutral' }, waiting: { word: 'Not in yet', tone: 'warn' }, overdue: { word: 'Overdue', tone: 'bad' }, late: { word: 'Came late', tone: 'warn' }, inTime: { word: 'Handed in', tone: 'good' },
}

/** "3 yes · 1 no"; what nobody said is left out. */
export function tallyWords(tally: Tally): string {
  const parts = [[tally.strongYes, 'strong yes'], [tally.yes, 'yes'], [tally.noDecision, 'no decision'], [tally.no, 'no'], [tally.strongNo, 'strong no']] as const
  return parts.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])).join(' · ')
}

export const meanWords = (mean: number | null): string => (mean === null ? '–' : (Math.round(mean * 10) / 10).toFixed(1))

/** "2 to 5", or one number when all said the same. */
export const rangeWords = ({ low, high, n }: Pick<Cell, 'low' | 'high' | 'n'>): string => (low === null ? 'No evidence' : n === 1 ? '1 rating' : low === high ? `all ${low}` : `${low} to ${high}`)

/** "1 unexplained": ratings that came without a word of evidence. */
export const unexplainedWords = ({ unsupported }: Pick<Cell, 'unsupported'>): string => (unsupported === 0 ? '' : `${unsupported} unexplained`)

/** A cell's spread and what the meeting has to know of it, in words: paper has no colours. */
export const spreadWords = (cell: Cell): string => [rangeWords(cell), cell.isDisputed ? 'disputed' : '', unexplainedWords(cell)].filter(Boolean).join(' · ')

/** "3 of 4 in", "1 overdue", "1 late". */
export function slotWords(slots: readonly CardSlot[]): { main: string; note: string; tone: 'bad' | 'warn' | 'none' } {
  const count = (state: CardState): number => slots.filter(slot => slot.state === state).length
  const [overdue, late, expected] = [count('overdue'), count('late'), count('expected')]
  const notes = [...(overdue > 0 ? [`${overdue} overdue`] : []), ...(late > 0 ? [`${late} late`] : []), ...(expected > 0 ? [`${expected} to come`] : [])]
  return { main: `${slots.filter(slot => slot.submittedAtMs !== null).length} of ${slots.length} in`, note: notes.join(' · '), tone: overdue > 0 ? 'bad' : late > 0 ? 'warn' : 'none' }
}

/** The same in one line. */
export const cardWords = (slots: readonly CardSlot[]): string => {
  const { main, note } = slotWords(slots)
  return note ? `${main} · ${note}` : main
}

export function readingWords(reading: Reading): string {
  if (reading.kind === 'all') return ''
  if (reading.kind === 'listened') return 'You listen and judge nobody here: the cards of an interview you sat in come to this computer once the last of them is in.'
  if (reading.why === 'ownCardFirst') return 'Hand in your own scorecard first: the others’ come to this computer then, so that you judge for yourself.'
  return reading.why === 'recruitersOnly' ? 'On this job only recruiters read scorecards.' : 'Scorecards are read by recruiters, the job’s hiring managers and the panel.'
}

export type AgendaNames = Readonly<{ row: (applicationId: string) => string; column: (key: string) => string; person: (id: string) => string }>

/** One line of the meeting's list. */
export function agendaWords(item: AgendaItem, names: AgendaNames): string {
  const who = names.row(item.applicationId)
  switch (item.kind) {
    case 'split': return `${who}: the panel is split, ${tallyWords(item.tally)}`
    case 'disputed': return `${who}, ${names.column(item.columnKey)}: ratings from ${item.cell.low ?? ''} to ${item.cell.high ?? ''}`
    case 'missingCard': return `${who}: ${names.person(item.slot.personId)}’s card${item.slot.interviewName ? ` of ${item.slot.interviewName}` : ''} is ${item.slot.state === 'overdue' ? 'overdue' : 'not in yet'}`
    case 'unsupported': return `${who}, ${names.column(item.columnKey)}: rated without a word of evidence`
    case 'unheard': return `${who}, ${names.column(item.columnKey)}: nobody heard evidence`
    case 'decide': return `${who}: decide`
  }
}
