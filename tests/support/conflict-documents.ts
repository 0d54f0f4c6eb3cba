import type { ConflictReader } from '#shared/domain/conflict-words'
import type { Question } from '#shared/domain/conflict-value'
import type { Application } from '#shared/domain/model/application'
import type { Conflict } from '#shared/domain/model/conflict'

/** Tuesday 24 November 2026, 12:00 UTC. */
export const noonMs = Date.UTC(2026, 10, 24, 12)
const hour = 3_600_000

const stages: Readonly<Record<string, string>> = { s: 'Screen', o: 'Offer', h: 'Hired' }

export const reader: ConflictReader = {
  meId: 'mara', nowMs: noonMs,
  reason: code => ({ 'rules.no_opening_left': 'All openings of this job are filled.' })[code] ?? 'Something else.',
  names: {
    person: id => ({ mara: 'Mara', ben: 'Ben' })[id] ?? null, candidate: id => (id === 'ana' ? 'Ana' : null), job: id => (id === 'job' ? 'Nurse' : null),
    stage: (_job, id) => stages[id] ?? null, reason: id => (id === 'pay' ? 'Salary' : null), choice: id => (id === 'fair' ? 'Job fair' : null), zone: 'UTC',
  },
}

export const card = (fields: Partial<Application> = {}): Application => ({
  id: 'card', candidateId: 'ana', jobId: 'job', stageId: 's', status: 'active', stageEnteredAtMs: 1, movedById: 'mara', rejectionReasonId: null, rejectionNote: '',
  hiredStartDate: null, onboarding: [], assessments: [], decisions: [], bookingLinks: [], sourceId: null, ownerId: null, tags: [], appliedAtMs: 1, importId: null, createdAtMs: 1, ...fields,
})

/** The unit of a card as conflicts hold it. */
export function pipelineOf(fields: Partial<Application>): Conflict['base'] {
  const { stageId, status, stageEnteredAtMs, movedById, rejectionReasonId, rejectionNote, hiredStartDate } = card(fields)
  return { stageId, status, rejectionReasonId, rejectionNote, hiredStartDate, stageEnteredAtMs, movedById }
}

type Parts = Partial<Omit<Conflict, 'kept' | 'aside'>> & Readonly<{ kept?: Conflict['base']; aside?: Conflict['base']; keptBy?: string | null; asideBy?: string | null }>

/** Mara moved Ana to Offer this morning, Ben had turned her away yesterday afternoon; Ben's stands. */
export function conflict({ kept = pipelineOf({ status: 'rejected' }), aside = pipelineOf({ stageId: 'o' }), keptBy = 'ben', asideBy = 'mara', ...rest }: Parts = {}): Conflict {
  return {
    id: 'question', kind: 'concurrent', code: null, collection: 'applications', documentId: 'card', unit: 'pipeline', candidateId: 'ana', applicationId: 'card', jobId: 'job',
    base: pipelineOf({}), revision: 4, alternatives: [], resolved: 0, choice: null, resolvedById: null, resolvedAtMs: null, createdAtMs: noonMs - hour, ...rest,
    kept: { value: kept, byId: keptBy, device: 'Chrome on macOS', atMs: noonMs - 20 * hour },
    aside: { value: aside, byId: asideBy, device: 'Mara’s laptop', atMs: noonMs - 3 * hour },
  }
}

export const question = (about: Conflict, record: object | null = card({ status: 'rejected' })): Question =>
  ({ conflict: about, subject: about, record: record as Question['record'] })
