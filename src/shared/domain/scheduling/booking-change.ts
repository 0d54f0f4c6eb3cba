import type { BookingRules } from '../model/booking-link.ts'
import type { Interview } from '../model/interview.ts'

/** Whether a candidate may still move or call off what they booked: `used_up` may be called off, not moved. */
export type BookingChange = Readonly<{ kind: 'open'; left: number; untilMs: number } | { kind: 'used_up'; untilMs: number } | { kind: 'too_late' }>

/** By the job's rules: how late, counted to the first interview that stands, and how often. */
export function changeOfBooking({ loop, rules, link }: Readonly<{ loop: readonly Pick<Interview, 'startMs'>[]; rules: BookingRules; link: Readonly<{ changesUsed: number }> }>, nowMs: number): BookingChange {
  if (loop.length === 0) return { kind: 'too_late' }
  const untilMs = Math.min(...loop.map(interview => interview.startMs)) - rules.changeUntilHours * 3_600_000
  if (nowMs > untilMs) return { kind: 'too_late' }
  const left = rules.maxChanges - link.changesUsed
  return left > 0 ? { kind: 'open', left, untilMs } : { kind: 'used_up', untilMs }
}
