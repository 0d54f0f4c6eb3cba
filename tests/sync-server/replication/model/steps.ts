import fc from 'fast-check'

/** What may happen to a push on its way. */
export type Fate = Readonly<
  { kind: 'delivered' } | { kind: 'requestLost' } | { kind: 'answerLost' } | { kind: 'duplicated' } | { kind: 'serverKilled'; afterStatements: number }
>

/** One thing that happens in a history. `clockMs` moves the laptop's clock, also backwards. */
export type Step = Readonly<{ laptop: number; clockMs?: number } & (
  | { kind: 'edit'; target: number; field: 'headline' | 'tag' | 'work' | 'move' | 'hire' | 'reject' | 'secret' | 'private' | 'team' }
  | { kind: 'book'; target: number; slot: number }
  | { kind: 'delete' }
  | { kind: 'send'; fate: Fate }
  | { kind: 'pull' }
)>

const laptop = fc.nat({ max: 3 })
const target = fc.nat({ max: 5 })
const clockMs = fc.constantFrom(1_000, 60_000, -3_600_000, 86_400_000)

const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Fate>({ kind: 'delivered' }) },
  { weight: 1, arbitrary: fc.constantFrom<Fate>({ kind: 'requestLost' }, { kind: 'answerLost' }, { kind: 'duplicated' }) },
  { weight: 1, arbitrary: fc.nat({ max: 14 }).map<Fate>(afterStatements => ({ kind: 'serverKilled', afterStatements })) },
)

const edit = fc.record({
  kind: fc.constant('edit' as const), laptop, target, clockMs,
  field: fc.constantFrom<Extract<Step, { kind: 'edit' }>['field']>('headline', 'tag', 'work', 'move', 'hire', 'reject', 'secret', 'private', 'team'),
})

/** Any history: edits of every policy, bookings, deletions, and a network that does what it likes. */
export const history: fc.Arbitrary<Step[]> = fc.array(fc.oneof(
  { weight: 6, arbitrary: edit },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('book' as const), laptop, target, slot: fc.nat({ max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), laptop }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), laptop, fate }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pull' as const), laptop }) },
), { minLength: 3, maxLength: 14 })
