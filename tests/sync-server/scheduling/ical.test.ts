import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { invitationText, type Invitation } from '#server/scheduling/ical/invitation'
import { addressOf, parseReplies } from '#server/scheduling/ical/reply'
import { timezoneComponent } from '#server/scheduling/ical/vtimezone'
import { readBusyTimes } from '#server/connectors/ics/busy-times'

const at = (text: string): number => Date.parse(text)
const invitation = (fields: Partial<Invitation> = {}): Invitation => ({
  method: 'REQUEST', uid: 'one@shortlist', sequence: 2, stampMs: at('2026-03-01T12:00Z'), startMs: at('2026-03-10T09:00Z'), endMs: at('2026-03-10T10:00Z'), zone: 'Europe/Berlin', title: 'System design; part 1, Acme',
  text: 'First line\nSecond line', place: '', joinUrl: 'https://meet.example.test/a?b=c,d', organizer: { name: 'Acme', email: 'hiring@acme.test' }, attendee: { name: 'Ana "Nita" Sousa', email: 'ana@example.test' }, ...fields,
})
const eventOf = (text: string): ICAL.Event => new ICAL.Event(new ICAL.Component(ICAL.parse(text) as []).getFirstSubcomponent('vevent')!)
const zones = ['Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/Santiago', 'Africa/Casablanca', 'Pacific/Auckland', 'Asia/Tehran']

describe('an invitation', () => {
  test('is an iTIP request for one invitee, with lines of at most 75 bytes', () => {
    const text = invitationText(invitation())
    for (const line of ['METHOD:REQUEST', 'UID:one@shortlist', 'SEQUENCE:2', 'DTSTART;TZID=Europe/Berlin:20260310T100000', 'DTSTAMP:20260301T120000Z', 'STATUS:CONFIRMED', 'LOCATION:https://meet.example.test/a?b=c\\,d', 'SUMMARY:System design\\; part 1\\, Acme']) expect(text).toContain(`${line}\r\n`)
    expect(text.replaceAll('\r\n ', '')).toContain('ATTENDEE;CN=Ana ’Nita’ Sousa;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ana@example.test\r\n')
    expect(text.replaceAll('\r\n ', '')).toContain('ORGANIZER;CN=Acme:mailto:hiring@acme.test\r\n')
    expect(text.match(/ATTENDEE/g)).toHaveLength(1)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(eventOf(text).summary).toBe('System design; part 1, Acme')
  })

  test('is taken back by a cancellation with the same UID', () => {
    const text = invitationText(invitation({ method: 'CANCEL', sequence: 3 }))
    for (const line of ['METHOD:CANCEL', 'STATUS:CANCELLED', 'UID:one@shortlist', 'SEQUENCE:3']) expect(text).toContain(`${line}\r\n`)
  })

  test('carries its zone so that programs that do not know its name show the right instant, around every change of clocks of 2026 to 2028', () => {
    fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 3 * 365 * 24 }), (zone, hours) => {
      const startMs = at('2026-01-01T00:00Z') + hours * 3_600_000
      const local = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(zone)
      // A wall time that happens twice cannot be told apart in iCalendar; its earlier reading is what is meant.
      const isTwice = local.toPlainDateTime().toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds !== local.toPlainDateTime().toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds
      fc.pre(!isTwice)
      const text = invitationText(invitation({ zone, startMs, endMs: startMs + 3_600_000 })).replaceAll(zone, 'Somewhere')
      expect(readBusyTimes(text, { window: { fromMs: startMs, toMs: startMs + 3_600_000 }, zone: 'UTC' })).toEqual({ kind: 'read', blocks: [{ fromMs: startMs, toMs: startMs + 3_600_000 }] })
    }), { numRuns: 300 })
  })

  test('a zone that never changes its clocks has one offset', () => {
    expect(timezoneComponent('Asia/Kolkata', at('2026-03-10T09:00Z'), at('2026-03-10T10:00Z')).toString().match(/TZOFFSETTO:\+0530/g)).toHaveLength(1)
  })
})

describe('an answer', () => {
  const reply = (...lines: string[]): string => ['BEGIN:VCALENDAR', 'METHOD:REPLY', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:one@shortlist', 'DTSTAMP:20260301T130000Z', 'SEQUENCE:2', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')

  test('names who comes', () => {
    expect(parseReplies(reply('ATTENDEE;PARTSTAT=DECLINED;CN="Ana":MAILTO:Ana@Example.test'))).toEqual([{ uid: 'one@shortlist', sequence: 2, attendee: 'ana@example.test', sentBy: null, answer: 'declined', atMs: at('2026-03-01T13:00Z') }])
    expect(parseReplies(reply('ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:office@example.test":mailto:ana@example.test'))).toMatchObject([{ sentBy: 'office@example.test', answer: 'accepted' }])
  })

  test('that is none, speaks for several, or cannot be read is no answer', () => {
    expect(parseReplies('BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR')).toEqual([])
    expect(parseReplies(reply('ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.test', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:c@d.test'))).toEqual([])
    expect(parseReplies(reply('ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:a@b.test'))).toEqual([])
    expect(parseReplies('not at all')).toEqual([])
    expect(parseReplies(readFileSync(new URL('../../specs/ical/google_birthday.ics', import.meta.url), 'utf8'))).toEqual([])
    expect(addressOf('urn:uuid:1')).toBeNull()
  })
})
