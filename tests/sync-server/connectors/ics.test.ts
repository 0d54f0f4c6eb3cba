import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readBusyTimes } from '#server/connectors/ics/busy-times'
import { feedAddress, readFeed, type FeedQuestion } from '#server/connectors/ics/feed'
import { joinSpans, withoutSpans } from '#server/connectors/kit/calendar'
import { createWire } from '#server/connectors/kit/http'
import { wallToInstant } from '#shared/lib/zoned-time'
import { startFakeVendor, type FakeVendor, type VendorReply } from '#tests/support/fake-vendor'

const sample = (name: string): string => readFileSync(new URL(`../../specs/ical/${name}.ics`, import.meta.url), 'utf8')
const at = (text: string): number => Date.parse(text)
const window = (from: string, to: string) => ({ fromMs: at(from), toMs: at(to) })
const calendar = (...lines: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')

function taken(text: string, from: string, to: string, zone = 'Europe/Berlin'): string[] {
  const answer = readBusyTimes(text, { window: window(from, to), zone })
  if (answer.kind !== 'read') throw new Error(answer.kind)
  return answer.blocks.map(({ fromMs, toMs }) => `${new Date(fromMs).toISOString().slice(0, 16)} ${(toMs - fromMs) / 60_000}`)
}

describe('when the owner of a published calendar is taken', () => {
  test('a weekly meeting keeps its wall time over a change of clocks, also where the file says nothing of its zone', () => {
    const text = calendar(event('UID:1', 'DTSTART;TZID=Europe/Berlin:20261020T100000', 'DTEND;TZID=Europe/Berlin:20261020T110000', 'RRULE:FREQ=WEEKLY'))
    expect(taken(text, '2026-10-19T00:00Z', '2026-11-02T00:00Z')).toEqual(['2026-10-20T08:00 60', '2026-10-27T09:00 60'])
  })

  test('zones that only the file knows are read by the file', () => {
    const text = sample('recur_instances_finite').replaceAll('America/Los_Angeles', 'Pacific, as we call it')
    expect(taken(text, '2012-10-01T00:00Z', '2012-11-12T00:00Z')).toEqual(['2012-10-02T17:00 30', '2012-11-05T18:00 30', '2012-11-06T18:00 30', '2012-11-10T18:00 30'])
  })

  test('the samples of others: added, left out and doubled occurrences', () => {
    expect(taken(sample('recur_instances_finite'), '2012-10-01T00:00Z', '2012-11-12T00:00Z')).toEqual(['2012-10-02T17:00 30', '2012-11-05T18:00 30', '2012-11-06T18:00 30', '2012-11-10T18:00 30'])
    expect(taken(sample('multiple_rrules'), '2012-04-01T00:00Z', '2012-04-10T00:00Z')).toEqual(['2012-04-01T18:00 30', '2012-04-02T18:00 30', '2012-04-08T18:00 30', '2012-04-09T18:00 30'])
  })

  test('a moved occurrence is where it was moved to, a cancelled one nowhere', () => {
    const text = calendar(
      event('UID:1', 'DTSTART:20260907T080000Z', 'DTEND:20260907T083000Z', 'RRULE:FREQ=DAILY;COUNT=4'),
      event('UID:1', 'RECURRENCE-ID:20260908T080000Z', 'DTSTART:20260908T140000Z', 'DTEND:20260908T150000Z'),
      event('UID:1', 'RECURRENCE-ID:20260909T080000Z', 'DTSTART:20260909T080000Z', 'DTEND:20260909T083000Z', 'STATUS:CANCELLED'),
    )
    expect(taken(text, '2026-09-07T00:00Z', '2026-09-12T00:00Z')).toEqual(['2026-09-07T08:00 30', '2026-09-08T14:00 60', '2026-09-10T08:00 30'])
  })

  test('whole days are days of the owner; what is shown as free takes no time', () => {
    const text = calendar(
      event('UID:1', 'DTSTART;VALUE=DATE:20260310', 'SUMMARY:Holiday'),
      event('UID:2', 'DTSTART:20260311T080000Z', 'DTEND:20260311T090000Z', 'TRANSP:TRANSPARENT'),
      event('UID:3', 'DTSTART:20260312T090000', 'DURATION:PT45M'),
    )
    expect(taken(text, '2026-03-01T00:00Z', '2026-03-31T00:00Z', 'Asia/Tokyo')).toEqual(['2026-03-09T15:00 1440', '2026-03-12T00:00 45'])
    expect(taken(sample('google_birthday'), '2012-01-01T00:00Z', '2012-12-31T00:00Z')).toEqual(expect.any(Array))
  })

  test('published free/busy counts as well', () => {
    const text = calendar('BEGIN:VFREEBUSY', 'UID:1', 'FREEBUSY;FBTYPE=BUSY:20260310T080000Z/PT1H,20260310T083000Z/20260310T100000Z', 'FREEBUSY;FBTYPE=FREE:20260310T120000Z/PT1H', 'END:VFREEBUSY')
    expect(taken(text, '2026-03-10T00:00Z', '2026-03-11T00:00Z')).toEqual(['2026-03-10T08:00 120'])
  })

  test('a daily meeting stands at its wall time on every day of three years, in zones that change their clocks', () => {
    fc.assert(fc.property(fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Casablanca'), fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 4, max: 22 }), (zone, days, hour) => {
      const day = new Date(at('2026-01-01T00:00Z') + days * 86_400_000).toISOString().slice(0, 10)
      const text = calendar(event('UID:1', `DTSTART;TZID=${zone}:20260101T${String(hour).padStart(2, '0')}0000`, 'DURATION:PT30M', 'RRULE:FREQ=DAILY'))
      const fromMs = wallToInstant(day, `${String(hour).padStart(2, '0')}:00`, zone)
      expect(readBusyTimes(text, { window: { fromMs, toMs: fromMs + 1_800_000 }, zone })).toEqual({ kind: 'read', blocks: [{ fromMs, toMs: fromMs + 1_800_000 }] })
    }), { numRuns: 60 })
  })

  test('what is no calendar, and what repeats without measure, is said to be so', () => {
    const question = { window: window('2026-01-01T00:00Z', '2026-02-01T00:00Z'), zone: 'UTC' }
    expect(readBusyTimes('<html>Sign in</html>', question)).toEqual({ kind: 'unreadable' })
    expect(readBusyTimes(calendar(event('UID:1', 'DTSTART:20260101T000000Z', 'RRULE:FREQ=SECONDLY')), question)).toEqual({ kind: 'tooLarge' })
    const many = Array.from({ length: 20 }, (_, n) => event(`UID:${n}`, 'DTSTART:19000101T000000Z', 'RRULE:FREQ=DAILY'))
    expect(readBusyTimes(calendar(...many), question)).toEqual({ kind: 'tooLarge' })
  })
})

test('spans join and are cut out of each other', () => {
  const whole = { fromMs: 0, toMs: 100 }
  expect(joinSpans([{ fromMs: 50, toMs: 120 }, { fromMs: -5, toMs: 10 }, { fromMs: 10, toMs: 20 }], whole)).toEqual([{ fromMs: 0, toMs: 20 }, { fromMs: 50, toMs: 100 }])
  expect(withoutSpans([{ fromMs: 0, toMs: 20 }], [{ fromMs: 5, toMs: 10 }, { fromMs: 15, toMs: 40 }])).toEqual([{ fromMs: 0, toMs: 5 }, { fromMs: 10, toMs: 15 }])
})

describe('a feed', () => {
  let host: FakeVendor
  let reply: VendorReply
  const text = calendar(event('UID:1', 'DTSTART:20260310T080000Z', 'DURATION:PT1H'))
  beforeEach(async () => {
    reply = { status: 200, headers: { etag: '"one"' }, text }
    host = await startFakeVendor(request => (request.headers['if-none-match'] === '"one"' ? { status: 304 } : reply))
  })
  afterEach(() => host.stop())
  const ask = (fields: Partial<FeedQuestion> = {}) => readFeed({
    url: `${host.url}/basic.ics`, window: window('2026-03-01T00:00Z', '2026-04-01T00:00Z'), zone: 'UTC', memo: {}, now: () => 0, wire: createWire({ allowPrivateHosts: ['127.0.0.1'] }, 2_000), ...fields,
  })

  test('is not fetched again while it says the same, unless other days are asked for', async () => {
    const first = await ask()
    expect(first).toMatchObject({ kind: 'read', blocks: [{ fromMs: at('2026-03-10T08:00Z'), toMs: at('2026-03-10T09:00Z') }] })
    const memo = first.kind === 'read' ? first.memo : {}
    expect(await ask({ memo })).toEqual({ kind: 'unchanged' })
    expect(await ask({ memo, window: window('2026-03-02T00:00Z', '2026-04-02T00:00Z') })).toMatchObject({ kind: 'read' })
  })

  test('on one’s own network, behind a redirect into it, or with more than five megabytes is refused', async () => {
    await expect(ask({ wire: createWire({ allowPrivateHosts: [] }) })).rejects.toMatchObject({ code: 'connector.address_refused' })
    reply = { status: 302, headers: { location: 'http://169.254.169.254/latest' } }
    await expect(ask()).rejects.toMatchObject({ code: 'connector.address_refused' })
    reply = { status: 200, text: 'x'.repeat(6 * 1024 * 1024) }
    await expect(ask()).rejects.toMatchObject({ code: 'connector.bad_response' })
  })

  test('that is gone, or no calendar, is named as such; a rule no library finishes with is stopped', async () => {
    reply = { status: 404 }
    await expect(ask()).rejects.toMatchObject({ code: 'calendar.feed_gone' })
    reply = { status: 200, text: '<html>' }
    await expect(ask()).rejects.toMatchObject({ code: 'calendar.feed_unreadable' })
    reply = { status: 200, text: calendar(event('UID:1', 'DTSTART:20260101T100000Z', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30')) }
    await expect(ask({ patienceMs: 1_500 })).rejects.toMatchObject({ code: 'calendar.feed_too_large' })
  })

  test('webcal addresses are fetched over https', () => {
    expect(feedAddress('webcal://p01.example.test/basic.ics')).toBe('https://p01.example.test/basic.ics')
  })
})
