import type { Person } from '#shared/domain/model/person'
import type { Holiday } from '#shared/domain/model/settings'
import { daysOff, focusIn, gapsIn, hoursIn } from '#shared/domain/scheduling/own-time'
import { dayOf, type Span } from '#shared/lib/zoned-time'

/** What a person's own settings say of a span: when they do not work, whether they are away altogether, and their focus time. */
export type OwnTimes = Readonly<{ off: readonly Span[]; focus: readonly Span[]; awayDays: readonly string[] }>

type Owner = Pick<Person, 'interviewing' | 'timeOff' | 'focusBlocks' | 'zone'>

export function ownTimes(person: Owner, span: Span, holidays: readonly Holiday[]): OwnTimes {
  return { off: gapsIn(span, hoursIn(person, span, holidays)), focus: focusIn(person, span), awayDays: daysOff(person, holidays) }
}

/** Why somebody's own settings speak against a span, in words that follow their name; null when nothing does. */
export function ownReason(person: Owner, span: Span, holidays: readonly Holiday[]): string | null {
  const { off, focus, awayDays } = ownTimes(person, span, holidays)
  if (awayDays.includes(dayOf(span.fromMs, person.zone))) return 'is away that day'
  if (off.length > 0) return 'does not work then'
  return focus.some(block => block.fromMs < span.toMs && block.toMs > span.fromMs) ? 'keeps that time for their own work' : null
}

const offsetMinutes = (zone: string, atMs: number): number => {
  const parts = new Map(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).formatToParts(atMs).map(({ type, value }) => [type, Number(value)]))
  const at = Date.UTC(parts.get('year')!, parts.get('month')! - 1, parts.get('day')!, parts.get('hour')!, parts.get('minute')!)
  return Math.round((at - Math.floor(atMs / 60_000) * 60_000) / 60_000)
}

/** `+5½ h`: how far another zone's clock is ahead of one's own at an instant; null when they agree. */
export function hoursAhead(zone: string, own: string, atMs: number): string | null {
  const minutes = offsetMinutes(zone, atMs) - offsetMinutes(own, atMs)
  if (minutes === 0) return null
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const part = { 0: '', 15: '¼', 30: '½', 45: '¾' }[rest] ?? `:${String(rest).padStart(2, '0')}`
  return `${minutes > 0 ? '+' : '−'}${hours === 0 && part !== '' ? '' : hours}${part} h`
}
