import { deletedCollections, type DeletedRecord } from '#shared/contract/deleted'
import { redact } from '#shared/domain/access/field-access'
import type { CollectionName } from '#shared/domain/model/collections'
import { AppError } from '#shared/lib/app-error'
import type { Content } from '#shared/domain/merge/units'
import type { Tx } from '../db/database.ts'
import { keysOfStaff } from './keys-of-staff.ts'
import { referencesOf } from './stored-document.ts'

/** What was deleted in one go on one device lies this close together. */
const togetherMs = 60_000
const pageSize = 100

type Row = Readonly<{ collection: CollectionName; id: string; revision: number; content: Content; personId: string | null; device: string; atMs: number }>

const columns = `d.collection, d.id, d.revision, d.content, r.person_id as "personId", r.device, r.at_ms as "atMs"`
const deletion = `documents d join revisions r on r.workspace_id = d.workspace_id and r.revision = d.revision and r.kind = 'delete'`

function shown({ content, ...row }: Row, keys: ReadonlySet<string>): DeletedRecord {
  return { ...row, collection: row.collection as DeletedRecord['collection'], content: redact(row.collection, content, keys) as DeletedRecord['content'] }
}

/**
 * Records that stand deleted, the last deleted first, as this person may see them. What went with a candidate or a job
 * is told by that one line.
 * @throws AppError `access.forbidden` for anybody but owner and recruiters
 */
export async function listDeleted(tx: Tx, workspaceId: string, personId: string, before: number | null): Promise<{ records: DeletedRecord[]; next: number | null }> {
  const keys = await keysOfStaff(tx, workspaceId, personId)
  const rows = await tx.query<Row>(
    `select ${columns} from ${deletion}
     where d.workspace_id = $1 and d.deleted and d.collection = any($2::text[]) and d.audience ?| $3::text[] and ($4::bigint is null or d.revision < $4::bigint)
       and not exists (
         select 1 from documents whole join revisions w on w.workspace_id = whole.workspace_id and w.revision = whole.revision and w.kind = 'delete'
         where whole.workspace_id = d.workspace_id and whole.deleted and w.session_id = r.session_id and abs(w.at_ms - r.at_ms) < $5
           and (whole.collection = 'candidates' and whole.id = d.candidate_id or whole.collection = 'jobs' and whole.id = d.job_id) and whole.id <> d.id)
     order by d.revision desc limit $6`,
    [workspaceId, deletedCollections, [...keys], before, togetherMs, pageSize + 1],
  )
  const records = rows.slice(0, pageSize).map(row => shown(row, keys))
  return { records, next: rows.length > pageSize ? records.at(-1)!.revision : null }
}

/**
 * One deleted record and everything that was deleted with it, the timeline too.
 * @throws AppError `document.unknown` when it does not stand deleted or this person may not see it
 */
export async function readDeleted(tx: Tx, workspaceId: string, personId: string, collection: CollectionName, id: string): Promise<DeletedRecord[]> {
  const keys = await keysOfStaff(tx, workspaceId, personId)
  const read = (more: string, values: readonly unknown[]): Promise<Row[]> => tx.query<Row>(
    `select ${columns} from ${deletion} where d.workspace_id = $1 and d.deleted and d.audience ?| $2::text[] and ${more} order by d.revision limit 5000`,
    [workspaceId, [...keys], ...values],
  )
  const [own] = await read('d.collection = $3 and d.id = $4', [collection, id])
  if (!own) throw new AppError('document.unknown')
  const { candidateId, jobId } = referencesOf(collection, id, own.content)
  const whose = collection === 'candidates' ? ['d.candidate_id', candidateId] : collection === 'jobs' ? ['d.job_id', jobId] : null
  if (!whose) return [shown(own, keys)]
  const together = await read(
    `${whose[0]} = $3 and d.id <> $4 and abs(r.at_ms - $5) < $6 and r.session_id = (select session_id from revisions where workspace_id = $1 and revision = $7)`,
    [whose[1], id, own.atMs, togetherMs, own.revision],
  )
  return [own, ...together].map(row => shown(row, keys))
}
