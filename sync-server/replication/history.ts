import type { Database } from '../db/database.ts'
import { AppError } from '#shared/lib/app-error'
import { opens } from '#shared/domain/access/keys'
import { maySeeField, redact } from '#shared/domain/access/field-access'
import { unitNamed } from '#shared/domain/merge/units'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import { loadDocuments, loadRevisions } from './document-store.ts'
import { loadReader } from './pull.ts'
import type { Reader } from './pulled-row.ts'
import type { RevisionRecord, StoredDocument } from './stored-document.ts'

/** What an author wrote before others could read it stays theirs; this unit says when it was opened. */
const openedBy: Partial<Record<CollectionName, string>> = { notes: 'visibility', scorecards: 'submission' }

/** Since when somebody may read a record that its author opens; 0 for all others, and for its author. */
function openedAt({ collection, content, audience }: StoredDocument, reader: Reader): number {
  if (!(collection in openedBy) || content['authorId'] === reader.personId) return 0
  return Math.min(...Object.keys(audience).filter(key => reader.keys.has(key)).map(key => audience[key]!))
}

/** One line of a record's history: who changed which units, from what to what. */
export type HistoryEntry = Pick<RevisionRecord, 'revision' | 'kind' | 'personId' | 'device' | 'atMs' | 'changes'>

/**
 * The history of a document, newest first, as one person may see it: units that hold hidden fields are left out, and of a
 * note or a scorecard what was written in it before it was opened to them.
 * @throws AppError `document.unknown` when the person may not read the document.
 */
export async function readHistory(db: Database, workspaceId: string, personId: string, collection: CollectionName, id: string): Promise<readonly HistoryEntry[]> {
  const [stored] = await loadDocuments(db, workspaceId, [{ collection, id }])
  const reader = await loadReader(db, workspaceId, personId)
  if (!stored || !opens(reader.keys, Object.keys(stored.audience))) throw new AppError('document.unknown')
  const records = await loadRevisions(db, workspaceId, [{ collection, id }], 0)
  const since = openedAt(stored, reader)
  const isShown = (unit: string, revision: number): boolean => {
    if (revision < since && unit !== openedBy[collection]) return false
    const { leaders, followers } = unitNamed(collection, unit)
    return [...leaders, ...followers].every(field => maySeeField(collection, field, stored.content, reader.keys))
  }
  return records.toReversed().map(({ revision, kind, personId: by, device, atMs, changes }) => ({
    revision, kind, personId: by, device, atMs, changes: Object.fromEntries(Object.entries(changes).filter(([unit]) => isShown(unit, revision))),
  }))
}

/** A record as one person may see it; null when they may not read it, or it is not there. */
export async function readAs<C extends CollectionName>(db: Database, workspaceId: string, personId: string, collection: C, id: string): Promise<Documents[C] | null> {
  const [stored] = await loadDocuments(db, workspaceId, [{ collection, id }])
  if (!stored || stored.deleted) return null
  const reader = await loadReader(db, workspaceId, personId)
  return opens(reader.keys, Object.keys(stored.audience)) ? redact(collection, stored.content, reader.keys) as unknown as Documents[C] : null
}

/** May this person read a file? Only when a candidate or an offer they see lists it. */
export async function mayReadFile(db: Database, workspaceId: string, personId: string, sha256: string): Promise<boolean> {
  const reader = await loadReader(db, workspaceId, personId)
  const [found] = await db.query<{ id: string }>(
    `select id from documents where workspace_id = $1 and not deleted and audience ?| $2::text[]
       and (collection = 'candidates' and content->'files' @> $3::text::jsonb or collection = 'offers' and (content->'letters' @> $3::text::jsonb or content->'signature'->'paper'->>'sha256' = $4)) limit 1`,
    [workspaceId, [...reader.keys], JSON.stringify([{ sha256 }]), sha256],
  )
  return found !== undefined
}
