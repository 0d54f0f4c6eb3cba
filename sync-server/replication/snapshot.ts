import { seesAllFields } from '#shared/domain/access/field-access'
import type { CollectionName } from '#shared/domain/model/collections'
import { writeCursor, type Cursor } from './cursor.ts'
import { documentColumns } from './document-store.ts'
import type { Page, PullContext } from './page.ts'
import { contentRow, contentRowSql } from './pulled-row.ts'
import type { StoredDocument } from './stored-document.ts'

const pageSize = 1_000

/**
 * A first sync sends the most useful documents first: colleagues, settings and jobs, then everything of one's own open
 * jobs (the board is usable after that), then the rest, collection by collection. It describes the moment it began;
 * later changes follow in the stream, and a document that changes meanwhile arrives twice, which harms nothing.
 */
const frame: readonly CollectionName[] = ['settings', 'people', 'jobs']
const onTheBoard: readonly CollectionName[] = ['applications', 'candidates']
const rest: readonly CollectionName[] = ['applications', 'candidates', 'interviews', 'scorecards', 'offers', 'messages', 'conflicts', 'busy', 'notes', 'activities']

/** Own jobs larger than this are no "first minute" any more; they come with the rest. */
const ownPartLimit = 6_000

type Part = Readonly<{ collection: CollectionName; scope: 'all' | 'own' | 'others' }>

function partsOf(context: PullContext): readonly Part[] {
  const parts: Part[] = [
    ...frame.map(collection => ({ collection, scope: 'all' as const })),
    ...onTheBoard.map(collection => ({ collection, scope: 'own' as const })),
    ...rest.map(collection => ({ collection, scope: onTheBoard.includes(collection) ? 'others' as const : 'all' as const })),
  ]
  return parts.filter(part => context.collections.includes(part.collection))
}

/** The place before everything, at the moment a first sync begins. */
export function startOfSnapshot(now: Readonly<{ sequence: number; epoch: string }>): Cursor {
  return { epoch: now.epoch, at: now.sequence, walk: { kind: 'snapshot', to: now.sequence, part: 0, after: '', sent: 0, total: 0 } }
}

/** How many documents a first sync brings. It reads an index entry of each: 70 ms of 200,000. */
async function countAll(context: PullContext): Promise<number> {
  const [count] = await context.tx.query<{ total: number }>(
    `select count(*) as total from documents where workspace_id = $1 and not deleted and collection = any($2::text[]) and audience ?| $3::text[]`,
    [context.workspaceId, context.collections, [...context.reader.keys]],
  )
  return Number(count?.total ?? 0)
}

/** The open jobs this person works on; none when they are too large to come first. */
async function ownJobIds(context: PullContext): Promise<string[]> {
  const rows = await context.tx.query<{ id: string; size: number }>(
    `select d.id, (select count(*) from documents a where a.workspace_id = d.workspace_id and a.job_id = d.id and a.collection = 'applications') as size
     from documents d
     where d.workspace_id = $1 and d.collection = 'jobs' and not d.deleted and d.content->>'status' = 'open' and d.audience ?| $3::text[]
       and d.content->'hiringTeam' @> jsonb_build_array(jsonb_build_object('id', $2::text)) order by d.id`,
    [context.workspaceId, context.reader.personId, [...context.reader.keys]],
  )
  let room = ownPartLimit
  return rows.filter(row => (room -= Number(row.size)) >= 0).map(row => row.id)
}

const scopeSql: Record<Part['scope'], (collection: CollectionName) => string> = {
  all: () => '$5::uuid[] is not null',
  own: collection => (collection === 'applications' ? 'job_id = any($5::uuid[])' : inOwnJobs('exists')),
  others: collection => (collection === 'applications' ? 'not (job_id = any($5::uuid[]))' : inOwnJobs('not exists')),
}

function inOwnJobs(test: 'exists' | 'not exists'): string {
  return `${test} (select 1 from documents a where a.workspace_id = $1 and a.collection = 'applications' and a.candidate_id = documents.id and a.job_id = any($5::uuid[]))`
}

type PartRow = Readonly<{ id: string; row: string }>

async function readPart(context: PullContext, part: Part, after: string, ownIds: readonly string[], limit: number): Promise<readonly PartRow[]> {
  if (part.scope === 'own' && ownIds.length === 0) return []
  const { tx, workspaceId, reader } = context
  const select = (columns: string): string =>
    `select ${columns} from documents
     where workspace_id = $1 and collection = $2 and id > $3 and not deleted and audience ?| $4::text[]
       and ${ownIds.length === 0 ? scopeSql.all(part.collection) : scopeSql[part.scope](part.collection)}
     order by id limit $6`
  const params = [workspaceId, part.collection, after === '' ? '00000000-0000-0000-0000-000000000000' : after, [...reader.keys], ownIds, limit]
  // Where nothing is hidden from a reader, 20,000 documents are not parsed only to be written again.
  if (seesAllFields(part.collection, reader.keys)) return tx.query<PartRow>(select(`id, ${contentRowSql} as row`), params)
  const documents = await tx.query<StoredDocument>(select(documentColumns), params)
  return documents.map(document => ({ id: document.id, row: contentRow(reader, document) }))
}

export async function snapshotPage(context: PullContext, cursor: Cursor): Promise<Page> {
  const parts = partsOf(context)
  const ownIds = await ownJobIds(context)
  const rows: string[] = []
  const ownEnd = parts.findLastIndex(each => each.scope === 'own') + 1
  let { part, after } = cursor.walk!
  while (part < parts.length && rows.length < pageSize) {
    const read = await readPart(context, parts[part]!, after, ownIds, pageSize - rows.length)
    rows.push(...read.map(({ row }) => row))
    if (rows.length >= pageSize) after = read.at(-1)!.id
    else {
      part += 1
      after = ''
      // What one's own board needs is not kept waiting for the rest of a page.
      if (part === ownEnd && rows.length > 0) break
    }
  }
  const isOver = part >= parts.length
  const { sent: before, total: known } = cursor.walk!
  const sent = before + rows.length
  // Counted with the second page: the first is not kept waiting, and who needs no second needs no count.
  const total = known > 0 || isOver || before === 0 ? known : await countAll(context)
  const walk = isOver ? null : { ...cursor.walk!, part, after, sent, total }
  const usable = isOver || part >= ownEnd
  return {
    rows, cursor: writeCursor({ epoch: cursor.epoch, at: cursor.walk!.to, walk }), done: false, usable,
    ...((total > 0 || isOver) && { progress: { sent, total: isOver ? sent : Math.max(total, sent) } }),
  }
}
