import type { PlannerInput, PlanPerson, PlanSession, Seat } from '#shared/domain/planner/planner-input'
import { addDays, wallToInstant } from '#shared/lib/zoned-time'

export const officeHours = {
  1: [{ from: '09:00', to: '17:00' }], 2: [{ from: '09:00', to: '17:00' }], 3: [{ from: '09:00', to: '17:00' }],
  4: [{ from: '09:00', to: '17:00' }], 5: [{ from: '09:00', to: '17:00' }],
} as const

/** A repeatable stream of numbers in [0, 1): mulberry32. */
export function createStream(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function aPerson(id: string, over: Partial<PlanPerson> = {}): PlanPerson {
  return {
    id, name: id[0]?.toUpperCase() + id.slice(1), zone: 'Europe/London', hours: officeHours, busy: [], interviews: [], focus: [], holidays: [],
    bufferBeforeMinutes: 0, bufferAfterMinutes: 0, maxPerDay: null, maxPerWeek: null, preferredPerDay: null, preferredPerWeek: null,
    skills: {}, recentInterviews: 0, ...over,
  }
}

export function aSeat(pool: readonly string[], over: Partial<Seat> = {}): Seat {
  return { id: 'main', role: 'interviewer', pool, requiredSkills: [], count: 1, preferred: [], ...over }
}

export function aSession(id: string, pool: readonly string[], over: Partial<PlanSession> = {}): PlanSession {
  return { id, name: id, lengthMinutes: 60, seats: [aSeat(pool)], room: null, video: true, ...over }
}

/** Two sessions, Ana and Bo, one Monday (2 March 2026) in London, 09:00 to 17:00, half-hour steps. */
export function anInput(over: Partial<PlannerInput> = {}): PlannerInput {
  const zone = 'Europe/London'
  return {
    sessions: [aSession('coding', ['ana', 'bo']), aSession('design', ['ana', 'bo'])],
    order: [], days: { max: 1, perDay: null }, gaps: { minMinutes: 0, maxMinutes: null }, lunch: null, stepMinutes: 30,
    people: [aPerson('ana'), aPerson('bo')], rooms: [],
    candidate: { name: 'Kim', zone, windows: [{ day: '2026-03-02', hours: { from: '09:00', to: '17:00' } }] },
    window: { fromMs: wallToInstant('2026-03-02', '00:00', zone), toMs: wallToInstant('2026-03-03', '00:00', zone) },
    previous: null, pins: [], ...over,
  }
}

export type BigOptions = Readonly<{ sessions?: number; people?: number; days?: number; busy?: number; split?: number; step?: number; maxPerDay?: number; from?: string }>

/** A whole loop as a company has them: people in five zones, busy calendars, limits, buffers, rooms, lunch, a panel. */
export function aBigInput(seed: number, options: BigOptions = {}): PlannerInput {
  const { sessions = 5, people = 40, days = 21, busy = 0.45, split = 1, step = 15, maxPerDay = 2, from = '2026-03-16' } = options
  const next = createStream(seed)
  const pick = (below: number): number => Math.floor(next() * below)
  const zones = ['Europe/London', 'Europe/Berlin', 'Europe/Lisbon', 'America/New_York', 'Europe/Helsinki']
  const home = 'Europe/London'
  const allDays = Array.from({ length: days }, (_, at) => addDays(from, at))
  const blocks = (zone: string, share: number): { fromMs: number; toMs: number }[] => allDays.flatMap(day => Array.from({ length: 16 }, (_, half) => half).flatMap(half => {
    if (next() >= share) return []
    const fromMs = wallToInstant(day, '09:00', zone) + half * 1_800_000
    return [{ fromMs, toMs: fromMs + 1_800_000 * (1 + pick(2)) }]
  }))
  const ids = Array.from({ length: people }, (_, at) => `p${at}`)
  const somebody = ids.map((id, at): PlanPerson => {
    const zone = zones[at % zones.length] ?? home
    return aPerson(id, {
      zone, busy: blocks(zone, busy), interviews: blocks(zone, 0.02), bufferBeforeMinutes: pick(2) * 5, bufferAfterMinutes: pick(2) * 10,
      focus: allDays.filter(() => next() < 0.2).map(day => ({ fromMs: wallToInstant(day, '09:00', zone), toMs: wallToInstant(day, '11:00', zone), strength: next() < 0.5 ? 'soft' : 'hard' })),
      maxPerDay, maxPerWeek: 5, preferredPerDay: 1, preferredPerWeek: 3, recentInterviews: pick(8), skills: { coding: 'certified', system: next() < 0.6 ? 'certified' : 'shadowing' },
    })
  })
  const loop = Array.from({ length: sessions }, (_, at): PlanSession => ({
    id: `s${at}`, name: `Session ${at + 1}`, lengthMinutes: [60, 45, 60, 45, 30][at % 5] ?? 60, video: false,
    room: at % 2 === 0 ? { capacity: 2, features: [] } : null,
    seats: [
      { id: 'main', role: 'interviewer', pool: ids, requiredSkills: at % 2 ? ['system'] : ['coding'], count: at === 2 ? 2 : 1, preferred: ids.filter(() => next() < 0.3) },
      ...(at === 1 ? [{ id: 'shadow', role: 'shadow' as const, pool: ids, requiredSkills: ['system'], count: 1, preferred: [], optional: true }] : []),
    ],
  }))
  return {
    sessions: loop, order: [{ before: 's0', after: `s${sessions - 1}` }], days: { max: split, perDay: split > 1 ? Math.ceil(sessions / split) : null },
    gaps: { minMinutes: 0, maxMinutes: 60 }, lunch: { from: '11:30', to: '14:00', lengthMinutes: 45 }, stepMinutes: step, people: somebody,
    rooms: ['oak', 'elm', 'ash'].map((id, at) => ({ id, name: id, capacity: 2 + at * 2, features: [], zone: home, busy: blocks(home, 0.3) })),
    candidate: { name: 'Kim', zone: home, windows: allDays.map(day => ({ day, hours: { from: '09:00', to: '17:30' } })) },
    window: { fromMs: wallToInstant(from, '00:00', home), toMs: wallToInstant(addDays(from, days), '00:00', home) },
    previous: null, pins: [],
  }
}
