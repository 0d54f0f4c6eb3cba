import { contactKeys } from '#shared/domain/import/match-index'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Database, Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'

const batch = 2_000

type Contacts = Readonly<{ emails: readonly string[]; phones: readonly string[]; links: readonly string[] }>
type Row = Readonly<Contacts & { id: string; revision: number; gone: boolean }>

/** By what a person is recognised; the rule of the import: e-mail, phone with its country, profile link. */
const matchKeysOf = (person: Contacts): readonly string[] => contactKeys(person).map(({ kind, key }) => `${kind}:${key}`)

/**
 * Brings the keys up to the record, at most one batch; true when it is up to date. Needs the workspace's lock: sequences
 * are commit order, so nothing is skipped.
 */
async function followBatch(tx: Tx, workspaceId: string): Promise<boolean> {
  const [cursor] = await tx.query<{ revision: number }>('select revision from candidate_key_cursors where workspace_id = $1', [workspaceId])
  const rows = await tx.query<Row>(
    `select id, stream_revision as revision, deleted or content->>'mergedIntoId' is not null or content->>'erasedAtMs' is not null as gone, content->'emails' as emails, content->'phones' as phones, content->'links' as links
     from documents where workspace_id = $1 and collection = 'candidates' and stream_revision > $2 order by stream_revision limit ${batch}`, [workspaceId, cursor?.revision ?? -1],
  )
  if (rows.length === 0) return true
  const keys = rows.flatMap(row => (row.gone ? [] : matchKeysOf(row).map(key => ({ key: key.slice(0, 2_000), id: row.id }))))
  await tx.query('delete from candidate_keys where workspace_id = $1 and candidate_id = any($2::uuid[])', [workspaceId, rows.map(row => row.id)])
  await tx.query(
    `insert into candidate_keys (workspace_id, key, candidate_id) select $1, k, i from unnest($2::text[], $3::uuid[]) as r(k, i) on conflict do nothing`, [workspaceId, keys.map(each => each.key), keys.map(each => each.id)],
  )
  await tx.query('insert into candidate_key_cursors (workspace_id, revision) values ($1, $2) on conflict (workspace_id) do update set revision = excluded.revision', [workspaceId, rows.at(-1)!.revision])
  return rows.length < batch
}

/** Follows the record in short transactions, so that nobody waits long behind a workspace of 50,000 people. */
export async function followRecord(db: Database, workspaceId: string): Promise<void> {
  for (let isDone = false; !isDone;) {
    isDone = await db.transaction(async tx => {
      await lockWorkspace(tx, workspaceId)
      return followBatch(tx, workspaceId)
    })
  }
}

/**
 * Candidates who may be this person, oldest first; inside a transaction that holds the workspace's lock, so that two
 * programs that send the same person at once make one. Private candidates are nobody's to find.
 */
export async function findPeople(tx: Tx, workspaceId: string, person: Contacts): Promise<Candidate[]> {
  while (!await followBatch(tx, workspaceId));
  const found = await tx.query<{ id: string }>('select distinct candidate_id as id from candidate_keys where workspace_id = $1 and key = any($2::text[]) limit 100', [workspaceId, matchKeysOf(person).map(key => key.slice(0, 2_000))])
  if (found.length === 0) return []
  // Two steps, each by a primary key: no guess of the planner can make it read every candidate.
  const rows = await tx.query<{ content: Candidate }>(
    `select content from documents where workspace_id = $1 and collection = 'candidates' and id = any($2::uuid[]) and not deleted and jsonb_typeof(content->'privateTo') is distinct from 'array' order by created_revision limit 20`, [workspaceId, found.map(row => row.id)],
  )
  return rows.map(row => row.content)
}
