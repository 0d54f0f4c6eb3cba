import type { Interview } from '../model/interview.ts'
import type { Job } from '../model/job.ts'
import type { Role } from '../model/person.ts'
import type { Scorecard } from '../model/scorecard.ts'

/** What somebody may read of the others' cards about one candidate, and why not. Mirrors the server's rule for scorecards. */
export type Reading = Readonly<{ kind: 'all' } | { kind: 'none'; why: 'ownCardFirst' | 'recruitersOnly' | 'notOnPanel' }>

export type Reader = Readonly<{ personId: string; role: Role; isManager: boolean }>

/**
 * The server keeps the cards themselves away; this says to a person what their screen cannot show.
 * A hiring manager who sits on the panel waits like everyone else on it, unless the job lets managers read at once.
 */
export function readingOf(reader: Reader, rule: Job['scorecardVisibility'], interviews: readonly Interview[], ownCards: readonly Scorecard[]): Reading {
  if (reader.role === 'owner' || reader.role === 'recruiter') return { kind: 'all' }
  if (rule === 'never') return { kind: 'none', why: 'recruitersOnly' }
  const isSeated = interviews.some(interview => !interview.cancelled && interview.seats.some(seat => seat.personId === reader.personId))
  if (reader.isManager && (rule === 'always' || !isSeated)) return { kind: 'all' }
  if (ownCards.some(card => card.authorId === reader.personId && card.submittedAtMs !== null)) return { kind: 'all' }
  return { kind: 'none', why: isSeated ? 'ownCardFirst' : 'notOnPanel' }
}
