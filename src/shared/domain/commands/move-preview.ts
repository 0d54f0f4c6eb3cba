import type { Application } from '../model/application.ts'
import type { Candidate } from '../model/candidate.ts'
import type { Interview } from '../model/interview.ts'
import type { Job } from '../model/job.ts'
import type { Message } from '../model/message.ts'
import type { HookEventKind, IntegrationSummary } from '../model/onboarding.ts'
import type { Scorecard } from '../model/scorecard.ts'
import { previewIntegrations } from './integration-preview.ts'

/** What a person thinks of doing with some cards. */
export type Step = Readonly<{ kind: 'move'; toStageId: string } | { kind: 'reject' } | { kind: 'withdraw' } | { kind: 'hire' }>

/** What stands around the cards and may matter. */
export type Surroundings = Readonly<{
  interviews: readonly Interview[]
  messages: readonly Message[]
  /** Own and visible ones; others' unsubmitted cards are not on this laptop. */
  scorecards: readonly Scorecard[]
  /** Cards of the job that are marked as hired. */
  hiredCount: number
  /** Connected systems, and the people on the cards, for what they will be told and what they lack. */
  integrations: readonly IntegrationSummary[]
  candidates: readonly Candidate[]
  nowMs: number
}>

const many = (count: number, one: string, more: string): string => (count === 1 ? `one ${one}` : `${count} ${more}`)

function missingScorecards(cards: readonly Application[], around: Surroundings): number {
  const ids = new Set(cards.map(card => card.id))
  const submitted = new Set(around.scorecards.filter(card => card.submittedAtMs !== null).map(card => `${card.interviewId}/${card.authorId}`))
  return around.interviews
    .filter(interview => ids.has(interview.applicationId) && !interview.cancelled && interview.endMs < around.nowMs)
    .flatMap(interview => interview.seats.filter(seat => seat.role !== 'shadow').map(seat => `${interview.id}/${seat.personId}`))
    .filter(seat => !submitted.has(seat)).length
}

/** Sentences on what a step means, sets off and leaves open, from what this laptop knows. Never empty. */
export function previewStep(step: Step, cards: readonly Application[], job: Job, around: Surroundings): readonly string[] {
  return [...hintsOn(step, job), ...consequencesOf(step, cards, job, around), 'Tells the candidate nothing.']
}

/** What a stage does not do by itself. */
function hintsOn(step: Step, job: Job): readonly string[] {
  const type = step.kind === 'move' ? job.stages.find(each => each.id === step.toStageId)?.type : undefined
  if (type === 'hired') return ['Only moves the card. Use “Mark as hired” to record the hire and its start date.']
  return type === 'offer' ? ['Writes no offer yet: that is a step of its own.'] : []
}

/** What a step sets off, and what it leaves open; empty when there is nothing to think about. */
export function consequencesOf(step: Step, cards: readonly Application[], job: Job, around: Surroundings): readonly string[] {
  const ids = new Set(cards.map(card => card.id))
  const coming = around.interviews.filter(each => ids.has(each.applicationId) && !each.cancelled && each.startMs > around.nowMs).length
  const queued = around.messages.filter(each => each.applicationId !== null && ids.has(each.applicationId) && !each.cancelled && each.delivery === null).length
  const missing = step.kind === 'move' || step.kind === 'hire' ? missingScorecards(cards, around) : 0
  const said: string[] = []
  if (step.kind === 'hire') {
    const left = job.openings - around.hiredCount - cards.length
    said.push(left < 0 ? 'All openings of this job are filled: this hire will not be confirmed.' : left === 0 ? 'Fills the last opening, once it is confirmed.' : `${many(left, 'opening', 'openings')} left, once this hire is confirmed.`)
  }
  if (missing > 0) said.push(`${capital(many(missing, 'scorecard is', 'scorecards are'))} still missing from interviews that took place.`)
  if (coming > 0) said.push(step.kind === 'move' ? `${capital(many(coming, 'interview stays', 'interviews stay'))} booked.` : `${capital(many(coming, 'interview is', 'interviews are'))} still booked: call ${coming === 1 ? 'it' : 'them'} off from the list of interviews.`)
  if (queued > 0) said.push(`${capital(many(queued, 'message', 'messages'))} to the ${cards.length === 1 ? 'candidate' : 'candidates'} still ${queued === 1 ? 'waits' : 'wait'} to be sent.`)
  const kind = eventOf[step.kind]
  if (kind) said.push(...previewIntegrations(kind, around.integrations, job, around.candidates))
  return said
}

const eventOf: Readonly<Partial<Record<Step['kind'], HookEventKind>>> = { move: 'stage.changed', reject: 'candidate.rejected', hire: 'candidate.hired' }

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
