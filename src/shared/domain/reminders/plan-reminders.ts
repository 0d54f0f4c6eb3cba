import { judgesOf } from '../debrief/due.ts'
import type { Interview } from '../model/interview.ts'
import type { ReminderTimes } from './reminder-times.ts'
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
  times: ReminderTimes
  /** The candidate is still in process and has an address. */
  isCandidateReachable: boolean
}>

/** Steps towards a card, from the interview's real end: it is asked for, it is due, and the recruiter hears. */
const steps = ['cardWanted', 'cardOverdue', 'cardMissing'] as const satisfies readonly ReminderKind[]
const stepAfterMs = ({ cardAfterMs, dueAfterMs, missingAfterDueMs }: ReminderTimes): Readonly<Record<(typeof steps)[number], number>> => ({ cardWanted: cardAfterMs, cardOverdue: dueAfterMs, cardMissing: dueAfterMs + missingAfterDueMs })
const lastCardReminderMs = 14 * 24 * hour

/**
 * Everything there is to remind of about one interview as it stands. Nothing of one that is called off or only proposed. Of one
 * that another service holds, that service reminds whom it told; cards are owed to us in any case.
 */
export function remindersOf({ interview, handedIn, people, recruiterIds, times, isCandidateReachable }: ReminderFacts): readonly Reminder[] {
  if (interview.cancelled || !interview.confirmed) return []
  const { id, startMs, endMs, createdAtMs } = interview
  const make = (kind: ReminderKind, personId: string | null, aboutId: string | null, atMs: number, untilMs: number): Reminder =>
    ({ key: [kind, id, startMs, endMs, personId ?? 'candidate', aboutId ?? ''].join('/'), kind, interviewId: id, personId, aboutId, atMs, untilMs })
  const held = interview.bookedThrough ?? null
  const coming = interview.seats.flatMap(({ personId }) => {
    const person = held?.personIds.includes(personId) ? undefined : people.get(personId)
    return person ? [make('comingUp', personId, null, beforeQuiet(startMs - times.beforeInterviewMs, person.quiet, person.zone), startMs)] : []
  })
  // Booked shortly before that: the invitation itself has just told them.
  const isNews = createdAtMs < startMs - times.beforeCandidateMs - hour
  const candidate = isCandidateReachable && isNews && held === null ? [make('candidateComingUp', null, null, startMs - times.beforeCandidateMs, startMs - hour)] : []
  const owing = judgesOf(interview).filter(personId => !handedIn.has(personId))
  const cards = owing.flatMap(aboutId => steps.flatMap(kind => (kind === 'cardMissing' ? recruiterIds.filter(each => each !== aboutId) : [aboutId]).flatMap(personId => {
    const person = people.get(personId)
    return person ? [make(kind, personId, aboutId, afterQuiet(endMs + stepAfterMs(times)[kind], person.quiet, person.zone), endMs + lastCardReminderMs)] : []
  })))
  return [...coming, ...candidate, ...cards]
}

/**
 * What is to be sent now. After a standstill an interviewer is asked once for a card, in the words of the latest step;
 * the steps that were passed over count as told.
 */
export function dueReminders(all: readonly Reminder[], told: ReadonlySet<string>, nowMs: number): Readonly<{ send: readonly Reminder[]; passedOver: readonly Reminder[] }> {
  const due = all.filter(each => each.atMs <= nowMs && each.untilMs > nowMs && !told.has(each.key))
  const rank = (kind: ReminderKind): number => steps.findIndex(step => step === kind)
  const isPassed = (one: Reminder): boolean => rank(one.kind) >= 0 && due.some(other => other.interviewId === one.interviewId && other.personId === one.personId && other.aboutId === one.aboutId && rank(other.kind) > rank(one.kind))
  const passedOver = due.filter(isPassed)
  return { send: due.filter(each => !passedOver.includes(each)), passedOver }
}
