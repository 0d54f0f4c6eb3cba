import type { Database } from '#server/db/database'
import { AlternativeRounds } from '#server/replication/alternatives/alternative-rounds'
import { commitPushes, type PushRequest } from '#server/replication/push'
import { pullPage } from '#server/replication/pull'
import { writeRecord } from '#server/replication/record'
import type { PulledRow, PushResult, PushRow } from '#shared/contract/sync-protocol'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import { collectionNames, type CollectionName } from '#shared/domain/model/collections'
import type { Job } from '#shared/domain/model/job'
import type { Person, Role } from '#shared/domain/model/person'
import { createId, createOperationId } from '#shared/lib/ids'

/** The clock of a test: it moves only when told to. */
export const testNowMs = 1_790_000_000_000

export type Member = Readonly<{ personId: string; sessionId: string; device: string }>

/** A workspace with one colleague of every role, and the shortest way to push and pull as each of them. */
export type TestWorkspace = Readonly<{
  db: Database
  workspaceId: string
  members: Readonly<Record<Role, Member>>
  push(member: Member, rows: readonly PushRow[], restoredTo?: number): Promise<readonly PushResult[]>
  /** Gives refused bookings what is free instead, as the server does after the refusal. */
  findTimes(): Promise<void>
  pullAll(member: Member, cursor?: string | null): Promise<{ rows: PulledRow[]; cursor: string }>
  create(member: Member, collection: CollectionName, content: object): Promise<PushResult>
}>

export function personNamed(id: string, role: Role): Person {
  return {
    id, name: role, email: `${role}@example.test`, role, active: true, title: '', phone: '', zone: 'Europe/Berlin',
    interviewing: null, focusBlocks: [], timeOff: [], trainings: [], skills: [], preferences: null, createdAtMs: testNowMs,
  }
}

export function newMember(role: string): Member {
  return { personId: createId(), sessionId: createId(), device: `${role}'s laptop` }
}

export async function openWorkspace(db: Database): Promise<TestWorkspace> {
  const workspaceId = createId()
  await db.query(`insert into workspaces (id, name, sequence, epoch, created_at_ms) values ($1, 'Test', 0, 'first', $2)`, [workspaceId, testNowMs])
  await db.query(`insert into epochs (workspace_id, epoch, began_at_sequence, began_at_ms) values ($1, 'first', 0, $2)`, [workspaceId, testNowMs])
  const roles: readonly Role[] = ['owner', 'recruiter', 'coordinator', 'hiringManager', 'interviewer']
  const members = Object.fromEntries(roles.map(role => [role, newMember(role)])) as Record<Role, Member>
  await db.transaction(tx => writeRecord(tx, workspaceId, null, roles.map(role => ({
    collection: 'people', id: members[role].personId, content: personNamed(members[role].personId, role),
  })), testNowMs))
  const push = async (member: Member, rows: readonly PushRow[], restoredTo?: number): Promise<readonly PushResult[]> => {
    const request: PushRequest = { ...member, rows, restoredTo: restoredTo ?? null }
    const { results } = await commitPushes(db, workspaceId, [request], testNowMs)
    if (!results[0]) throw new Error('not a member')
    return results[0]
  }
  return {
    db, workspaceId, members, push,
    findTimes: () => new AlternativeRounds({ db, now: () => testNowMs, committed: () => undefined, onFailure: cause => { throw cause } }).search(),
    pullAll: (member, cursor = null) => pullAll(db, workspaceId, member, cursor),
    create: async (member, collection, content) => (await push(member, [newRow(collection, content)]))[0]!,
  }
}

async function pullAll(db: Database, workspaceId: string, member: Member, from: string | null): Promise<{ rows: PulledRow[]; cursor: string }> {
  const rows: PulledRow[] = []
  let cursor = from
  for (;;) {
    const { page } = await pullPage({ tx: db, workspaceId, personId: member.personId, collections: collectionNames }, cursor)
    rows.push(...page.rows.map(row => JSON.parse(row) as PulledRow))
    cursor = page.cursor
    if (page.done) return { rows, cursor }
  }
}

export function newRow(collection: CollectionName, content: object): PushRow {
  const { id } = content as { id: string }
  return { kind: 'new', collection, id, operation: createOperationId(), atMs: testNowMs, content: content as Record<string, never> }
}

export function editRow(collection: CollectionName, id: string, base: number, units: Record<string, unknown>, operation = createOperationId()): PushRow {
  return { kind: 'edit', collection, id, operation, atMs: testNowMs, base, units: units as Record<string, never> }
}

export function makeJob(fields: Partial<Job> = {}): Job {
  const stage = (name: string, type: Job['stages'][number]['type'], rank: string) => ({ id: createId(), name, type, rank, archived: false })
  return {
    id: createId(), title: 'Sync engineer', requisitionCode: 'ENG-1', departmentId: null, locationId: null, employmentTypeId: null, levelId: null,
    status: 'open', closedAtMs: null, closeReason: '', openings: 1, targetStartDate: null, description: '',
    stages: [stage('Applied', 'applied', 'a0'), stage('Screen', 'screen', 'a1'), stage('Offer', 'offer', 'a2')],
    hiringTeam: [], interviewPlans: [], bookingRules: null, sessions: [], kits: [], scorecardVisibility: 'afterOwn', importId: null, createdAtMs: testNowMs, ...fields,
  }
}

export function makeCandidate(fields: Partial<Candidate> = {}): Candidate {
  return {
    id: createId(), fullName: 'Ana Sousa', headline: '', company: '', title: '', location: '', zone: null, emails: [], phones: [], links: [], tags: [],
    sourceId: null, sourceNote: '', summary: '', employments: [], educations: [], files: [], ownerId: null, privateTo: null,
    times: null, expectedCompensation: null, mergedIntoId: null, erasedAtMs: null, importId: null, createdAtMs: testNowMs, ...fields,
  }
}

export function makeApplication(job: Job, candidate: Candidate, fields: Partial<Application> = {}): Application {
  return {
    id: createId(), candidateId: candidate.id, jobId: job.id, stageId: job.stages[0]!.id, status: 'active', stageEnteredAtMs: testNowMs, movedById: null,
    rejectionReasonId: null, rejectionNote: '', hiredStartDate: null, onboarding: [], assessments: [], decisions: [], bookingLinks: [], sourceId: null, ownerId: null, tags: [], appliedAtMs: testNowMs, importId: null,
    createdAtMs: testNowMs, ...fields,
  }
}

/** An application's pipeline unit as a push carries it. */
export function pipelineOf(application: Application, fields: Partial<Application>): Record<string, unknown> {
  const { stageId, status, stageEnteredAtMs, movedById, rejectionReasonId, rejectionNote, hiredStartDate } = { ...application, ...fields }
  return { stageId, status, stageEnteredAtMs, movedById, rejectionReasonId, rejectionNote, hiredStartDate }
}
