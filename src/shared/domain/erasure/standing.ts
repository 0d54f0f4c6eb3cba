import type { Content } from '../merge/units.ts'
import type { Candidate } from '../model/candidate.ts'

/** So long an erasure can be taken back, from the moment the server hears of it. */
export const graceMs = 24 * 3_600_000

/**
 * Where an erasure stands. `asked`: marked on a laptop, the server has not heard of it. `waiting`: everything is hidden and
 * closed, and can be taken back until `untilMs`. `done`: what told of the person is gone.
 */
export type Standing = Readonly<{ kind: 'none' | 'asked' } | { kind: 'waiting'; byId: string | null; atMs: number; untilMs: number } | { kind: 'done'; byId: string | null; atMs: number; doneAtMs: number }>

export function standingOf(candidate: Pick<Candidate, 'erasedAtMs' | 'erasure'>): Standing {
  if (candidate.erasedAtMs === null) return { kind: 'none' }
  const { erasure } = candidate
  if (!erasure) return { kind: 'asked' }
  const { byId, atMs, untilMs, doneAtMs } = erasure
  return doneAtMs === null ? { kind: 'waiting', byId, atMs, untilMs } : { kind: 'done', byId, atMs, doneAtMs }
}

/** Whether a candidate's document says that everything went for good. */
export const isGoneForGood = (candidate: Content | undefined): boolean =>
  candidate !== undefined && typeof candidate['erasedAtMs'] === 'number' && standingOf(candidate as unknown as Candidate).kind === 'done'
