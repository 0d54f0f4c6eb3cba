import type { DayText, Span, WallTime } from '#shared/lib/zoned-time'
import type { Weights } from './weights.ts'

/** How far someone's training for a skill has come. */
export type SkillLevel = 'shadowing' | 'reverseShadowing' | 'certified'
/** `shadow` watches, `reverseShadow` leads while watched; every other seat is taken by a certified person. */
export type SeatRole = 'interviewer' | 'lead' | 'notetaker' | 'shadow' | 'reverseShadow'

/** A chair at a session. `optional` chairs stay empty rather than stop a plan (a trainee's, usually). */
export type Seat = Readonly<{
  id: string
  role: SeatRole
  pool: readonly string[]
  requiredSkills: readonly string[]
  count: number
  preferred: readonly string[]
  optional?: boolean
}>

export type RoomNeed = Readonly<{ capacity: number; features: readonly string[] }>

/** One meeting of the loop. A panel is a session with several seats. */
export type PlanSession = Readonly<{
  id: string
  name: string
  lengthMinutes: number
  seats: readonly Seat[]
  room: RoomNeed | null
  video: boolean
}>

export type WallHours = Readonly<{ from: WallTime; to: WallTime }>
/** Hours kept for each weekday, 1 = Monday to 7 = Sunday, in the owner's zone; a missing day is free of work. */
export type WeekHours = Readonly<Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, readonly WallHours[]>>>
export type FocusBlock = Span & Readonly<{ strength: 'soft' | 'hard' }>

/** An interviewer, as the calendars of the last weeks know them. */
export type PlanPerson = Readonly<{
  id: string
  name: string
  zone: string
  hours: WeekHours
  busy: readonly Span[]
  /** Interviews already booked on any route (loops, self-booking, by hand); counted for limits and never overlapped. */
  interviews: readonly Span[]
  focus: readonly FocusBlock[]
  /** Days off, in the person's own zone. */
  holidays: readonly DayText[]
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  maxPerDay: number | null
  maxPerWeek: number | null
  preferredPerDay: number | null
  preferredPerWeek: number | null
  skills: Readonly<Record<string, SkillLevel>>
  /** Interviews given lately (the caller picks the span, two weeks usually): the load to balance. */
  recentInterviews: number
}>

export type PlanRoom = Readonly<{
  id: string
  name: string
  capacity: number
  features: readonly string[]
  zone: string
  busy: readonly Span[]
}>

/** When the candidate can come: exact spans, or hours on the wall of given days, in the candidate's zone. */
export type CandidateWindow = Span | Readonly<{ day: DayText; hours: WallHours }>
/** `busy`: other interviews of theirs, whatever the windows say. */
export type PlanCandidate = Readonly<{ name: string; zone: string; windows: readonly CandidateWindow[]; busy?: readonly Span[] }>

export type Pin =
  | Readonly<{ kind: 'time'; sessionId: string; startMs: number }>
  | Readonly<{ kind: 'must'; sessionId: string; seatId: string; personId: string }>
  | Readonly<{ kind: 'never'; sessionId: string; personId: string }>

/** A session as it stood in an earlier plan, to stay close to. */
export type PreviousSession = Readonly<{ sessionId: string; startMs: number; roomId: string | null; personIds: readonly string[] }>

export type LunchRule = WallHours & Readonly<{ lengthMinutes: number }>

/**
 * Everything a plan depends on; holds no clock and no chance. Structured-cloneable. Instants are epoch milliseconds on
 * whole minutes. At most 10 sessions. A session never runs over the candidate's midnight.
 */
export type PlannerInput = Readonly<{
  sessions: readonly PlanSession[]
  order: readonly Readonly<{ before: string; after: string }>[]
  /** `max: 1` is one day. `perDay` limits the sessions on one of the candidate's days. */
  days: Readonly<{ max: number; perDay: number | null }>
  /** Between two sessions of one day; a gap that holds the lunch may be longer by the lunch. */
  gaps: Readonly<{ minMinutes: number; maxMinutes: number | null }>
  lunch: LunchRule | null
  /** Sessions start on multiples of this, on the candidate's clock. Pinned and earlier times may lie between. */
  stepMinutes: number
  people: readonly PlanPerson[]
  rooms: readonly PlanRoom[]
  candidate: PlanCandidate
  window: Span
  previous: readonly PreviousSession[] | null
  pins: readonly Pin[]
  wanted?: number
  weights?: Partial<Weights>
}>
