import type { Tx } from '../db/database.ts'
import { keysOf } from '#shared/domain/access/keys'
import type { Person } from '#shared/domain/model/person'
import type { Actor } from '#shared/domain/access/write-rules'
import type { Work } from './work.ts'

/** A key a person holds or held. */
type KeyRow = Readonly<{ personId: string; key: string; since: number; until: number | null }>

/** What people's keys follow from, read inside the transaction after its documents were written. */
async function readSources(tx: Tx, workspaceId: string, personIds: readonly string[]): Promise<Map<string, ReadonlySet<string>>> {
  const people = await tx.query<{ id: string; content: Person; deleted: boolean }>(
    `select id, content, deleted from documents where workspace_id = $1 and collection = 'people' and id = any($2::uuid[])`,
    [workspaceId, personIds],
  )
  const managed = await tx.query<{ jobId: string; personId: string }>(
    `select d.id as "jobId", m->>'id' as "personId" from documents d, jsonb_array_elements(d.content->'hiringTeam') m
     where d.workspace_id = $1 and d.collection = 'jobs' and not d.deleted and m->>'role' = 'hiringManager' and m->>'id' = any($2::text[])`,
    [workspaceId, personIds],
  )
  return new Map(people.map(({ id, content, deleted }) => [id, keysOf({
    personId: id, role: content.role, active: content.active && !deleted,
    managedJobIds: managed.filter(row => row.personId === id).map(row => row.jobId),
  })]))
}

/**
 * Brings the key table up to date for people whose role or teams changed. Runs after the documents were
 * written. Returns the people whose keys really changed.
 */
export async function updatePersonKeys(work: Work): Promise<readonly string[]> {
  const personIds = [...work.touchedPeople]
  if (personIds.length === 0) return []
  const wanted = await readSources(work.tx, work.workspaceId, personIds)
  const held = await work.tx.query<KeyRow>(
    `select person_id as "personId", key, since, until from person_keys where workspace_id = $1 and person_id = any($2::uuid[])`,
    [work.workspaceId, personIds],
  )
  const rows: KeyRow[] = []
  for (const personId of personIds) {
    const now = new Set(held.filter(row => row.personId === personId && row.until === null).map(row => row.key))
    const next = wanted.get(personId) ?? new Set<string>()
    for (const key of next) if (!now.has(key)) rows.push({ personId, key, since: 0, until: null })
    for (const row of held) if (row.personId === personId && row.until === null && !next.has(row.key)) rows.push({ ...row, until: 0 })
  }
  if (rows.length === 0) return []
  const sequence = work.nextSequence()
  const stamped = rows.map(row => (row.until === null ? { ...row, since: sequence } : { ...row, until: sequence }))
  await work.tx.query(
    `insert into person_keys (workspace_id, person_id, key, since, until, first_since)
     select $1, r."personId", r.key, r.since, r.until, r.since
     from jsonb_to_recordset($2::text::jsonb) as r("personId" uuid, key text, since bigint, until bigint)
     on conflict (workspace_id, person_id, key) do update set since = excluded.since, until = excluded.until`,
    [work.workspaceId, JSON.stringify(stamped)],
  )
  return [...new Set(rows.map(row => row.personId))]
}

/** Who people are to the server at this moment; somebody inactive or unknown is left out. */
export async function loadActors(tx: Tx, workspaceId: string, personIds: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
  const people = await tx.query<{ id: string; role: Actor['role']; keys: string[] | null }>(
    `select p.id, p.content->>'role' as role,
       (select array_agg(k.key) from person_keys k where k.workspace_id = p.workspace_id and k.person_id = p.id and k.until is null) as keys
     from documents p
     where p.workspace_id = $1 and p.collection = 'people' and p.id = any($2::uuid[]) and not p.deleted and (p.content->>'active')::boolean`,
    [workspaceId, personIds],
  )
  return new Map(people.map(({ id, role, keys }) => [id, { personId: id, role, keys: new Set(keys ?? []) }]))
}
