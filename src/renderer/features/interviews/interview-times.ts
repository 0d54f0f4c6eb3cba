import type { Interview } from '#shared/domain/model/interview'
import type { Scorecard } from '#shared/domain/model/scorecard'
import { dayOf, sayDay, wallTimeOf } from '#shared/lib/zoned-time'

/** `Monday 30 November, 10:00–11:00`, in the reader's zone. */
export function sayWhen({ startMs, endMs }: Pick<Interview, 'startMs' | 'endMs'>, zone: string): string {
  return `${sayDay(dayOf(startMs, zone))}, ${wallTimeOf(startMs, zone)}–${wallTimeOf(endMs, zone)}`
}

export type InterviewGroup = 'overdue' | 'now' | 'today' | 'upcoming' | 'past'

/** Where an interview stands for one reader. Overdue counts from its real end, never from a plan that was moved or called off. */
export function groupOf(interview: Interview, ownCard: Scorecard | null, isJudge: boolean, nowMs: number, zone: string): InterviewGroup {
  if (interview.endMs <= nowMs) return isJudge && !interview.cancelled && (ownCard?.submittedAtMs ?? null) === null ? 'overdue' : 'past'
  if (interview.startMs <= nowMs) return 'now'
  return dayOf(interview.startMs, zone) === dayOf(nowMs, zone) ? 'today' : 'upcoming'
}

/** The interview whose kit one needs next: the one that runs, else the first to come. */
export function nextKit(own: readonly Readonly<{ interview: Interview }>[], nowMs: number): Interview | null {
  return own.map(line => line.interview).filter(interview => !interview.cancelled && interview.endMs > nowMs).toSorted((a, b) => a.startMs - b.startMs)[0] ?? null
}
