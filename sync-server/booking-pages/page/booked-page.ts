import type { Interview } from '#shared/domain/model/interview'
import type { PlannedSession } from '#shared/domain/planner/plan'
import { changeOfBooking, type BookingChange } from '#shared/domain/scheduling/booking-change'
import { dayOf, sayDay, wallTimeOf } from '#shared/lib/zoned-time'
import type { Held } from '../link-store.ts'
import type { LinkFacts } from '../load-facts.ts'
import { html, type Html } from './html.ts'
import { layout, type Notice } from './layout.ts'
import { placeOf, sayLength, sayWhen } from './words.ts'
import { zoneForm } from './choose-page.ts'

type Meeting = Readonly<{ name: string; startMs: number; endMs: number; personIds: readonly string[]; roomId: string | null; joinUrl: string | null }>

function meeting(facts: LinkFacts, { name, startMs, endMs, personIds, roomId, joinUrl }: Meeting, zone: string): Html {
  const room = facts.settings.rooms.find(each => each.id === roomId)?.name
  const names = facts.rules.showInterviewers ? personIds.flatMap(id => facts.people.get(id)?.name ?? []) : []
  return html`<li><strong>${name}</strong><span>${sayWhen(startMs, endMs, zone)} <small>${sayLength((endMs - startMs) / 60_000)}</small></span>
${names.length > 0 ? html`<span>With ${names.join(', ')}</span>` : null}${room ? html`<span>${room}</span>` : null}${joinUrl !== null && joinUrl.startsWith('https://') ? html`<span><a href="${joinUrl}">Join by video</a></span>` : null}</li>`
}

/** What is held, to be read over and confirmed. */
export function confirmPage(facts: LinkFacts, held: Held, path: string, notice: Notice | null): string {
  const names = new Map(facts.job.sessions.map(session => [session.id, session.name]))
  const toMeeting = (session: PlannedSession): Meeting => ({ name: names.get(session.sessionId) ?? facts.link.name, startMs: session.startMs, endMs: session.endMs, personIds: session.seats.flatMap(seat => seat.personIds), roomId: session.roomId, joinUrl: null })
  return layout({
    title: 'Is this right?', workspace: facts.settings.name, notice,
    body: html`<ol class="plan">${held.sessions.toSorted((a, b) => a.startMs - b.startMs).map(session => meeting(facts, toMeeting(session), held.zone))}</ol>
<p class="hint">Times are those of ${placeOf(held.zone)}. Kept for you until ${wallTimeOf(held.untilMs, held.zone)}.</p>
<form method="post" action="${path}/confirm" class="act"><button class="main">${facts.loop.length > 0 ? 'Move to this time' : 'Book this time'}</button></form>
<p><a href="${path}?zone=${encodeURIComponent(held.zone)}${facts.loop.length > 0 ? html`&amp;move=1` : null}">Choose another time</a></p>`,
  })
}

/** Until when, and how often: a booking that was moved as often as the rules let can still be called off. */
function sayChange(change: Exclude<BookingChange, { kind: 'too_late' }>, zone: string): string {
  const until = `${sayDay(dayOf(change.untilMs, zone))}, ${wallTimeOf(change.untilMs, zone)}`
  return change.kind === 'open' ? `You can move this until ${until}, ${change.left === 1 ? 'once' : `${change.left} times`} more, or call it off.` : `You cannot move this any more, but you can call it off until ${until}.`
}

/** What is booked, and what can still be done about it. */
export function bookedPage(facts: LinkFacts, path: string, zone: string, nowMs: number, notice: Notice | null): string {
  const toMeeting = ({ name, startMs, endMs, seats, roomId, joinUrl }: Interview): Meeting => ({ name, startMs, endMs, personIds: seats.map(seat => seat.personId), roomId, joinUrl })
  const change = changeOfBooking(facts, nowMs)
  return layout({
    title: 'You are booked', workspace: facts.settings.name, notice, choosesZone: true,
    body: html`<p>${facts.job.title}</p>
<ol class="plan">${facts.loop.map(interview => meeting(facts, toMeeting(interview), zone))}</ol>
${zoneForm(path, zone)}
${change.kind === 'too_late' ? html`<p class="hint">It is too late to change this here. Write to the person who sent you the link.</p>` : html`<section><h2>Something came up?</h2>
<p class="hint">${sayChange(change, zone)}</p>
${change.kind === 'open' ? html`<p><a class="button" href="${path}?move=1&amp;zone=${encodeURIComponent(zone)}">Choose another time</a></p>` : null}
<form method="post" action="${path}/cancel"><input type="hidden" name="zone" value="${zone}"><label class="check"><input type="checkbox" name="sure" value="yes" required> I cannot come at all</label><button>Call it off</button></form></section>`}`,
  })
}
