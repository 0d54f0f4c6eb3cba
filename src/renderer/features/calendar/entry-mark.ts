import { troubleOf } from '../../parts/invite-trouble.ts'
import type { Entry } from './watch-window.ts'

/** How an interview stands, when it is more than simply booked: two or three words, and how grave they are. */
export type EntryMark = Readonly<{ say: string; tone: 'neutral' | 'warn' | 'bad' }>

/** The one thing to know first: what cannot happen, then what waits for a person, then what waits for the server or an invitee. */
export function markOf({ interview, isRefused, disputeId, isProposal }: Entry): EntryMark | null {
  if (isRefused) return { say: 'Could not be booked', tone: 'bad' }
  if (disputeId !== null) return { say: 'To be decided', tone: 'bad' }
  if (interview.cancelled) return { say: 'Called off', tone: 'neutral' }
  if (isProposal) return { say: 'Proposal', tone: 'warn' }
  const trouble = troubleOf(interview)
  return trouble === null ? null : { say: trouble, tone: 'warn' }
}
