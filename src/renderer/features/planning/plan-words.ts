import type { PlanSession, SessionSeat } from '#shared/domain/model/interview-plan'
import type { Person } from '#shared/domain/model/person'
import type { Settings } from '#shared/domain/model/settings'
import { poolOf } from '#shared/domain/scheduling/seat-pool'

export const roleWords: Readonly<Record<SessionSeat['role'], string>> = { interviewer: 'Interviewer', shadow: 'Listens and learns', reverseShadow: 'Leads while watched' }

/** `2 interviewers of Ana, Bo and 3 more`, for one seat. */
export function saySeat(seat: SessionSeat, people: readonly Person[], settings: Pick<Settings, 'interviewSkills'> | null): string {
  const skills = seat.skillIds.flatMap(id => settings?.interviewSkills.find(skill => skill.id === id)?.name ?? [])
  const named = seat.personIds.flatMap(id => people.find(person => person.id === id)?.name ?? [])
  const who = named.length === 0 ? (skills.length > 0 ? `anybody trained for ${skills.join(' and ')}` : 'nobody yet')
    : `${named.slice(0, 3).join(', ')}${named.length > 3 ? ` and ${named.length - 3} more` : ''}${skills.length > 0 ? `, trained for ${skills.join(' and ')}` : ''}`
  return `${seat.count > 1 ? `${seat.count} × ` : ''}${roleWords[seat.role]}: ${who}${seat.optional ? ' (if there is somebody)' : ''}`
}

/** What stops a session from ever being planned, in a sentence; null when nothing does. */
export function problemOf(session: PlanSession, people: readonly Person[]): string | null {
  const seat = session.seats.find(each => !each.optional && poolOf(each, people).length < each.count)
  if (session.seats.length === 0) return 'Nobody interviews here yet.'
  return seat ? `${roleWords[seat.role]}: ${poolOf(seat, people).length === 0 ? 'nobody can' : `only ${poolOf(seat, people).length} can`} take this seat yet.` : null
}

export const skillOptions = (settings: Pick<Settings, 'interviewSkills'> | null) => (settings?.interviewSkills ?? []).filter(skill => !skill.archived)
