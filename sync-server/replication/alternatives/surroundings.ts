import { complete } from '#shared/domain/model/later-fields'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import type { Conflict } from '#shared/domain/model/conflict'
import type { Interview } from '#shared/domain/model/interview'
import { fieldsOfUnit, unitNamed } from '#shared/domain/merge/units'
import { alternativesFor } from '#shared/domain/scheduling/alternatives'
import { givenWindows } from '#shared/domain/scheduling/candidate-windows'
import { isObject, type Json } from '#shared/lib/json'
import type { Tx } from '../../db/database.ts'

const dayMs = 86_400_000

/** A refused booking that waits for what is free: what was wanted, and the interview as it stands if it was to be moved. */
export type Refused = Readonly<{ conflict: Conflict; wanted: Interview; standing: Interview | null }>

type Read = <C extends CollectionName>(collection: C, where: string, ...values: readonly unknown[]) => Promise<readonly Documents[C][]>

function reader(tx: Tx, workspaceId: string): Read {
  return async <C extends CollectionName>(collection: C, where: string, ...values: readonly unknown[]) =>
    (await tx.query<{ content: Documents[C] }>(`select content from documents where workspace_id = $1 and collection = $2 and not deleted and ${where}`, [workspaceId, collection, ...values])).map(row => row.content)
}

const isInterview = (value: Json): boolean => isObject(value) && typeof value['startMs'] === 'number' && typeof value['endMs'] === 'number' && typeof value['candidateId'] === 'string'

/** What these conflicts were about; those that are settled, or no longer about a booking, are left out. */
export async function readRefused(tx: Tx, workspaceId: string, conflictIds: readonly string[]): Promise<readonly Refused[]> {
  const read = reader(tx, workspaceId)
  const conflicts = (await read('conflicts', 'id = any($3::uuid[])', conflictIds)).filter(conflict => conflict.resolved === 0 && conflict.alternatives.length === 0)
  const interviews = new Map((await read('interviews', 'id = any($3::uuid[])', conflicts.map(conflict => conflict.documentId))).map(each => [each.id, each]))
  return conflicts.flatMap((conflict): Refused[] => {
    const standing = interviews.get(conflict.documentId) ?? null
    const put = conflict.aside.value as Json
    const wanted = conflict.unit === 'record' ? put : standing && { ...standing, ...fieldsOfUnit(unitNamed('interviews', conflict.unit), put) } as unknown as Json
    // Safe: a whole interview passed its schema before a rule looked at it, and so did the unit of one that stands.
    return wanted !== null && isInterview(wanted) ? [{ conflict, wanted: wanted as unknown as Interview, standing }] : []
  })
}

/** Everything the planner needs to know for some refused bookings, read once for all of them and without holding anybody up. */
export async function readSurroundings(tx: Tx, workspaceId: string, refused: readonly Refused[]): Promise<(one: Refused, nowMs: number) => Conflict['alternatives']> {
  const read = reader(tx, workspaceId)
  const [people, [settings], jobs, candidates, near] = await Promise.all([
    read('people', 'true').then(all => all.map(person => complete('people', person))), read('settings', 'id = $1'),
    read('jobs', 'id = any($3::uuid[])', [...new Set(refused.map(({ wanted }) => wanted.jobId))]), read('candidates', 'id = any($3::uuid[])', [...new Set(refused.map(({ wanted }) => wanted.candidateId))]),
    // Found by the bookings' own index: everything booked around a time that was wanted.
    tx.query<{ content: Interview }>(
      `select content from documents where workspace_id = $1 and collection = 'interviews' and not deleted and id in (
         select b.interview_id from bookings b, unnest($2::bigint[]) as wanted where b.workspace_id = $1 and b.during && int8range(wanted - ${14 * dayMs}, wanted + ${16 * dayMs}))`,
      [workspaceId, [...new Set(refused.map(({ wanted }) => Math.floor(wanted.startMs / dayMs) * dayMs))]],
    ),
  ])
  const { rooms, holidays, interviewSkills } = settings ? complete('settings', settings) : { rooms: [], holidays: [], interviewSkills: [] }
  const busy = await read('busy', `content->>'subjectId' = any($3::text[])`, [...people.map(person => person.id), ...rooms.map(room => room.id)])
  const interviews = near.map(row => row.content)
  return ({ wanted, standing }, nowMs) => {
    const [job, candidate] = [jobs.find(each => each.id === wanted.jobId), candidates.find(each => each.id === wanted.candidateId)]
    if (!job || !candidate || wanted.cancelled) return []
    const windows = candidate.times ? givenWindows(candidate.times, nowMs) : []
    const found = alternativesFor({
      wanted, standing, job: complete('jobs', job), people, settings: { rooms, holidays, interviewSkills }, interviews, busy,
      candidateName: candidate.fullName, candidateWindows: windows.length > 0 ? windows : null, nowMs,
    })
    return found.map(({ label, value }) => ({ label, value: value as Conflict['alternatives'][number]['value'] }))
  }
}
