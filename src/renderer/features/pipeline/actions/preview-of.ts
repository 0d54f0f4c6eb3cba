import { previewStep, type Step } from '#shared/domain/commands/move-preview'
import type { Job } from '#shared/domain/model/job'
import type { Replica } from '../../../replica/replica.ts'
import type { Card } from '../data/card.ts'

/** Beyond this the surroundings of each card are not read: sentences about hundreds would say nothing more. */
const mostRead = 60

/** Reads what stands around the cards on this laptop, and says what a step sets off. */
export async function previewOf(replica: Replica, step: Step, cards: readonly Card[], job: Job): Promise<readonly string[]> {
  const read = cards.slice(0, mostRead)
  const settings = (await replica.find('settings', {}))[0]
  const around = await Promise.all(read.map(async ({ application: { candidateId } }) => ({
    candidate: await replica.get('candidates', candidateId),
    interviews: await replica.find('interviews', { where: { candidateId } }),
    messages: await replica.find('messages', { where: { candidateId } }),
    scorecards: await replica.find('scorecards', { where: { candidateId } }),
  })))
  const hired = step.kind === 'hire' ? await replica.find('applications', { where: { jobId: job.id, status: 'hired' } }) : []
  return previewStep(step, cards.map(card => card.application), job, {
    interviews: around.flatMap(each => each.interviews), messages: around.flatMap(each => each.messages), scorecards: around.flatMap(each => each.scorecards),
    hiredCount: hired.length, integrations: settings?.integrations ?? [], candidates: around.flatMap(each => each.candidate ?? []), nowMs: Date.now(),
  })
}
