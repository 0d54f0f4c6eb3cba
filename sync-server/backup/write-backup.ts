import type { Database, Tx } from '../db/database.ts'
import { createBackup, type BackupHeader, type BackupWriter } from './backup-file.ts'
import { tablesInOrder } from './tables.ts'

/** What a backup holds, for the line that says so. */
export type BackupSummary = Readonly<{ rows: number; sequence: number }>

/** Files are read one at a time: a single one may be 60 MB. */
const rowsPerFetch = (table: string): number => (table === 'files' ? 1 : 1_000)

async function readHeader(tx: Tx, nowMs: number): Promise<BackupHeader> {
  return {
    format: 'shortlist-backup', version: 1, createdAtMs: nowMs,
    migrations: await tx.query('select name, hash from schema_migrations order by name'),
    workspaces: await tx.query('select id, sequence from workspaces order by id'),
  }
}

async function writeTable(tx: Tx, table: string, writer: BackupWriter): Promise<number> {
  let rows = 0
  // Names come from the catalogue of this database, never from outside.
  await tx.query(`declare backup_rows no scroll cursor for select row_to_json(t)::text as json from "${table}" t`)
  for (;;) {
    const page = await tx.query<{ json: string }>(`fetch ${rowsPerFetch(table)} from backup_rows`)
    for (const { json } of page) await writer.row({ table, json })
    rows += page.length
    if (page.length === 0) break
  }
  await tx.query('close backup_rows')
  return rows
}

/**
 * Writes the whole record to a new file, as it stood at one moment; on PostgreSQL everybody works on meanwhile.
 * @throws AppError `server.backup_exists`, `server.backup_unwritable`.
 */
export async function writeBackup(db: Database, path: string, nowMs: number): Promise<BackupSummary> {
  return db.transaction(async tx => {
    await tx.query('set transaction isolation level repeatable read, read only')
    const header = await readHeader(tx, nowMs)
    const writer = await createBackup(path, header)
    try {
      let rows = 0
      for (const table of await tablesInOrder(tx)) rows += await writeTable(tx, table, writer)
      await writer.finish()
      return { rows, sequence: Math.max(0, ...header.workspaces.map(workspace => workspace.sequence)) }
    } catch (error) {
      await writer.abandon()
      throw error
    }
  })
}
