import { addDays, dayOf, sayDay, wallRange, wallTimeOf, type DayText, type Span } from '#shared/lib/zoned-time'
import type { LinkFacts } from '../load-facts.ts'
import { html } from './html.ts'
import { layout, type Notice } from './layout.ts'
import { firstName, placeOf } from './words.ts'
import { zoneChoice } from './choose-page.ts'

/** Parts of a day that somebody may tick. */
const dayParts = [
  { id: 'morning', name: 'Morning', from: '08:00', to: '12:00' }, { id: 'afternoon', name: 'Afternoon', from: '12:00', to: '16:00' }, { id: 'evening', name: 'Late', from: '16:00', to: '20:00' },
] as const

const mostDays = 21

type AskedPart = Readonly<{ id: string; name: string; span: Span }>
type AskedDay = Readonly<{ day: DayText; parts: readonly AskedPart[] }>

/** The days asked about, in the candidate's zone, with those parts that are not over before anything may begin. */
export function daysAsked({ link, rules }: LinkFacts, zone: string, nowMs: number): readonly AskedDay[] {
  const earliestMs = Math.max(link.fromMs, nowMs + rules.noticeHours * 3_600_000)
  const [first, last] = [dayOf(earliestMs, zone), dayOf(link.untilMs - 1, zone)]
  return Array.from({ length: mostDays }, (_, at) => addDays(first, at)).filter(day => day <= last).map(day => ({
    day,
    parts: dayParts.flatMap(({ id, name, from, to }): AskedPart[] => {
      const span = wallRange(day, from, to, zone)
      return span && span.toMs > earliestMs ? [{ id, name, span }] : []
    }),
  })).filter(({ parts }) => parts.length > 0)
}

/** `2026-03-03 morning` as instants; neighbours join. `isWhole` is false where something was ticked that is not on offer. */
export function windowsOf(ticked: readonly string[], days: readonly AskedDay[]): Readonly<{ windows: readonly Span[]; isWhole: boolean }> {
  const spans = ticked.flatMap(each => {
    const [day, part] = each.split(' ')
    return days.find(asked => asked.day === day)?.parts.find(({ id }) => id === part)?.span ?? []
  })
  const windows = spans.toSorted((a, b) => a.fromMs - b.fromMs).reduce<Span[]>((joined, span) => {
    const last = joined.at(-1)
    return last && last.toMs === span.fromMs ? [...joined.slice(0, -1), { fromMs: last.fromMs, toMs: span.toMs }] : [...joined, span]
  }, [])
  return { windows, isWhole: spans.length === ticked.length }
}

/** What somebody ticked and wrote on a page that is drawn again: as instants, for the page may be in another zone now. */
export type TimesTyped = Readonly<{ windows: readonly Span[]; note: string }>

/**
 * Asks when the candidate can come; what they said before is ticked, or what they have just ticked on this page. The zone is chosen
 * in the same form, so that nothing is lost by it; `read` says in which one the boxes were read.
 */
export function timesPage(facts: LinkFacts, path: string, zone: string, nowMs: number, notice: Notice | null, typed: TimesTyped | null = null): string {
  const { candidate, job, settings, link } = facts
  const known = typed?.windows ?? (link.bookedAtMs === null ? [] : candidate.times?.windows ?? [])
  const isTicked = (span: Span): boolean => known.some(window => window.fromMs <= span.fromMs && window.toMs >= span.toMs)
  return layout({
    title: 'When can you come?', workspace: settings.name, notice, choosesZone: typed === null,
    body: html`<p>Hello ${firstName(candidate.fullName)}, this is about <strong>${job.title}</strong>. Tick every time that suits you; somebody will then propose one.</p>
<form method="post" action="${path}/times"><input type="hidden" name="read" value="${zone}">
<div class="zone">${zoneChoice(zone)}<button name="look" value="again">Use this zone</button></div>
${daysAsked(facts, zone, nowMs).map(({ day, parts }) => html`<fieldset><legend>${sayDay(day)}</legend>${parts.map(({ id, name, span }) =>
    html`<label class="check"><input type="checkbox" name="window" value="${day} ${id}"${isTicked(span) ? html` checked` : null}> ${name} <small>${wallTimeOf(span.fromMs, zone)}–${wallTimeOf(span.toMs, zone)}</small></label>`)}</fieldset>`)}
<label for="note">Anything we should know? <small>Optional</small></label><textarea id="note" name="note" rows="3" maxlength="500">${typed?.note ?? (link.bookedAtMs === null ? '' : candidate.times?.note ?? '')}</textarea>
<p class="hint">Times are those of ${placeOf(zone)}.</p>
<button class="main">Send these times</button></form>`,
  })
}
