export type PlannedSeat = Readonly<{ seatId: string; personIds: readonly string[] }>
/** One session placed: instants in epoch milliseconds; a seat lists fewer people than asked only if it is optional. */
export type PlannedSession = Readonly<{
  sessionId: string
  startMs: number
  endMs: number
  roomId: string | null
  seats: readonly PlannedSeat[]
}>

/** What a plan costs, matter by matter, in points (see `Weights`); the least total is the best plan. */
export type PlanScore = Readonly<{
  total: number
  days: number
  load: number
  preferred: number
  earliest: number
  stability: number
  focus: number
  emptySeats: number
}>

/** A plan; sessions in the order of their times. `reasons` are whole phrases in a recruiter's words. */
export type Plan = Readonly<{ sessions: readonly PlannedSession[]; score: PlanScore; reasons: readonly string[] }>

/** A time that looked better than the last plan shown and yet is not offered, and why. */
export type NearMiss = Readonly<{ day: string; reason: string }>

/** One thing to give up, and what that would give. */
export type Relaxation = Readonly<{ constraints: readonly RelaxedConstraint[]; gives: Plan }>
export type RelaxedConstraint = Readonly<{ constraint: string; subjectId: string | null; description: string }>

/** How far a search has come: looking for plans first; if there are none, what could be given up, one thing after another. */
export type PlanProgress = Readonly<{ step: 'searching' }> | Readonly<{ step: 'relaxing'; done: number; of: number }>

export type PlanResult =
  /** `proven`: no plan is better than the first. Otherwise the search stopped at its work limit: all plans hold, a better one may exist. */
  | Readonly<{ kind: 'plans'; plans: readonly Plan[]; nearMisses: readonly NearMiss[]; proven: boolean }>
  /** No plan. `proven` false: none was found within the work limit. */
  | Readonly<{ kind: 'none'; relaxations: readonly Relaxation[]; proven: boolean }>
  /** The input contradicts itself; `reason` says how in plain words. */
  | Readonly<{ kind: 'invalid'; reason: string }>

