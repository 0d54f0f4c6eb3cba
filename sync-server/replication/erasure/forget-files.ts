import type { Tx } from '../../db/database.ts'
import type { StoredDocument } from '../stored-document.ts'

const hash = /"sha256": ?"([0-9a-f]{64})"/g
const hashesOf = (json: string): readonly string[] => [...json.matchAll(hash)].map(match => match[1]!)

/** The files that documents list, or ever listed: a file that was taken off is still here for undo. */
export async function hashesIn(tx: Tx, workspaceId: string, documents: readonly StoredDocument[]): Promise<readonly string[]> {
  const earlier = await tx.query<{ changes: string }>(
    `select changes::text as changes from revisions where workspace_id = $1 and (collection, id) in (select * from unnest($2::text[], $3::uuid[])) and changes::text like '%"sha256"%'`,
    [workspaceId, documents.map(each => each.collection), documents.map(each => each.id)],
  )
  return [...new Set([...documents.map(each => JSON.stringify(each.content)), ...earlier.map(row => row.changes)].flatMap(hashesOf))]
}

/** Deletes bytes that no other candidate's record lists. */
export async function forgetFiles(tx: Tx, workspaceId: string, candidateId: string, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return
  const others = await tx.query<{ content: string }>(
    `select content::text as content from documents where workspace_id = $1 and collection in ('candidates', 'offers') and candidate_id <> $2 and content::text ~ $3`,
    [workspaceId, candidateId, hashes.join('|')],
  )
  const shared = new Set(others.flatMap(row => hashesOf(row.content)))
  await tx.query('delete from files where workspace_id = $1 and sha256 = any($2::text[])', [workspaceId, hashes.filter(each => !shared.has(each))])
}
