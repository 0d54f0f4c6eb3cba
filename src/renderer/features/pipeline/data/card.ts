import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'

/** One card: an application with its candidate, who may be hidden from this person. */
export type Card = Readonly<{ id: string; application: Application; candidate: Candidate | null; name: string }>

export function cardOf(application: Application, candidate: Candidate | null): Card {
  return { id: application.id, application, candidate, name: candidate?.fullName ?? 'Hidden candidate' }
}

/** Longest on the stage first; ties by id, so that the order is the same on every laptop. */
export function byWaiting(a: Card, b: Card): number {
  return a.application.stageEnteredAtMs - b.application.stageEnteredAtMs || (a.id < b.id ? -1 : 1)
}

const dayMs = 86_400_000

/** Whole days since the card came to where it is. */
export function daysOnStage(card: Card, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - card.application.stageEnteredAtMs) / dayMs))
}

/** How long is long: a week is worth a look, three weeks is late. */
export function ageing(days: number): 'fresh' | 'waiting' | 'late' {
  return days >= 21 ? 'late' : days >= 7 ? 'waiting' : 'fresh'
}

/** One's own tags and those of the application. */
export const tagsOf = (card: Card): readonly string[] => [...new Set([...(card.candidate?.tags ?? []), ...card.application.tags])]
