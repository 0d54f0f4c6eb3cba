import { complete } from '#shared/domain/model/later-fields'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import type { Interview } from '#shared/domain/model/interview'
import { alternativesFor } from '#shared/domain/scheduling/alternatives'
import { givenWindows } from '#shared/domain/scheduling/candidate-windows'
import type { Json } from '#shared/lib/json'
import type { RuleRefusal } from './rule.ts'
import type { Work } from '../work.ts'

const dayMs = 86_400_000
/** Of one transaction: everybody else waits for it, so a flood of refusals gets its alternatives for the first few only. */
const mostSearches = 5
const searches = new WeakMap<Work, number>()

/** Every live document of a small collection. */
async function all<C extends CollectionName>(work: Work, collection: C): Promise<readonly Documents[C][]> {
  const rows = await work.tx.query<{ id: string }>('select id from documents where workspace_id = $1 and collection = $2 and not deleted', [work.workspaceId, collection])
  return some(work, collection, rows.map(row => row.id))
}

async function some<C extends CollectionName>(work: Work, collection: C, ids: readonly string[]): Promise<readonly Documents[C][]> {
  await work.load(ids.map(id => ({ collection, id })))
  return ids.flatMap(id => work.live(collection, id) ?? [])
}

/** Everything booked around an interview that could matter to it, found by the bookings' own index. */
async function bookedNear(work: Work, { startMs }: Interview): Promise<readonly Interview[]> {
  const rows = await work.tx.query<{ id: string }>(
    'select distinct interview_id as id from bookings where workspace_id = $1 and during && int8range($2::bigint, $3::bigint)',
    [work.workspaceId, startMs - 14 * dayMs, startMs + 16 * dayMs],
  )
  return some(work, 'interviews', rows.map(row => row.id))
}

async function busyOf(work: Work, subjectIds: readonly string[]): Promise<readonly Documents['busy'][]> {
  const rows = await work.tx.query<{ id: string }>(
    `select id from documents where workspace_id = $1 and collection = 'busy' and not deleted and content->>'subjectId' = any($2::text[])`, [work.workspaceId, subjectIds],
  )
  return some(work, 'busy', rows.map(row => row.id))
}

/** Free ways to hold an interview that cannot be booked as wanted: the planner's answer, ranked, for one key each. */
export async function freeSlots(work: Work, wanted: Interview, standing: Interview | null): Promise<RuleRefusal['alternatives']> {
  const searched = searches.get(work) ?? 0
  if (wanted.cancelled || searched >= mostSearches) return []
  searches.set(work, searched + 1)
  await work.load([{ collection: 'jobs', id: wanted.jobId }, { collection: 'candidates', id: wanted.candidateId }, { collection: 'settings', id: work.workspaceId }])
  const [job, candidate, settings] = [work.live('jobs', wanted.jobId), work.live('candidates', wanted.candidateId), work.live('settings', work.workspaceId)]
  if (!job || !candidate) return []
  const people = (await all(work, 'people')).map(person => complete('people', person))
  const { rooms, holidays, interviewSkills } = settings ? complete('settings', settings) : { rooms: [], holidays: [], interviewSkills: [] }
  const windows = candidate.times ? givenWindows(candidate.times, work.nowMs) : []
  const found = alternativesFor({
    wanted, standing, job: complete('jobs', job), people, settings: { rooms, holidays, interviewSkills },
    interviews: [...await bookedNear(work, wanted), ...work.wantedBookings.filter(each => each.id !== wanted.id)], busy: await busyOf(work, [...people.map(person => person.id), ...rooms.map(room => room.id)]),
    candidateName: candidate.fullName, candidateWindows: windows.length > 0 ? windows : null, nowMs: work.nowMs,
  })
  return found.map(({ label, value }) => ({ label, value: value as unknown as Json }))
}
