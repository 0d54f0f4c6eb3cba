import type { Database, Tx } from '../db/database.ts'

/** A kept file. Sizes are bytes. */
export type StoredFile = Readonly<{ sizeBytes: number; mediaType: string; parts: number }>
export type NewFile = Readonly<{ sha256: string; mediaType: string; parts: readonly Uint8Array[] }>
type Where = Readonly<{ workspaceId: string; sha256: string }>

/** Keeps a file; the same content twice is kept once. */
export async function keepFile(db: Database, file: NewFile, by: { workspaceId: string; personId: string }, nowMs: number): Promise<void> {
  await db.transaction(tx => putFile(tx, file, by, nowMs))
}

/** Keeps a file in the transaction that also says whose it is. `personId` is who or what brought it. */
export async function putFile(tx: Tx, file: NewFile, by: { workspaceId: string; personId: string }, nowMs: number): Promise<void> {
  const sizeBytes = file.parts.reduce((sum, part) => sum + part.length, 0)
  for (const [part, bytes] of file.parts.entries()) {
    await tx.query(
      `insert into files (workspace_id, sha256, part, parts, size_bytes, media_type, bytes, created_at_ms, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
      [by.workspaceId, file.sha256, part, file.parts.length, sizeBytes, file.mediaType, bytes, nowMs, by.personId],
    )
  }
}

export async function findFile(db: Database, { workspaceId, sha256 }: Where): Promise<StoredFile | null> {
  const [file] = await db.query<StoredFile>(
    'select size_bytes as "sizeBytes", media_type as "mediaType", parts from files where workspace_id = $1 and sha256 = $2 and part = 0', [workspaceId, sha256],
  )
  return file ?? null
}

/** The bytes of a kept file, one part after the other. */
export async function* readFileParts(db: Database, { workspaceId, sha256 }: Where, parts: number): AsyncGenerator<Uint8Array> {
  for (let part = 0; part < parts; part += 1) {
    const [row] = await db.query<{ bytes: Uint8Array }>('select bytes from files where workspace_id = $1 and sha256 = $2 and part = $3', [workspaceId, sha256, part])
    if (!row) throw new Error('a part of a file is missing')
    yield row.bytes
  }
}
