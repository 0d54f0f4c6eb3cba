import type { Tx } from '../db/database.ts'
import { AppError } from '#shared/lib/app-error'
import { readCursor, writeCursor, type Cursor } from './cursor.ts'
import { documentColumns } from './document-store.ts'
import type { Page, PullContext, PullRequest } from './page.ts'
import { contentRow, removedRow, rowFor, type Reader } from './pulled-row.ts'
import { snapshotPage, startOfSnapshot } from './snapshot.ts'
import type { StoredDocument } from './stored-document.ts'

const pageSize = 1_000

/** The keys somebody holds and ever held; of those they hold, the ones given up to a sequence. */
export async function loadReader(tx: Tx, workspaceId: string, personId: string, upTo = Infinity): Promise<Reader> {
  const rows = await tx.query<{ key: string; since: number; until: number | null }>('select key, since, until from person_keys where workspace_id = $1 and person_id = $2', [workspaceId, personId])
  return { personId, keys: new Set(rows.filter(row => row.until === null && row.since <= upTo).map(row => row.key)), everKeys: new Set(rows.map(row => row.key)) }
}

async function head(context: PullRequest): Promise<{ sequence: number; epoch: string }> {
  const [row] = await context.tx.query<{ sequence: number; epoch: string }>('select sequence, epoch from workspaces where id = $1', [context.workspaceId])
  if (!row) throw new AppError('request.not_found')
  return row
}

/**
 * The page after a cursor, and the keys it was read by; `null` begins a first sync. The keys are read after the place up to
 * which the page goes, and none that was given later counts: a laptop that is fetching while its person's access changes is
 * never taken beyond a change it was not told of.
 */
export async function pullPage(request: PullRequest, raw: string | null): Promise<{ page: Page; reader: Reader }> {
  const now = await head(request)
  const cursor = raw === null ? startOfSnapshot(now) : readCursor(raw)
  if (cursor.epoch !== now.epoch) throw new AppError('sync.cursor_unknown')
  if (cursor.at > now.sequence) throw new AppError('sync.cursor_unknown')
  const reader = await loadReader(request.tx, request.workspaceId, request.personId, cursor.walk?.to ?? now.sequence)
  return { page: await readPage({ ...request, reader }, now, cursor), reader }
}

/** The next page of a line; the keys it was read by are the line's from then on. */
export async function pullForLine(tx: Tx, line: Omit<PullRequest, 'tx'> & { reader: Reader }, raw: string | null): Promise<Page> {
  const { workspaceId, personId, collections } = line
  const { page, reader } = await pullPage({ tx, workspaceId, personId, collections }, raw)
  line.reader = reader
  return page
}

async function readPage(context: PullContext, now: Readonly<{ sequence: number }>, cursor: Cursor): Promise<Page> {
  if (cursor.walk?.kind === 'snapshot') return snapshotPage(context, cursor)
  if (cursor.walk) return walkPage(context, cursor)
  const turned = await keyChanges(context, cursor.at, now.sequence)
  if (turned.gained.length > 0 || turned.lost.length > 0) {
    return walkPage(context, { ...cursor, walk: { kind: turned.gained.length > 0 ? 'gain' : 'loss', to: now.sequence, part: 0, after: '', sent: 0, total: 0 } })
  }
  return streamPage(context, cursor, now.sequence)
}

async function keyChanges(context: PullContext, after: number, to: number): Promise<{ gained: string[]; lost: string[] }> {
  const rows = await context.tx.query<{ key: string; firstSince: number; until: number | null }>(
    `select key, first_since as "firstSince", until from person_keys where workspace_id = $1 and person_id = $2 and greatest(since, coalesce(until, 0)) > $3 and greatest(since, coalesce(until, 0)) <= $4`,
    [context.workspaceId, context.reader.personId, after, to],
  )
  return {
    gained: rows.filter(row => row.until === null).map(row => row.key),
    // Also one that was given again meanwhile: what this laptop has it has from an earlier time of holding it.
    lost: rows.filter(row => row.until !== null && row.firstSince <= after).map(row => row.key),
  }
}

/**
 * Documents in the order in which they were committed, up to `head`, which was read before the page: what is committed
 * meanwhile comes with the next one, read by the keys of that moment.
 */
async function streamPage(context: PullContext, cursor: Cursor, head: number): Promise<Page> {
  const { tx, workspaceId, reader } = context
  const documents = await tx.query<StoredDocument>(
    `select ${documentColumns} from documents
     where workspace_id = $1 and stream_revision > $2 and stream_revision <= $6 and collection = any($3::text[])
       and (audience ?| $4::text[] or departed ?| $4::text[] )
     order by stream_revision limit $5`,
    [workspaceId, cursor.at, context.collections, [...reader.everKeys], pageSize, head],
  )
  const rows = documents.map(document => rowFor(reader, document, cursor.at)).filter(row => row !== null)
  const done = documents.length < pageSize
  const at = Math.max(done ? head : 0, documents.at(-1)?.streamRevision ?? 0)
  return { rows, cursor: writeCursor({ epoch: cursor.epoch, at: Math.max(at, cursor.at), walk: null }), done }
}

/** Documents that a gained key opens, or a lost one closes. */
async function walkPage(context: PullContext, cursor: Cursor): Promise<Page> {
  const walk = cursor.walk!
  const { tx, workspaceId, reader } = context
  const turned = await keyChanges(context, cursor.at, walk.to)
  const keys = walk.kind === 'gain' ? turned.gained : turned.lost
  const documents = keys.length === 0 ? [] : await tx.query<StoredDocument>(
    `select ${documentColumns} from documents
     where workspace_id = $1 and (audience ?| $2::text[] or departed ?| $2::text[]) and collection = any($3::text[])
       and collection || '/' || id::text > $4 order by collection || '/' || id::text limit $5`,
    [workspaceId, keys, context.collections, walk.after, pageSize],
  )
  const rows = documents.flatMap(document => {
    const isOpen = Object.keys(document.audience).some(key => reader.keys.has(key))
    if (walk.kind === 'gain') return isOpen ? [contentRow(reader, document)] : []
    return isOpen ? [] : [removedRow(document)]
  })
  const last = documents.at(-1)
  const isOver = documents.length < pageSize
  const next = !isOver ? { ...walk, after: `${last!.collection}/${last!.id}` }
    : walk.kind === 'gain' && turned.lost.length > 0 ? { ...walk, kind: 'loss' as const, after: '' } : null
  if (next) return { rows, cursor: writeCursor({ ...cursor, walk: next }), done: false }
  // The walk is complete; what was written meanwhile follows from `at`, of which key changes up to `to` are done.
  const rest = await streamUpTo(context, cursor.at, walk.to)
  return { rows: [...rows, ...rest], cursor: writeCursor({ epoch: cursor.epoch, at: walk.to, walk: null }), done: false }
}

/** Everything committed between two sequences; used once, at the end of a walk. */
async function streamUpTo(context: PullContext, after: number, to: number): Promise<string[]> {
  const documents = await context.tx.query<StoredDocument>(
    `select ${documentColumns} from documents where workspace_id = $1 and stream_revision > $2 and stream_revision <= $3
       and collection = any($4::text[]) and (audience ?| $5::text[] or departed ?| $5::text[]) order by stream_revision`,
    [context.workspaceId, after, to, context.collections, [...context.reader.everKeys]],
  )
  return documents.map(document => rowFor(context.reader, document, after)).filter(row => row !== null)
}
