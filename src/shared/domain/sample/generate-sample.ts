import { derivedId } from '../../lib/derived-id.ts'
import { ranksFor } from '../../lib/rank.ts'
import { textFromPlain } from '../../lib/text-merge.ts'
import { addDays, dayOf, wallToInstant, weekdayOf } from '../../lib/zoned-time.ts'
import type { Change } from '../commands/change.ts'
import { newestFirstOf, type Activity, type ActivityKind } from '../model/activity.ts'
import type { Application } from '../model/application.ts'
import type { Candidate } from '../model/candidate.ts'
import type { Documents } from '../model/collections.ts'
import type { Interview } from '../model/interview.ts'
import type { Job } from '../model/job.ts'
import type { Note } from '../model/note.ts'
import type { Settings } from '../model/settings.ts'
import { samplePerson } from './sample-people.ts'
import { noteTexts, sampleJobs, type SampleJob } from './sample-words.ts'
import { seededRandom, type SeededRandom } from './seeded-random.ts'

/** Who opens the sample, where and when. The same options give the same workspace, ids included. */
export type SampleOptions = Readonly<{ sampleImportId: string; actorId: string; nowMs: number; settings: Settings }>

/** The documents of the sample, each marked with its `importId` where its kind has one. */
export type Sample = Readonly<{
  jobs: readonly Job[]; candidates: readonly Candidate[]; applications: readonly Application[]
  notes: readonly Note[]; interviews: readonly Interview[]; activities: readonly Activity[]
}>

const dayMs = 86_400_000
const hourMs = 3_600_000

type Making = SampleOptions & { random: SeededRandom; activities: Activity[]; notes: Note[]; interviews: Interview[] }
type Card = Readonly<{ job: Job; candidate: Candidate; application: Application }>

function tell(making: Making, kind: ActivityKind, atMs: number, about: Partial<Pick<Activity, 'candidateId' | 'applicationId' | 'jobId' | 'facts'>>): void {
  making.activities.push({
    id: derivedId(making.sampleImportId, `activity ${making.activities.length}`), kind, candidateId: null, applicationId: null, jobId: null, facts: {},
    actorId: making.actorId, atMs, newestFirst: newestFirstOf(atMs), importId: making.sampleImportId, createdAtMs: atMs, ...about,
  })
}

function makeJob(making: Making, plan: SampleJob): Job {
  const id = derivedId(making.sampleImportId, `job ${plan.code}`)
  const ranks = ranksFor(plan.stages.length)
  const atMs = making.nowMs - 60 * dayMs
  tell(making, 'job.created', atMs, { jobId: id, facts: { title: plan.title } })
  return {
    id, title: plan.title, requisitionCode: plan.code, departmentId: null, locationId: null, employmentTypeId: null, levelId: null, status: 'open', closedAtMs: null,
    closeReason: '', openings: plan.openings, targetStartDate: null, description: plan.description,
    stages: plan.stages.map((stage, index) => ({ id: derivedId(id, `stage ${index}`), name: stage.name, type: stage.type, rank: ranks[index]!, archived: false })),
    hiringTeam: [{ id: making.actorId, role: 'recruiter' }], interviewPlans: [], bookingRules: null, sessions: [], kits: [], scorecardVisibility: 'afterOwn', importId: making.sampleImportId, createdAtMs: atMs,
  }
}

/** How far somebody came: most stand early, few stand at the offer; nobody of a sample is hired, so that no hook fires. */
function reachedStage(random: SeededRandom, job: Job): number {
  const last = job.stages.length - 2
  return Math.min(last, Math.floor(Math.abs(random.next() + random.next() - 1) * (last + 1.6)))
}

function walk(making: Making, card: Omit<Card, 'application'>, applicationId: string, appliedAtMs: number): { stageId: string; enteredAtMs: number } {
  const { job, candidate } = card
  const reached = reachedStage(making.random, job)
  let atMs = appliedAtMs
  for (let index = 1; index <= reached; index++) {
    atMs = Math.min(making.nowMs - hourMs, atMs + (1 + making.random.whole(5)) * dayMs + making.random.whole(9) * hourMs)
    tell(making, 'stage.moved', atMs, { candidateId: candidate.id, applicationId, jobId: job.id, facts: { fromStageId: job.stages[index - 1]!.id, toStageId: job.stages[index]!.id } })
  }
  return { stageId: job.stages[reached]!.id, enteredAtMs: atMs }
}

function makeApplication(making: Making, job: Job, candidate: Candidate): Application {
  const { random, settings, nowMs, actorId, sampleImportId } = making
  const id = derivedId(candidate.id, `application ${job.id}`)
  const about = { candidateId: candidate.id, applicationId: id, jobId: job.id }
  tell(making, 'candidate.added', candidate.createdAtMs, { candidateId: candidate.id, facts: { sourceId: candidate.sourceId } })
  tell(making, 'application.created', candidate.createdAtMs, { ...about, facts: { toStageId: job.stages[0]!.id } })
  const { stageId, enteredAtMs } = walk(making, { job, candidate }, id, candidate.createdAtMs)
  const reasons = settings.rejectionReasons.filter(reason => !reason.archived && reason.side === 'us')
  const isRejected = random.next() < 0.16
  const reasonId = isRejected && reasons.length > 0 ? random.pick(reasons).id : null
  const endedAtMs = Math.min(nowMs - hourMs, enteredAtMs + 2 * dayMs)
  if (isRejected) tell(making, 'application.rejected', endedAtMs, { ...about, facts: { stageId, reasonId } })
  return {
    id, candidateId: candidate.id, jobId: job.id, stageId, status: isRejected ? 'rejected' : 'active', stageEnteredAtMs: isRejected ? endedAtMs : enteredAtMs, movedById: actorId,
    rejectionReasonId: reasonId, rejectionNote: '', hiredStartDate: null, onboarding: [], assessments: [], decisions: [], bookingLinks: [], sourceId: candidate.sourceId, ownerId: actorId, tags: [],
    appliedAtMs: candidate.createdAtMs, importId: sampleImportId, createdAtMs: candidate.createdAtMs,
  }
}

function makeNote(making: Making, { job, candidate, application }: Card): void {
  const { actorId, sampleImportId, random, nowMs } = making
  const id = derivedId(candidate.id, 'note')
  const plain = random.pick(noteTexts)
  const atMs = Math.min(nowMs - hourMs, application.stageEnteredAtMs + 5 * hourMs)
  making.notes.push({
    id, candidateId: candidate.id, applicationId: application.id, interviewId: null, jobId: job.id, authorId: actorId, visibility: 'team', title: '',
    body: textFromPlain(plain), plain, importId: sampleImportId, createdAtMs: atMs,
  })
  tell(making, 'note.added', atMs, { candidateId: candidate.id, applicationId: application.id, jobId: job.id, facts: { noteId: id } })
}

/** Monday of next week in the workspace's zone. */
function nextMonday(nowMs: number, zone: string): string {
  const today = dayOf(nowMs, zone)
  return addDays(today, 8 - weekdayOf(today))
}

/** One interview a day next week, each at its own hour: nobody is booked twice, whatever the zone. */
function makeInterview(making: Making, { job, candidate, application }: Card, index: number): void {
  const { actorId, nowMs, settings } = making
  const id = derivedId(application.id, 'interview')
  const startMs = wallToInstant(addDays(nextMonday(nowMs, settings.zone), index % 5), ['10:00', '14:00'][Math.floor(index / 5) % 2]!, settings.zone)
  making.interviews.push({
    id, loopId: id, candidateId: candidate.id, applicationId: application.id, jobId: job.id, sessionId: null, name: `${job.title}: conversation`, startMs, endMs: startMs + hourMs,
    seats: [{ personId: actorId, role: 'interviewer' }], roomId: null, cancelled: false, cancelReason: '', limitReason: '', zone: settings.zone, bookedById: actorId, video: 'none',
    kitId: null, kitVersion: null, confirmed: false, joinUrl: null, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: nowMs,
  })
  tell(making, 'interview.scheduled', nowMs, { candidateId: candidate.id, applicationId: application.id, jobId: job.id, facts: { interviewId: id, startMs } })
}

function makeCards(making: Making, jobs: readonly Job[]): readonly Card[] {
  const sources = making.settings.sources.filter(source => !source.archived)
  let ordinal = 0
  return jobs.flatMap((job, jobIndex) => Array.from({ length: sampleJobs[jobIndex]!.candidates }, (): Card => {
    const createdAtMs = making.nowMs - (2 + making.random.whole(45)) * dayMs - making.random.whole(10) * hourMs
    const sourceId = sources.length > 0 ? making.random.pick(sources).id : null
    const candidate = samplePerson(making.random, {
      parentId: making.sampleImportId, ordinal: ordinal++, job: sampleJobs[jobIndex]!, ownerId: making.actorId, importId: making.sampleImportId, createdAtMs, sourceId,
    })
    return { job, candidate, application: makeApplication(making, job, candidate) }
  }))
}

/** A software company that hires for four jobs: 61 people with work history, stages, notes, rejections and interviews next week. */
export function generateSample(options: SampleOptions): Sample {
  const making: Making = { ...options, random: seededRandom(20_260), activities: [], notes: [], interviews: [] }
  const jobs = sampleJobs.map(plan => makeJob(making, plan))
  const cards = makeCards(making, jobs)
  cards.forEach((card, index) => { if (index % 3 === 0) makeNote(making, card) })
  const inLoop = cards.filter(({ job, application }) => application.status === 'active' && job.stages.find(stage => stage.id === application.stageId)?.type === 'interview')
  inLoop.slice(0, 6).forEach((card, index) => makeInterview(making, card, index))
  return { jobs, candidates: cards.map(card => card.candidate), applications: cards.map(card => card.application), notes: making.notes, interviews: making.interviews, activities: making.activities }
}

/** The changes that open a sample, in an order in which whatever is named exists already. */
export function openSample(options: SampleOptions): readonly Change[] {
  const sample = generateSample(options)
  const create = <C extends keyof Sample>(collection: C): Change[] =>
    sample[collection].map(document => ({ kind: 'create', collection, document: document as Documents[C] }) as Change)
  return [
    ...create('jobs'), ...create('candidates'), ...create('applications'), ...create('notes'), ...create('interviews'), ...create('activities'),
    { kind: 'edit', collection: 'settings', id: options.settings.id, fields: { sampleImportId: options.sampleImportId } },
  ]
}

/** Everything in the workspace that came with the sample. */
export type SampleFound = Readonly<{
  jobs: readonly Job[]; candidates: readonly Candidate[]; applications: readonly Application[]; notes: readonly Note[]
  activities: readonly Activity[]; interviews: readonly Interview[]
}>

/**
 * The changes that remove the sample: what it made goes, also where somebody has edited it since (it was never real).
 * Interviews are never deleted by anyone; those of the sample are called off. What people added themselves to a
 * sample candidate or job without its mark stays, as does the job it needs.
 */
export function removeSample(found: SampleFound, settings: Settings): readonly Change[] {
  const remove = (collection: 'jobs' | 'candidates' | 'applications' | 'notes' | 'activities' | 'interviews'): Change[] =>
    found[collection].map(({ id }) => ({ kind: 'delete', collection, id }))
  return [
    ...remove('interviews'), ...remove('activities'), ...remove('notes'), ...remove('applications'), ...remove('candidates'), ...remove('jobs'),
    { kind: 'edit', collection: 'settings', id: settings.id, fields: { sampleImportId: null } },
  ]
}
