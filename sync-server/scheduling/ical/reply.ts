import ICAL from 'ical.js'

export type Answer = 'accepted' | 'declined' | 'tentative'
/** What an invitee's calendar program answered. `atMs` orders two answers to the same invitation (RFC 5546 §2.1.5). */
export type CalendarReply = Readonly<{ uid: string; sequence: number; attendee: string; sentBy: string | null; answer: Answer; atMs: number }>

const answers: Readonly<Record<string, Answer>> = { ACCEPTED: 'accepted', DECLINED: 'declined', TENTATIVE: 'tentative' }

/** `mailto:Ana@Example.test` → `ana@example.test`; null for anything else than an e-mail address. */
export function addressOf(value: unknown): string | null {
  const found = typeof value === 'string' ? /^mailto:(.+@.+)$/i.exec(value.trim())?.[1] : undefined
  return found === undefined ? null : decodeURIComponent(found.replace(/%(?![0-9a-f]{2})/gi, '%25')).toLowerCase()
}

/** Every answer in a calendar text; none when it is no REPLY, or not one that can be read. Never throws. */
export function parseReplies(text: string): readonly CalendarReply[] {
  let calendar: ICAL.Component
  try {
    calendar = new ICAL.Component(ICAL.parse(text) as [])
  } catch {
    return []
  }
  if (String(calendar.getFirstPropertyValue('method') ?? '').toUpperCase() !== 'REPLY') return []
  return calendar.getAllSubcomponents('vevent').flatMap(event => {
    try {
      return replyIn(event)
    } catch {
      // A value that cannot be read spoils its own event only.
      return []
    }
  })
}

function replyIn(event: ICAL.Component): readonly CalendarReply[] {
  const uid = event.getFirstPropertyValue('uid')
  const stamp = event.getFirstPropertyValue('dtstamp')
  const attendees = event.getAllProperties('attendee')
  // A reply speaks for one person (RFC 5546 §3.2.3).
  if (typeof uid !== 'string' || attendees.length !== 1) return []
  const [property] = attendees
  const attendee = addressOf(property!.getFirstValue())
  const answer = answers[String(property!.getParameter('partstat') ?? '').toUpperCase()]
  if (attendee === null || answer === undefined) return []
  const sequence = Number(event.getFirstPropertyValue('sequence') ?? 0)
  return [{
    uid, attendee, answer, sentBy: addressOf(property!.getParameter('sent-by')), sequence: Number.isSafeInteger(sequence) ? sequence : 0,
    atMs: stamp instanceof ICAL.Time ? stamp.toUnixTime() * 1_000 : 0,
  }]
}
