import { dayOf, sayDay, wallTimeOf } from '#shared/lib/zoned-time'
import { invitationText, type Address } from '../ical/invitation.ts'
import { uidOf } from '../ical/uid.ts'
import type { InviteRow } from './invite-row.ts'

/** A letter with an invitation in it. `messageId` is the same at every try. */
export type InviteLetter = Readonly<{ messageId: string; to: string; subject: string; text: string; replyTo: string | null; calendar: Readonly<{ method: 'REQUEST' | 'CANCEL'; text: string }> }>

function whenOf({ startMs, endMs, zone }: InviteRow['wanted']['facts']): string {
  return `${sayDay(dayOf(startMs, zone))} ${dayOf(startMs, zone).slice(0, 4)}, ${wallTimeOf(startMs, zone)}–${wallTimeOf(endMs, zone)} (${zone.replaceAll('_', ' ')})`
}

function opening({ wanted, told, kind }: InviteRow, why: string): string {
  if (wanted.method === 'cancel' && kind === 'interviewer' && why !== '') return `This interview was called off: ${why}`
  if (wanted.method === 'cancel') return kind === 'candidate' ? 'This interview will not take place.' : 'You are not needed for this interview any more.'
  if (told !== null) return told.startMs !== wanted.facts.startMs || told.endMs !== wanted.facts.endMs ? 'This interview has moved.' : 'Something about this interview has changed.'
  return kind === 'candidate' ? 'We are looking forward to talking to you.' : 'You are asked to hold this interview.'
}

/** What one invitee is sent. A candidate is never told who else was asked, nor why something was called off; interviewers read `why` (empty: nobody said). */
export function letterFor(row: InviteRow, context: Readonly<{ organizer: Address; nowMs: number; interviewUrl: string; why: string }>): InviteLetter {
  const { wanted, kind, interviewId, email, name } = row
  const { facts, sequence, method } = wanted
  const lines = [opening(row, context.why), '', facts.title, whenOf(facts), facts.place, facts.joinUrl === null ? '' : `Join: ${facts.joinUrl}`, kind === 'interviewer' && method === 'request' ? `What to ask, and your scorecard: ${context.interviewUrl}` : '']
  const text = lines.filter((line, index) => line !== '' || index === 1).join('\n')
  const word = method === 'cancel' ? 'Cancelled: ' : row.told === null ? 'Invitation: ' : 'Changed: '
  return {
    messageId: `<${interviewId}.${sequence}.${kind}.${row.personId ?? 'guest'}@shortlist>`, to: email, subject: `${word}${facts.title}, ${whenOf(facts)}`, text, replyTo: null,
    calendar: {
      method: method === 'cancel' ? 'CANCEL' : 'REQUEST',
      text: invitationText({
        method: method === 'cancel' ? 'CANCEL' : 'REQUEST', uid: uidOf(interviewId), sequence, stampMs: context.nowMs, startMs: facts.startMs, endMs: facts.endMs, zone: facts.zone, title: facts.title, text, place: facts.place,
        joinUrl: facts.joinUrl, organizer: context.organizer, attendee: { name, email },
      }),
    },
  }
}
