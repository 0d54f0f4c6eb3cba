import type { Tx } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import type { CollectionName } from '#shared/domain/model/collections'
import { referencesOf, type RevisionRecord, type StoredDocument } from './stored-document.ts'

/** The columns of a document under the names of `StoredDocument`. */
export const documentColumns = `collection, id, revision, stream_revision as "streamRevision",
  created_revision as "createdRevision", healed_revision as "healedRevision", deleted, content,
  unit_revisions as "unitRevisions", audience, departed`

/** Documents by name; those that do not exist are left out. */
export async function loadDocuments(tx: Tx, workspaceId: string, names: readonly { collection: CollectionName; id: string }[]): Promise<StoredDocument[]> {
  if (names.length === 0) return []
  return tx.query<StoredDocument>(
    `select ${documentColumns} from documents
     where workspace_id = $1 and (collection, id) in (select * from unnest($2::text[], $3::uuid[]))`,
    [workspaceId, names.map(name => name.collection), names.map(name => name.id)],
  )
}

/** Everything that belongs to these candidates, deleted or not. */
export async function loadOfCandidates(tx: Tx, workspaceId: string, candidateIds: readonly string[]): Promise<StoredDocument[]> {
  if (candidateIds.length === 0) return []
  return tx.query<StoredDocument>(
    `select ${documentColumns} from documents where workspace_id = $1 and candidate_id = any($2::uuid[])`,
    [workspaceId, candidateIds],
  )
}

/** Everything of some collections that belongs to these jobs. */
export async function loadOfJobs(tx: Tx, workspaceId: string, jobIds: readonly string[], collections: readonly CollectionName[]): Promise<StoredDocument[]> {
  if (jobIds.length === 0) return []
  return tx.query<StoredDocument>(
    `select ${documentColumns} from documents
     where workspace_id = $1 and job_id = any($2::uuid[]) and collection = any($3::text[]) and not deleted`,
    [workspaceId, jobIds, collections],
  )
}

/** What a transaction writes at its end. */
export type Changes = Readonly<{ documents: readonly StoredDocument[]; revisions: readonly RevisionRecord[]; receivedAtMs: number; sequence: number }>

const saveSql = prepared('save_changes', `with stood as (
     insert into documents (workspace_id, collection, id, revision, stream_revision, created_revision, healed_revision,
       deleted, content, unit_revisions, audience, departed, candidate_id, application_id, job_id)
     select $1, r.collection, r.id, r.revision, r."streamRevision", r."createdRevision", r."healedRevision", r.deleted,
       r.content, r."unitRevisions", r.audience, r.departed, r."candidateId", r."applicationId", r."jobId"
     from jsonb_to_recordset($2::text::jsonb) as r(collection text, id uuid, revision bigint, "streamRevision" bigint,
       "createdRevision" bigint, "healedRevision" bigint, deleted boolean, content jsonb, "unitRevisions" jsonb,
       audience jsonb, departed jsonb, "candidateId" uuid, "applicationId" uuid, "jobId" uuid)
     on conflict (workspace_id, collection, id) do update set
       revision = excluded.revision, stream_revision = excluded.stream_revision, healed_revision = excluded.healed_revision,
       deleted = excluded.deleted, content = excluded.content, unit_revisions = excluded.unit_revisions,
       audience = excluded.audience, departed = excluded.departed, candidate_id = excluded.candidate_id,
       application_id = excluded.application_id, job_id = excluded.job_id
   ), told as (
     insert into revisions (workspace_id, revision, collection, id, kind, person_id, session_id, device, operation, at_ms, received_at_ms, changes)
     select $1, r.revision, r.collection, r.id, r.kind, r."personId", r."sessionId", r.device, r.operation, r."atMs", $3::bigint, r.changes
     from jsonb_to_recordset($4::text::jsonb) as r(revision bigint, collection text, id uuid, kind text, "personId" uuid,
       "sessionId" uuid, device text, operation text, "atMs" bigint, changes jsonb)
   ), counted as (
     update workspaces set sequence = $5::bigint where id = $1
   )
   select pg_notify('shortlist_changes', $6)`)

/**
 * Writes documents (new ones are inserted, known ones replaced), their history and the workspace's sequence, and tells
 * every server once it is committed. One statement: each trip to the database is a part of how long a colleague waits.
 * `isLast` commits with it.
 */
export async function saveChanges(tx: Tx, workspaceId: string, { documents, revisions, receivedAtMs, sequence }: Changes, isLast: boolean): Promise<void> {
  const rows = documents.map(document => ({ ...document, ...referencesOf(document.collection, document.id, document.content) }))
  const save = isLast && tx.conclude ? tx.conclude : tx.query
  await save(saveSql, [workspaceId, JSON.stringify(rows), receivedAtMs, JSON.stringify(revisions), sequence, `${workspaceId}:${sequence}`])
}

/** Moves the workspace on once more, after everything was written. */
export async function setSequence(tx: Tx, workspaceId: string, sequence: number): Promise<void> {
  await tx.query(`with counted as (update workspaces set sequence = $2::bigint where id = $1) select pg_notify('shortlist_changes', $3)`, [workspaceId, sequence, `${workspaceId}:${sequence}`])
}

/** The history of some documents after the oldest revision an editor saw, oldest first. */
export async function loadRevisions(
  tx: Tx, workspaceId: string, names: readonly { collection: CollectionName; id: string }[], after: number,
): Promise<RevisionRecord[]> {
  if (names.length === 0) return []
  return tx.query<RevisionRecord>(
    `select revision, collection, id, kind, person_id as "personId", session_id as "sessionId", device, operation, at_ms as "atMs", changes
     from revisions
     where workspace_id = $1 and (collection, id) in (select * from unnest($2::text[], $3::uuid[])) and revision > $4
     order by revision`,
    [workspaceId, names.map(name => name.collection), names.map(name => name.id), after],
  )
}

/** Notes conflicts that are to be given what is free instead, and says so to whoever searches once this is committed. */
export async function askForAlternatives(tx: Tx, workspaceId: string, conflictIds: readonly string[]): Promise<void> {
  await tx.query(
    `with asked as (insert into alternative_searches (workspace_id, conflict_id) select $1, id from unnest($2::uuid[]) as id on conflict do nothing) select pg_notify('shortlist_alternatives', $3)`,
    [workspaceId, conflictIds, workspaceId],
  )
}
