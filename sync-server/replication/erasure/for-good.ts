import { atErasure, eraseContent } from '#shared/domain/erasure/erase-content'
import { erasedName, type ErasureStanding } from '#shared/domain/model/candidate'
import type { Content } from '#shared/domain/merge/units'
import type { Database, Tx } from '../../db/database.ts'
import { lockWorkspace } from '../../db/lock-workspace.ts'
import { documentColumns } from '../document-store.ts'
import { finishWork, type Committed } from '../push.ts'
import type { StoredDocument } from '../stored-document.ts'
import { Work, type ChangeOrigin } from '../work.ts'
import { forgetBeside } from './forget-beside.ts'
import { forgetFiles, hashesIn } from './forget-files.ts'
import { writeAudit } from './mark.ts'

type Due = Readonly<{ workspaceId: string; candidateId: string }>

/** Erases everybody whose time has come, one transaction each; `committed` tells their workspace's laptops. Returns how many. */
export async function eraseDue(db: Database, nowMs: number, committed: (workspaceId: string, what: Committed) => void): Promise<number> {
  const due = await db.query<Due>('select workspace_id as "workspaceId", candidate_id as "candidateId" from erasures where done_at_ms is null and due_at_ms <= $1 order by due_at_ms limit 200', [nowMs])
  let erased = 0
  for (const { workspaceId, candidateId } of due) {
    const done = await db.transaction(tx => eraseForGood(tx, workspaceId, candidateId, nowMs))
    if (!done) continue
    erased += 1
    committed(workspaceId, done)
  }
  return erased
}

/** Everything that tells of a candidate, deleted records too, and lines that name one of their cards alone. */
async function documentsOf(work: Work, candidateId: string): Promise<readonly StoredDocument[]> {
  await work.loadCandidates([candidateId])
  const own = work.ofCandidate(candidateId)
  const cards = own.filter(document => document.collection === 'applications').map(document => document.id)
  const more = await work.tx.query<StoredDocument>(
    `select ${documentColumns} from documents where workspace_id = $1 and application_id = any($2::uuid[]) and candidate_id is null`, [work.workspaceId, cards],
  )
  return [...own, ...work.adopt(more)]
}

/**
 * Erases one candidate for good: the record, every version of it that was kept, the files and whatever tables beside the
 * record know. Ids, moments and figures stay. Null when it is not due, was taken back, or is done already.
 */
async function eraseForGood(tx: Tx, workspaceId: string, candidateId: string, nowMs: number): Promise<Committed | null> {
  const head = await lockWorkspace(tx, workspaceId)
  const [due] = await tx.query<{ askedBy: string | null; askedAtMs: number; dueAtMs: number }>(
    `select asked_by as "askedBy", asked_at_ms as "askedAtMs", due_at_ms as "dueAtMs" from erasures where workspace_id = $1 and candidate_id = $2 and done_at_ms is null and due_at_ms <= $3`,
    [workspaceId, candidateId, nowMs],
  )
  if (!due) return null
  const work = new Work(tx, workspaceId, head.sequence, nowMs)
  const documents = await documentsOf(work, candidateId)
  const hashes = await hashesIn(tx, workspaceId, documents)
  const erasure: ErasureStanding = { byId: due.askedBy, atMs: due.askedAtMs, untilMs: due.dueAtMs, doneAtMs: nowMs }
  for (const document of documents) eraseOne(work, document, erasure)
  const committed = await finishWork(work)
  await forgetHistory(tx, workspaceId, documents)
  await forgetFiles(tx, workspaceId, candidateId, hashes)
  await forgetBeside(tx, workspaceId, candidateId, documents)
  await writeAudit(work, candidateId, due.askedBy, 'candidate.erased_for_good')
  await tx.query(`update erasures set done_at_ms = $3, sequence = $4, closed = '[]' where workspace_id = $1 and candidate_id = $2`, [workspaceId, candidateId, nowMs, committed.toSequence])
  return committed
}

function eraseOne(work: Work, { collection, id, deleted, content }: StoredDocument, erasure: ErasureStanding): void {
  const origin: ChangeOrigin = { kind: 'server', personId: null, sessionId: null, device: '', operation: null, atMs: work.nowMs }
  const left = eraseContent(collection, content)
  // The name is the same text for everybody; a mark that a restore had lost is set again.
  const after: Content = collection === 'candidates' ? { ...left, fullName: erasedName, erasedAtMs: erasure.atMs, erasure } : left
  work.put(collection, id, after, {}, origin, { deleted: deleted || atErasure[collection] === 'deleted' })
}

/** Who changed what kind of record when stays; what it was before and after goes, so that no version can bring it back. */
async function forgetHistory(tx: Tx, workspaceId: string, documents: readonly StoredDocument[]): Promise<void> {
  await tx.query(
    `update revisions set changes = '{}' where workspace_id = $1 and (collection, id) in (select * from unnest($2::text[], $3::uuid[])) and changes <> '{}'::jsonb`,
    [workspaceId, documents.map(each => each.collection), documents.map(each => each.id)],
  )
}
