import { expect } from 'vitest'
import { redact } from '#shared/domain/access/field-access'
import { opens } from '#shared/domain/access/keys'
import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import { loadReader } from '#server/replication/pull'
import type { World } from './world.ts'

type Stored = Readonly<{ collection: CollectionName; id: string; content: Content; audience: Record<string, number>; deleted: boolean }>

async function stored(world: World): Promise<Stored[]> {
  return world.workspace.db.query<Stored>('select collection, id, content, audience, deleted from documents where workspace_id = $1', [world.workspace.workspaceId])
}

/** Every laptop shows exactly what its person may see of the record, field by field. */
export async function expectConverged(world: World): Promise<void> {
  const documents = await stored(world)
  for (const laptop of world.laptops) {
    const reader = await loadReader(world.workspace.db, world.workspace.workspaceId, laptop.member.personId)
    const visible = documents.filter(document => !document.deleted && opens(reader.keys, Object.keys(document.audience)))
    const wanted = Object.fromEntries(visible.map(document => [`${document.collection}/${document.id}`, redact(document.collection, document.content, reader.keys)] as const).toSorted())
    expect(laptop.view()).toEqual(wanted)
  }
}

/** Every value anybody wrote is in the record, in its history, or in a conflict. */
export async function expectNothingLost(world: World): Promise<void> {
  const documents = await stored(world)
  const revisions = await world.workspace.db.query<{ changes: unknown }>('select changes from revisions where workspace_id = $1', [world.workspace.workspaceId])
  const known = JSON.stringify([documents.map(document => document.content), revisions.map(revision => revision.changes)])
  const refusedByAccess = world.laptops.map(() => new Set<string>())
  for (const { laptop, value } of world.written) {
    if (!known.includes(`"${value}"`)) refusedByAccess[laptop]!.add(value)
  }
  // Only an edit of a record its author was no longer allowed to see may be missing here: it stays on their laptop.
  expect(refusedByAccess.map(values => [...values]).flat().filter(value => !world.mayBeBereft(value))).toEqual([])
}

/** A hiring manager's or coordinator's laptop never holds compensation. */
export function expectNoSecrets(world: World): void {
  // The whole amount, not its digits: those may stand in any id.
  for (const laptop of world.laptops.slice(2)) expect(JSON.stringify(laptop.view())).not.toContain('"amountMinor":777000')
}

/** No two confirmed interviews of one interviewer overlap, and no job has more hires than openings. */
export async function expectRulesHold(world: World): Promise<void> {
  const documents = (await stored(world)).filter(document => !document.deleted)
  const interviews = documents.filter(document => document.collection === 'interviews' && document.content['cancelled'] === false)
    .map(document => document.content as { startMs: number; endMs: number; confirmed: boolean }).toSorted((a, b) => a.startMs - b.startMs)
  for (const [index, interview] of interviews.entries()) {
    expect(interview.confirmed).toBe(true)
    if (index > 0) expect(interview.startMs).toBeGreaterThanOrEqual(interviews[index - 1]!.endMs)
  }
  const hired = documents.filter(document => document.collection === 'applications' && document.content['status'] === 'hired')
  expect(hired.length).toBeLessThanOrEqual(1)
}

/** Every hire in the history was announced exactly once. */
export async function expectEventsOnce(world: World): Promise<void> {
  const { db, workspaceId } = world.workspace
  const events = await db.query<{ applicationId: string }>(`select application_id as "applicationId" from events where workspace_id = $1 and kind = 'candidate.hired'`, [workspaceId])
  const hires = await db.query<{ id: string }>(
    `select id from revisions where workspace_id = $1 and collection = 'applications' and changes->'pipeline'->1->>'status' = 'hired'
       and changes->'pipeline'->0->>'status' is distinct from 'hired'`, [workspaceId],
  )
  expect(events.map(event => event.applicationId).toSorted()).toEqual(hires.map(hire => hire.id).toSorted())
}

/** Everything that must be true of any history, once everybody has been online. */
export async function expectAllHolds(world: World): Promise<void> {
  await expectConverged(world)
  await expectNothingLost(world)
  expectNoSecrets(world)
  await expectRulesHold(world)
  await expectEventsOnce(world)
}
