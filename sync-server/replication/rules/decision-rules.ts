import { decisionsOf } from '#shared/domain/commands/debrief'
import { readingOf } from '#shared/domain/debrief/who-reads'
import type { Application } from '#shared/domain/model/application'
import type { Decision } from '#shared/domain/model/decision'
import type { Interview } from '#shared/domain/model/interview'
import type { Scorecard } from '#shared/domain/model/scorecard'
import { refusal, type Rule, type RuledChange } from './rule.ts'

/** The decisions a change adds to a card that was there. A card that comes whole, from an archive, brings its own. */
function addedDecisions({ collection, before, after }: RuledChange): readonly Decision[] {
  if (collection !== 'applications' || !before || !after) return []
  const known = new Set(decisionsOf(before as Application).map(decision => decision.id))
  return decisionsOf(after as Application).filter(decision => !known.has(decision.id))
}

/** Nobody decides in another's name, or without a word of why. */
export const decidedInOwnName: Rule = async (_work, change) => {
  const isSound = addedDecisions(change).every(({ byId, outcome, rationale }) => byId === change.actorId && (outcome === 'open' || rationale.trim() !== ''))
  return isSound ? null : refusal('rules.decision_in_own_name', 'decisions')
}

/** A hiring manager who sits on the panel judges first and decides then. Reads what this very push brings, too. */
export const ownCardFirst: Rule = async (work, change) => {
  if (addedDecisions(change).length === 0) return null
  const { candidateId, jobId } = change.after as Application
  await work.load([{ collection: 'people', id: change.actorId }, { collection: 'jobs', id: jobId }])
  await work.loadCandidates([candidateId])
  const [person, job] = [work.live('people', change.actorId), work.live('jobs', jobId)]
  if (!person || !job) return null
  const own = work.ofCandidate(candidateId).filter(document => !document.deleted && document.content['applicationId'] === change.id)
  const of = <T>(collection: string): readonly T[] => own.filter(document => document.collection === collection).map(document => document.content as unknown as T)
  const isManager = job.hiringTeam.some(member => member.id === change.actorId && member.role === 'hiringManager')
  const reading = readingOf({ personId: change.actorId, role: person.role, isManager }, job.scorecardVisibility, of<Interview>('interviews'), of<Scorecard>('scorecards'))
  return reading.kind === 'none' && reading.why === 'ownCardFirst' ? refusal('rules.own_card_first', 'decisions') : null
}
