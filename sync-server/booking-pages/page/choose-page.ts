import type { BookingOption } from '#shared/domain/scheduling/booking-options'
import { addDays, sayDay, wallTimeOf, type DayText } from '#shared/lib/zoned-time'
import type { LinkFacts } from '../load-facts.ts'
import { html, type Html } from './html.ts'
import { layout, type Notice } from './layout.ts'
import { firstName, placeOf, sayLength, zonesWith } from './words.ts'

export type DayOfOptions = Readonly<{ day: DayText; options: readonly BookingOption[] }>
export type ChoosePage = Readonly<{ facts: LinkFacts; path: string; zone: string; days: readonly DayOfOptions[]; earlier: DayText | null; later: DayText | null; notice: Notice | null }>

/** What is to be booked: the sessions by name and length, in a sentence or a list. */
export function sessionsOf({ job, link, loop }: LinkFacts): readonly Readonly<{ id: string; name: string; minutes: number }>[] {
  const wanted = loop.length > 0 ? loop.map(interview => interview.sessionId) : link.sessionIds
  return job.sessions.filter(session => session.planId === link.planId && (wanted?.includes(session.id) ?? true)).map(({ id, name, lengthMinutes }) => ({ id, name, minutes: lengthMinutes }))
}

/** There are four hundred: a value is written only where the words are another, which is a quarter of the page less. */
const zoneOption = (zone: string, isChosen: boolean): Html => html`<option${zone.includes('_') ? html` value="${zone}"` : null}${isChosen ? html` selected` : null}>${zone.replaceAll('_', ' ')}</option>`

export function zoneForm(path: string, zone: string, hidden: Html | null = null): Html {
  return html`<form method="get" action="${path}" class="zone">${hidden}
${zoneChoice(zone)}
<button>Use this zone</button></form>`
}

export const zoneChoice = (zone: string): Html => html`<label for="zone">Time zone</label>
<select id="zone" name="zone">${zonesWith(zone).map(each => zoneOption(each, each === zone))}</select>`

function choice({ key, fromMs, toMs, sessions }: BookingOption, day: DayText, zone: string): Html {
  const span = `${wallTimeOf(fromMs, zone)}–${wallTimeOf(toMs, zone)}`
  const isSplit = sessions.length > 1 && toMs - fromMs > 86_400_000
  return html`<li><button name="option" value="${day} ${key}" aria-label="${sayDay(day)}, ${span}${isSplit ? ', over several days' : ''}">${span}${isSplit ? html` <small>over several days</small>` : null}</button></li>`
}

/** The times on offer, day by day in the candidate's zone; one press holds one. */
export function choosePage({ facts, path, zone, days, earlier, later, notice }: ChoosePage): string {
  const { job, candidate, settings, loop } = facts
  const sessions = sessionsOf(facts)
  const total = sessions.reduce((sum, session) => sum + session.minutes, 0)
  const isMove = loop.length > 0
  const turn = (day: DayText | null, words: string, rel: string): Html | null => (day === null ? null : html`<a href="${path}?zone=${encodeURIComponent(zone)}&amp;from=${day}${isMove ? html`&amp;move=1` : null}" rel="${rel}">${words}</a>`)
  const shown = days.filter(({ options }) => options.length > 0)
  return layout({
    title: isMove ? 'Choose another time' : 'Choose a time', workspace: settings.name, notice, choosesZone: true,
    body: html`<p>Hello ${firstName(candidate.fullName)}, this is about <strong>${job.title}</strong>: ${sessions.length === 1 ? `${sessions[0]!.name}, ${sayLength(total)}` : `${sessions.length} meetings, ${sayLength(total)} in all`}.</p>
${sessions.length > 1 ? html`<ul class="sessions">${sessions.map(session => html`<li>${session.name} <small>${sayLength(session.minutes)}</small></li>`)}</ul>` : null}
${zoneForm(path, zone, isMove ? html`<input type="hidden" name="move" value="1">` : null)}
<form method="post" action="${path}/hold"><input type="hidden" name="zone" value="${zone}">
${shown.map(({ day, options }) => html`<section><h2>${sayDay(day)}</h2><ul class="times">${options.map(option => choice(option, day, zone))}</ul></section>`)}
</form>
${shown.length === 0 ? html`<p class="empty">Nothing is free ${days.length === 0 ? 'any more' : `from ${sayDay(days[0]!.day)} to ${sayDay(days.at(-1)!.day)}`}. ${later ? 'Look at later days, or write' : 'Write'} to the person who sent you this link.</p>` : html`<p class="hint">Times are those of ${placeOf(zone)}. A time is yours once you have confirmed it.</p>`}
<nav aria-label="Other days">${turn(earlier, 'Earlier days', 'prev')} ${turn(later, 'Later days', 'next')}</nav>`,
  })
}

export const weekFrom = (day: DayText): readonly DayText[] => Array.from({ length: 7 }, (_, at) => addDays(day, at))
