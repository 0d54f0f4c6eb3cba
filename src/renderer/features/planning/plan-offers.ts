import type { Plan, PlanResult, RelaxedConstraint } from '#shared/domain/planner/plan'
import { dayOf, sayDay, wallTimeOf } from '#shared/lib/zoned-time'

/** One thing to choose by a number: a plan, or what one would give up and the plan that gives. */
export type Offer = Readonly<{ plan: Plan; givesUp: readonly RelaxedConstraint[] }>

export function offersOf(result: PlanResult): readonly Offer[] {
  if (result.kind === 'plans') return result.plans.map(plan => ({ plan, givesUp: [] }))
  return result.kind === 'none' ? result.relaxations.map(({ constraints, gives }) => ({ plan: gives, givesUp: constraints })) : []
}

const placesOf = ({ plan, givesUp }: Offer): string => JSON.stringify([plan.sessions, givesUp.map(({ constraint, subjectId }) => [constraint, subjectId])])

/** Where what was chosen stands among other offers: the same sessions, times, rooms and people. -1 when nothing of that is left. */
export function findOffer(offers: readonly Offer[], chosen: Offer): number {
  return offers.findIndex(offer => placesOf(offer) === placesOf(chosen))
}

/** `Tuesday 3 March, 10:00–15:00`, a line for each day, on the candidate's clock. */
export function sayPlan(plan: Plan, zone: string): readonly string[] {
  const days = Map.groupBy(plan.sessions, session => dayOf(session.startMs, zone))
  return [...days].map(([day, sessions]) => `${sayDay(day)}, ${wallTimeOf(sessions[0]!.startMs, zone)}–${wallTimeOf(sessions.at(-1)!.endMs, zone)}`)
}

/** `Ask Ana for more time on Tuesday; and find people outside the pools`. */
export const sayGivingUp = (offer: Offer): string => offer.givesUp.map(({ description }, index) => (index === 0 ? description : `${description.charAt(0).toLowerCase()}${description.slice(1)}`)).join('; and ')
