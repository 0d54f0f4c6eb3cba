import type { Interview } from './model/interview.ts'

type Invite = Interview['invites'][number]

/** How an invitee stands, in one or two words, and how grave that is. Delivered is what the mail server or the calendar acknowledged. */
export function inviteWords({ method, state }: Pick<Invite, 'method' | 'state'>): Readonly<{ say: string; tone: 'neutral' | 'good' | 'warn' | 'bad' }> {
  switch (state) {
    case 'waiting': return { say: 'Not sent yet', tone: 'neutral' }
    case 'failed': return { say: 'Not delivered', tone: 'bad' }
    case 'delivered': return { say: method === 'cancel' ? 'Told that it is off' : 'Delivered', tone: 'neutral' }
    case 'accepted': return { say: 'Comes', tone: 'good' }
    case 'tentative': return { say: 'Perhaps', tone: 'warn' }
    case 'declined': return { say: 'Declined', tone: 'bad' }
  }
}

/** The one thing about an interview's invitations that somebody should look at, or null. */
export function inviteTrouble({ invites, elsewhere, cancelled }: Pick<Interview, 'invites' | 'elsewhere' | 'cancelled'>): string | null {
  if ((elsewhere ?? null) !== null && !cancelled) return elsewhere!.kind === 'moved' ? 'Moved in a calendar' : 'Deleted in a calendar'
  if (!cancelled && invites.some(invite => invite.state === 'declined')) return 'Declined'
  return invites.some(invite => invite.state === 'failed') ? 'Not delivered' : null
}
