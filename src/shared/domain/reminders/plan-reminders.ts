import { dueAfterMs, judgesOf } from '../debrief/due.ts'
import type { Interview } from '../model/interview.ts'
import { afterQuiet, beforeQuiet, type QuietHours } from './quiet-hours.ts'

const hour = 3_600_000

export type ReminderKind = 'comingUp' | 'candidateComingUp' | 'cardWanted' | 'cardOverdue' | 'cardMissing'

/**
 * One reminder of one interview to one person (`null`: the candidate). The key names the very times of the interview, so
 * that a moved interview is another reminder and the old one is never sent.
 */
export type Reminder = Readonly<{ key: string; kind: ReminderKind; interviewId: string; personId: string | null; aboutId: string | null; atMs: number; untilMs: number }>

/** Who can be written to, and when not. */
export type Recipient = Readonly<{ quiet: QuietHours; zone: string }>
export type ReminderFacts = Readonly<{
  interview: Interview
  /** People who have handed in their card of this interview. */
  handedIn: ReadonlySet<string>
  /** Colleagues who can be written to; somebody who left is not among them. */
  people: ReadonlyMap<string, Recipient>
  /** Who hears of a card that stays missing. */
  recruiterIds: readonly string[]
  /** The candidate is still in process and has an address. */
  isCandidateReachable: boolean
}>

/** A card is asked for an hour after the interview's real end, again when it is due, and the recruiter hears a day later. */
const steps: readonly Readonly<{ kind: ReminderKind; afterMs: number }>[] = [{ kind: 'cardWanted', afterMs: hour }, { kind: 'cardOverdue', afterMs: dueAfterMs }, { kind: 'cardMissing', afterMs: 2 * dueAfterMs }]
const lastCardReminderMs = 14 * 24 * hour
const beforeInterviewerMs = hour
const beforeCandidateMs = 24 * hour

/** Everything there is to remind of about one interview as it stands. Nothing of one that is called off or only proposed. */
export function remindersOf({ interview, handedIn, people, recruiterIds, isCandidateReachable }: ReminderFacts): readonly Reminder[] {
  if (interview.cancelled || !interview.confirmed) return []
  const { id, startMs, endMs, createdAtMs } = interview
  const make = (kind: ReminderKind, personId: string | null, aboutId: string | null, atMs: number, untilMs: number): Reminder =>
    ({ key: [kind, id, startMs, endMs, personId ?? 'candidate', aboutId ?? ''].join('/'), kind, interviewId: id, personId, aboutId, atMs, untilMs })
  const coming = interview.seats.flatMap(({ personId }) => {
    const person = people.get(personId)
    return person ? [make('comingUp', personId, null, beforeQuiet(startMs - beforeInterviewerMs, person.quiet, person.zone), startMs)] : []
  })
  // Booked the day before: the invitation itself has just told them.
  const isNews = createdAtMs < startMs - beforeCandidateMs - hour
  const candidate = isCandidateReachable && isNews ? [make('candidateComingUp', null, null, startMs - beforeCandidateMs, startMs - hour)] : []
  const owing = judgesOf(interview).filter(personId => !handedIn.has(personId))
  const cards = owing.flatMap(aboutId => steps.flatMap(({ kind, afterMs }) => (kind === 'cardMissing' ? recruiterIds.filter(each => each !== aboutId) : [aboutId]).flatMap(personId => {
    const person = people.get(personId)
    return person ? [make(kind, personId, aboutId, afterQuiet(endMs + afterMs, person.quiet, person.zone), endMs + lastCardReminderMs)] : []
  })))
  return [...coming, ...candidate, ...cards]
}

/**
 * What is to be sent now. After a standstill an interviewer is asked once for a card, in the words of the latest step;
 * the steps that were passed over count as told.
 */
export function dueReminders(all: readonly Reminder[], told: ReadonlySet<string>, nowMs: number): Readonly<{ send: readonly Reminder[]; passedOver: readonly Reminder[] }> {
  const due = all.filter(each => each.atMs <= nowMs && each.untilMs > nowMs && !told.has(each.key))
  const rank = (kind: ReminderKind): number => steps.findIndex(step => step.kind === kind)
  const isPassed = (one: Reminder): boolean => rank(one.kind) >= 0 && due.some(other => other.interviewId === one.interviewId && other.personId === one.personId && other.aboutId === one.aboutId && rank(other.kind) > rank(one.kind))
  const passedOver = due.filter(isPassed)
  return { send: due.filter(each => !passedOver.includes(each)), passedOver }
}
