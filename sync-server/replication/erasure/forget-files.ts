import { filesListedIn } from '#shared/domain/erasure/listed-files'
import type { Database, Tx } from '../../db/database.ts'
import type { StoredDocument } from '../stored-document.ts'

/** The files that documents list, or ever listed: a file that was taken off is still here for undo. */
export async function hashesIn(tx: Tx, workspaceId: string, documents: readonly StoredDocument[]): Promise<readonly string[]> {
  const earlier = await tx.query<{ changes: string }>(
    `select changes::text as changes from revisions where workspace_id = $1 and (collection, id) in (select * from unnest($2::text[], $3::uuid[])) and changes::text like '%"sha256"%'`,
    [workspaceId, documents.map(each => each.collection), documents.map(each => each.id)],
  )
  return [...new Set([...documents.map(each => JSON.stringify(each.content)), ...earlier.map(row => row.changes)].flatMap(filesListedIn))]
}

/** Deletes bytes that no other candidate's record lists. */
export async function forgetFiles(tx: Tx, workspaceId: string, candidateId: string, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return
  const others = await tx.query<{ content: string }>(
    `select content::text as content from documents where workspace_id = $1 and collection in ('candidates', 'offers') and candidate_id <> $2 and content::text ~ $3`,
    [workspaceId, candidateId, hashes.join('|')],
  )
  const shared = new Set(others.flatMap(row => filesListedIn(row.content)))
  await tx.query('delete from files where workspace_id = $1 and sha256 = any($2::text[])', [workspaceId, hashes.filter(each => !shared.has(each))])
}

const dayMs = 86_400_000

/**
 * A laptop may send the bytes of a file and never get to say whose it is, because they were erased meanwhile: nothing will ever
 * list it. In workspaces where somebody was erased within 90 days, bytes that came in the week before the mark or since, and that
 * after a day no record lists, nor ever listed, go.
 */
export async function forgetStrayFiles(db: Database, nowMs: number): Promise<void> {
  const recent = await db.query<{ workspaceId: string; sha256: string }>(
    `select distinct f.workspace_id as "workspaceId", f.sha256 from files f where f.part = 0 and f.created_at_ms < $1::bigint and exists (
       select 1 from erasures e where e.workspace_id = f.workspace_id and e.done_at_ms > $1::bigint - $2::bigint and e.asked_at_ms - $3::bigint <= f.created_at_ms)`, [nowMs - dayMs, 90 * dayMs, 7 * dayMs],
  )
  for (const [workspaceId, files] of Map.groupBy(recent, file => file.workspaceId)) {
    const hashes = files.map(file => file.sha256)
    const pattern = hashes.join('|')
    const listed = await db.query<{ json: string }>(`select content::text as json from documents where workspace_id = $1 and collection in ('candidates', 'offers') and content::text ~ $2`, [workspaceId, pattern])
    const known = new Set(listed.flatMap(row => filesListedIn(row.json)))
    const left = hashes.filter(each => !known.has(each))
    if (left.length === 0) continue
    const earlier = await db.query<{ json: string }>(`select changes::text as json from revisions where workspace_id = $1 and collection in ('candidates', 'offers') and changes::text ~ $2`, [workspaceId, left.join('|')])
    for (const row of earlier) for (const each of filesListedIn(row.json)) known.add(each)
    await db.query('delete from files where workspace_id = $1 and sha256 = any($2::text[])', [workspaceId, left.filter(each => !known.has(each))])
  }
}
