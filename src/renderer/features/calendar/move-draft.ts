import { addDays, dayOf, wallTimeOf, wallToInstant, type Span } from '#shared/lib/zoned-time'

export type MoveStep = 'earlier' | 'later' | 'dayBefore' | 'dayAfter' | 'shorter' | 'longer'

export const stepMinutes = 15
const stepMs = stepMinutes * 60_000

/** A span moved by one step. A step of a day keeps the time on the wall; every step but the last two keeps the length. */
export function moveBy(span: Span, step: MoveStep, zone: string): Span {
  const length = span.toMs - span.fromMs
  if (step === 'shorter') return length > stepMs ? { ...span, toMs: span.toMs - stepMs } : span
  if (step === 'longer') return { ...span, toMs: span.toMs + stepMs }
  const fromMs = step === 'earlier' ? span.fromMs - stepMs
    : step === 'later' ? span.fromMs + stepMs
      : wallToInstant(addDays(dayOf(span.fromMs, zone), step === 'dayAfter' ? 1 : -1), wallTimeOf(span.fromMs, zone), zone)
  return { fromMs, toMs: fromMs + length }
}
