import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import { timezoneComponent } from './vtimezone.ts'

export type Address = Readonly<{ name: string; email: string }>
export type Invitation = Readonly<{
  method: 'REQUEST' | 'CANCEL'
  uid: string; sequence: number; stampMs: number; startMs: number; endMs: number
  /** IANA; the times are written on this zone's clock. */
  zone: string
  title: string; text: string; place: string; joinUrl: string | null; organizer: Address
  /** One invitee each: nobody is shown another's address, and a change for one is no change for others. */
  attendee: Address
}>

const isUtc = (zone: string): boolean => ['UTC', 'Etc/UTC', 'Etc/GMT', 'GMT'].includes(zone)

function localTime(atMs: number, zone: string): ICAL.Time {
  const instant = Temporal.Instant.fromEpochMilliseconds(atMs)
  return ICAL.Time.fromDateTimeString(isUtc(zone) ? instant.toString({ smallestUnit: 'second' }) : instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'second' }))
}

function addTime(event: ICAL.Component, name: string, atMs: number, zone: string): void {
  const property = new ICAL.Property(name)
  property.setValue(localTime(atMs, zone))
  if (!isUtc(zone)) property.setParameter('tzid', zone)
  event.addProperty(property)
}

/** Quotes cannot be written inside a parameter (RFC 5545 §3.2). */
function addAddress(event: ICAL.Component, name: string, { name: shown, email }: Address, parameters: Readonly<Record<string, string>>): void {
  const property = new ICAL.Property(name)
  property.setValue(`mailto:${email}`)
  for (const [key, value] of Object.entries({ cn: shown.replace(/["\p{Cc}]/gu, '’'), ...parameters })) property.setParameter(key, value)
  event.addProperty(property)
}

/** An iTIP message (RFC 5546) for one invitee. The same UID for the life of the interview. */
export function invitationText(invitation: Invitation): string {
  const { method, uid, sequence, stampMs, startMs, endMs, zone, title, text, place, joinUrl, organizer, attendee } = invitation
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('prodid', '-//Shortlist//Scheduling//EN')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('calscale', 'GREGORIAN')
  calendar.addPropertyWithValue('method', method)
  if (!isUtc(zone)) calendar.addSubcomponent(timezoneComponent(zone, startMs, endMs))
  const event = new ICAL.Component('vevent')
  event.addPropertyWithValue('uid', uid)
  event.addPropertyWithValue('dtstamp', localTime(stampMs, 'UTC'))
  addTime(event, 'dtstart', startMs, zone)
  addTime(event, 'dtend', endMs, zone)
  event.addPropertyWithValue('sequence', sequence)
  event.addPropertyWithValue('summary', title)
  event.addPropertyWithValue('description', text)
  event.addPropertyWithValue('status', method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED')
  event.addPropertyWithValue('transp', 'OPAQUE')
  const location = place !== '' ? place : joinUrl ?? ''
  if (location !== '') event.addPropertyWithValue('location', location)
  if (joinUrl !== null) event.addPropertyWithValue('url', joinUrl)
  addAddress(event, 'organizer', organizer, {})
  addAddress(event, 'attendee', attendee, method === 'CANCEL' ? { role: 'REQ-PARTICIPANT' } : { role: 'REQ-PARTICIPANT', partstat: 'NEEDS-ACTION', rsvp: 'TRUE' })
  calendar.addSubcomponent(event)
  return `${calendar.toString()}\r\n`
}
