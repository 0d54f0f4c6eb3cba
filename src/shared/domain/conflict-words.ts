import type { Json } from '../lib/json.ts'
import { tellChange } from './change-words.ts'
import { hasMovedOn, isAnsweredTwice, isRefusedRecord, otherSide, parseUnitPath, readAt, standingSide, type Question, type Side } from './conflict-value.ts'
import type { Content } from './merge/units.ts'
import type { CollectionName } from './model/collections.ts'
import type { Conflict } from './model/conflict.ts'
import { recordTitle } from './record-title.ts'
import { pathWords, recordWord } from './unit-words.ts'
import { valueWords, type ValueNames } from './value-words.ts'

/** Who reads, when, and how ids and reasons are said. */
export type ConflictReader = Readonly<{
  meId: string
  nowMs: number
  names: ValueNames
  /** The sentence of a refusal's code, about this place in the record. */
  reason: (code: string, about: Pick<Conflict, 'collection' | 'unit'>) => string
}>

/** One side in words. */
export type SideWords = Readonly<{
  side: Side
  /** "You", "Ben". */
  who: string
  /** "You moved Ana to Offer on Tuesday at 09:14 on Mara’s laptop" */
  sentence: string
  /** The value alone: "Offer · in process". */
  value: string
}>

export type ConflictWords = Readonly<{
  /** The record: "Ana Byron · Backend engineer". */
  title: string
  /** What is disagreed on: "place in the pipeline". */
  about: string
  /** All of it in one or two sentences. */
  story: string
  stands: SideWords
  other: SideWords
  /** Why the server said no; null for two opinions. */
  reason: string | null
  /** What the record holds now, where that is neither side any more. */
  now: string | null
}>

const dayOf = (ms: number, zone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(ms)

/** "on Tuesday at 09:14", "today at 16:10", "on 3 March 2025 at 08:00", in the reader's zone. */
export function momentWords(atMs: number, nowMs: number, names: Pick<ValueNames, 'zone' | 'locale'>): string {
  const { zone, locale = 'en-GB' } = names
  const format = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(atMs)
  const time = format({ hour: '2-digit', minute: '2-digit' })
  if (dayOf(atMs, zone) === dayOf(nowMs, zone)) return `today at ${time}`
  if (dayOf(atMs, zone) === dayOf(nowMs - 86_400_000, zone)) return `yesterday at ${time}`
  if (atMs < nowMs && nowMs - atMs < 6 * 86_400_000) return `on ${format({ weekday: 'long' })} at ${time}`
  const isThisYear = dayOf(atMs, zone).slice(0, 4) === dayOf(nowMs, zone).slice(0, 4)
  return `on ${format({ day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' as const }) })} at ${time}`
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
/** With a full stop where there is none yet. */
export const sentenceOf = (words: string): string => (/[.!?…]$/.test(words) ? words : `${words}.`)

function nameOf(byId: string | null, { meId, names }: ConflictReader): string {
  if (byId === meId) return 'you'
  return (byId === null ? null : names.person(byId)) ?? 'a colleague'
}

const valueOf = (conflict: Conflict, side: Side): Json => conflict[side].value as Json

function contextOf(conflict: Conflict, names: ValueNames): { names: ValueNames; jobId: string | null } {
  return { names, jobId: conflict.jobId }
}

/** The deed of one side, seen from what both had before. */
function deedOf({ subject, record }: Question, side: Side, reader: ConflictReader) {
  const { collection, unit, base, candidateId, jobId } = subject
  const known = record ?? (parseUnitPath(unit).unit === 'record' ? (valueOf(subject, 'aside') ?? valueOf(subject, 'kept')) as Content | null : null)
  // A refused deletion leaves no value on either side; it is told as one.
  const before = unit === 'record' && subject.kind === 'refused' && valueOf(subject, 'aside') === null ? (known as Json) : base as Json
  const change = { collection, path: unit, before, after: valueOf(subject, side), record: known, candidateId, jobId }
  return tellChange(change, reader.names)
}

function sideWords(question: Question, side: Side, reader: ConflictReader): SideWords {
  const { subject } = question
  const { byId, device, atMs } = subject[side]
  const who = nameOf(byId, reader)
  const isMine = byId === reader.meId
  const where = device !== '' && (isMine || subject.kept.byId === subject.aside.byId) ? ` on ${device}` : ''
  return {
    side, who: capital(who), value: valueWords(subject.collection, subject.unit, valueOf(subject, side), contextOf(subject, reader.names)),
    sentence: `${capital(who)} ${deedOf(question, side, reader).done} ${momentWords(atMs, reader.nowMs, reader.names)}${where}`,
  }
}

/** "Ben’s stands." */
function standsSentence(subject: Conflict, side: Side, reader: ConflictReader): string {
  const { byId } = subject[side]
  if (subject.kept.byId === subject.aside.byId) return side === 'kept' ? 'The one that arrived first stands.' : 'The other one stands.'
  if (byId === reader.meId) return 'Yours stands.'
  const name = byId === null ? null : reader.names.person(byId)
  return name === null ? 'Your colleague’s stands.' : `${name}’s stands.`
}

function tellConcurrent(question: Question, stands: SideWords, other: SideWords, reader: ConflictReader, now: string | null): string {
  const { subject } = question
  const [first, second] = [stands, other].toSorted((a, b) => Number(subject[b.side].byId === reader.meId) - Number(subject[a.side].byId === reader.meId) || (a.side === 'aside' ? -1 : 1)) as [SideWords, SideWords]
  const rest = /^(?:You|A) /.test(second.sentence) ? second.sentence.charAt(0).toLowerCase() + second.sentence.slice(1) : second.sentence
  return `${first.sentence}; ${rest}. ${now === null ? standsSentence(subject, stands.side, reader) : 'Since then it was changed again.'}`
}

function tellRefused(question: Question, reader: ConflictReader): string {
  const { subject } = question
  const { byId, atMs } = subject.aside
  const reason = subject.code === null ? '' : ` ${sentenceOf(reader.reason(subject.code, subject))}`
  return `${capital(nameOf(byId, reader))} wanted to ${deedOf(question, 'aside', reader).wish} ${momentWords(atMs, reader.nowMs, reader.names)}.${reason}`
}

/** Two people answered one question differently. */
function tellAnswers({ conflict, subject }: Question, reader: ConflictReader): string {
  const say = (side: Side): string => {
    const answer = conflict[side].value as { choice?: string | null; resolved?: number } | null
    const who = nameOf(conflict[side].byId, reader)
    if (answer?.resolved === 0) return `${who} opened it again`
    if (answer?.choice !== 'kept' && answer?.choice !== 'aside') return `${who} set another value`
    return `${who} chose ${valueWords(subject.collection, subject.unit, valueOf(subject, answer.choice), contextOf(subject, reader.names))}`
  }
  return `Two people answered the same question: ${say('aside')}, ${say('kept')}.`
}

/** A disagreement in words, for one reader. Pure. */
export function conflictWords(question: Question, reader: ConflictReader): ConflictWords {
  const { conflict, subject, record } = question
  if (conflict.collection === 'conflicts' && !isAnsweredTwice(question)) return tellLost(conflict, reader)
  const stands = standingSide(subject, record)
  const [standing, other] = [sideWords(question, stands, reader), sideWords(question, otherSide(stands), reader)]
  const collection = subject.collection as CollectionName
  const isMoved = hasMovedOn(subject, record)
  const now = isMoved ? valueWords(collection, subject.unit, readAt(collection, record, subject.unit), contextOf(subject, reader.names)) : null
  const whole = isRefusedRecord(subject) || subject.unit === 'record' ? (record ?? subject.aside.value ?? subject.kept.value) as Content | null : record
  const references = Object.fromEntries(Object.entries({ candidateId: subject.candidateId, jobId: subject.jobId }).filter(([, id]) => id !== null))
  const story = subject.kind === 'refused' ? tellRefused(question, reader) : tellConcurrent(question, standing, other, reader, now)
  return {
    title: recordTitle(collection, collection === 'jobs' && !whole ? { title: reader.names.job(subject.documentId) ?? '' } : whole ?? references, reader.names),
    about: subject.unit === 'record' ? recordWord(collection) : pathWords(collection, subject.unit),
    story: isAnsweredTwice(question) ? `${tellAnswers(question, reader)} ${story}` : story,
    stands: standing, other, now,
    reason: subject.code === null ? null : reader.reason(subject.code, subject),
  }
}

/** An answer to a question that is no longer on this laptop. */
function tellLost(conflict: Conflict, reader: ConflictReader): ConflictWords {
  const side = (which: Side): SideWords => {
    const who = capital(nameOf(conflict[which].byId, reader))
    return { side: which, who, sentence: `${who} answered ${momentWords(conflict[which].atMs, reader.nowMs, reader.names)}`, value: 'an answer to an earlier question' }
  }
  return {
    title: 'A question answered twice', about: 'decision', story: 'Two people answered a question whose record you may not see any more. One answer stands.',
    stands: side('kept'), other: side('aside'), reason: null, now: null,
  }
}
