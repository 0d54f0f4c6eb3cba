import type { Interview } from '../model/interview.ts'
import type { Job } from '../model/job.ts'
import type { Role } from '../model/person.ts'
import type { Scorecard } from '../model/scorecard.ts'
import { judgesOf } from './due.ts'

/**
 * What somebody may read of the others' cards about one candidate, and why not. Mirrors the server's rule for scorecards.
 * `listened`: they judge nobody here and read the cards of the interviews they sat in, once all of such an interview are in.
 * A coordinator who listens reads none: they give the seats, their own too.
 */
export type Reading = Readonly<{ kind: 'all' } | { kind: 'listened' } | { kind: 'none'; why: 'ownCardFirst' | 'recruitersOnly' | 'arrangesOnly' | 'notOnPanel' }>

export type Reader = Readonly<{ personId: string; role: Role; isManager: boolean }>

/**
 * The server keeps the cards themselves away; this says to a person what their screen cannot show.
 * A hiring manager who judges on the panel waits like everyone else on it, unless the job lets managers read at once.
 */
export function readingOf(reader: Reader, rule: Job['scorecardVisibility'], interviews: readonly Interview[], ownCards: readonly Scorecard[]): Reading {
  if (reader.role === 'owner' || reader.role === 'recruiter') return { kind: 'all' }
  if (rule === 'never') return { kind: 'none', why: 'recruitersOnly' }
  const held = interviews.filter(interview => !interview.cancelled)
  const isJudge = held.some(interview => judgesOf(interview).includes(reader.personId))
  if (reader.isManager && (rule === 'always' || !isJudge)) return { kind: 'all' }
  if (ownCards.some(card => card.authorId === reader.personId && card.submittedAtMs !== null)) return { kind: 'all' }
  if (isJudge) return { kind: 'none', why: 'ownCardFirst' }
  if (!held.some(interview => interview.seats.some(seat => seat.personId === reader.personId))) return { kind: 'none', why: 'notOnPanel' }
  return reader.role === 'coordinator' ? { kind: 'none', why: 'arrangesOnly' } : { kind: 'listened' }
}

/** The same of one interview's cards: a card for another session does not open the one that is still to be judged. */
export function readingAt(interview: Interview, reader: Reader, rule: Job['scorecardVisibility'], interviews: readonly Interview[], ownCards: readonly Scorecard[]): Reading {
  const reading = readingOf(reader, rule, interviews, ownCards)
  const isFree = reader.role === 'owner' || reader.role === 'recruiter' || reader.isManager && rule === 'always'
  const owes = !interview.cancelled && judgesOf(interview).includes(reader.personId) && !ownCards.some(card => card.authorId === reader.personId && card.interviewId === interview.id && card.submittedAtMs !== null)
  return reading.kind === 'all' && owes && !isFree ? { kind: 'none', why: 'ownCardFirst' } : reading
}
