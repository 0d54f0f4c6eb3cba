import { isObject, type Json } from '../lib/json.ts'
import { dayOf, sayDay, wallTimeOf } from '../lib/zoned-time.ts'
import type { VideoKind } from './model/interview-plan.ts'

type Say = (value: Json) => string
type Fields = Readonly<Record<string, Json>>

const asObject = (value: Json | undefined): Fields => (isObject(value ?? null) ? value as Fields : {})
const items = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value as readonly Json[] : [])
const levels: Readonly<Record<string, string>> = { shadow: 'watches', reverseShadow: 'leads while watched', certified: 'certified' }

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** Minutes since midnight as a clock shows them. */
export function wallOfMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** `45 minutes`, `1 hour`, `1 hour 30 minutes`. */
export function sayMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const parts = [...(hours > 0 ? [`${hours} hour${hours === 1 ? '' : 's'}`] : []), ...(rest > 0 || hours === 0 ? [`${rest} minute${rest === 1 ? '' : 's'}`] : [])]
  return parts.join(' ')
}

const sayLength: Say = value => sayMinutes(Number(value))
const sayWall: Say = value => wallOfMinute(Number(value))
const spanOf = (span: Fields): string => `${wallOfMinute(Number(span['fromMinute']))} to ${wallOfMinute(Number(span['toMinute']))}`

const sayInterviewing: Say = value => {
  const { workingHours, bufferBeforeMinutes, bufferAfterMinutes, maxPerDay = null, maxPerWeek = null } = asObject(value)
  const hours = items(workingHours).map(asObject).map(span => `${weekdayNames[Number(span['weekday']) - 1] ?? ''} ${spanOf(span)}`)
  return [
    hours.length > 0 ? hours.join(', ') : 'no working hours',
    ...(Number(bufferBeforeMinutes) + Number(bufferAfterMinutes) > 0 ? [`${Number(bufferBeforeMinutes)} minutes free before and ${Number(bufferAfterMinutes)} after`] : []),
    ...(maxPerDay === null ? [] : [`at most ${Number(maxPerDay)} interviews a day`]), ...(maxPerWeek === null ? [] : [`at most ${Number(maxPerWeek)} a week`]),
  ].join(' · ')
}

const sayTimes: Say = value => {
  const { windows, zone } = asObject(value)
  const inZone = typeof zone === 'string' ? zone : 'UTC'
  return items(windows).map(asObject).map(({ fromMs, toMs }) =>
    `${sayDay(dayOf(Number(fromMs), inZone))}, ${wallTimeOf(Number(fromMs), inZone)} to ${wallTimeOf(Number(toMs), inZone)}`).join('; ') || 'no times'
}

/** How values of interview plans, availability and rooms are said; joined to `value-words`. */
export const planSays: Readonly<Record<string, Say>> = {
  needs: value => `${Number(value)} times`, shadows: value => `${Number(value)} times`, reverseShadows: value => `${Number(value)} times`,
  wentOn: value => `went on by themselves after ${Number(asObject(value)['times'])} times`,
  level: value => levels[String(value)] ?? String(value),
  hard: value => (value === true ? 'never used' : 'used when nothing else fits'),
  weekday: value => weekdayNames[Number(value) - 1] ?? '',
  fromMinute: sayWall, toMinute: sayWall,
  fromDay: value => sayDay(String(value)), toDay: value => sayDay(String(value)), day: value => sayDay(String(value)),
  lengthMinutes: sayLength, breakMinutes: sayLength, longestWaitMinutes: sayLength, stepMinutes: value => `every ${sayMinutes(Number(value))}`,
  'sessions.seats': value => `${items(value).length} in all`,
  'sessions.afterIds': value => `after ${items(value).length} of the others`,
  'sessions.kitId': () => 'a kit', 'sessions.planId': () => 'another plan',
  'sessions.room': value => `for ${Number(asObject(value)['capacity'])} people`,
  'interviewPlans.lunch': value => `${sayMinutes(Number(asObject(value)['lengthMinutes']))} between ${spanOf(asObject(value)).replace(' to ', ' and ')}`,
  interviewing: sayInterviewing,
  times: sayTimes,
}

/** What follows a name where somebody does something else than interview. */
export const roleSuffix = { interviewer: '', shadow: ' listens', reverseShadow: ' leads while watched' } as const

export const videoWords: Readonly<Record<VideoKind, string>> = { none: 'No video call', meet: 'Google Meet', teams: 'Microsoft Teams', zoom: 'Zoom', own: 'A link of our own' }
