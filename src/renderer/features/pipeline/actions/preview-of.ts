import { consequencesOf, previewStep, type Step, type Surroundings } from '#shared/domain/commands/move-preview'
import type { Job } from '#shared/domain/model/job'
import type { Replica } from '../../../replica/replica.ts'
import type { Card } from '../data/card.ts'

/** Beyond this the surroundings of each card are not read: sentences about hundreds would say nothing more. */
const mostRead = 60

/** What stands around the cards on this laptop. */
async function surroundingsOf(replica: Replica, step: Step, cards: readonly Card[], job: Job): Promise<Surroundings> {
  const [settings, hired, around] = await Promise.all([
    replica.find('settings', {}).then(found => found[0]),
    step.kind === 'hire' ? replica.find('applications', { where: { jobId: job.id, status: 'hired' } }) : [],
    Promise.all(cards.slice(0, mostRead).map(async ({ application: { candidateId } }) => {
      const [candidate, interviews, messages, scorecards] = await Promise.all([
        replica.get('candidates', candidateId), replica.find('interviews', { where: { candidateId } }),
        replica.find('messages', { where: { candidateId } }), replica.find('scorecards', { where: { candidateId } }),
      ])
      return { candidate, interviews, messages, scorecards }
    })),
  ])
  return {
    interviews: around.flatMap(each => each.interviews), messages: around.flatMap(each => each.messages), scorecards: around.flatMap(each => each.scorecards),
    hiredCount: hired.length,
    // Before a hire each system is asked itself, see `parts/hire-forecast.tsx`.
    integrations: step.kind === 'hire' ? [] : settings?.integrations ?? [], candidates: around.flatMap(each => each.candidate ?? []), nowMs: Date.now(),
  }
}

const applications = (cards: readonly Card[]) => cards.map(card => card.application)

/** Says what a step sets off. */
export const previewOf = async (replica: Replica, step: Step, cards: readonly Card[], job: Job): Promise<readonly string[]> =>
  previewStep(step, applications(cards), job, await surroundingsOf(replica, step, cards, job))

/** What moving the cards sets off or leaves open, whatever the stage; empty when there is nothing to think about. */
export async function consequencesOfMove(replica: Replica, cards: readonly Card[], job: Job): Promise<readonly string[]> {
  const [first] = cards
  if (!first) return []
  const step: Step = { kind: 'move', toStageId: first.application.stageId }
  return consequencesOf(step, applications(cards), job, await surroundingsOf(replica, step, cards, job))
}
