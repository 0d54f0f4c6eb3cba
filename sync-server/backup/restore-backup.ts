import type { Database, Tx } from '../db/database.ts'
import { migrate, migrations } from '../db/migrate.ts'
import { graceMs } from '#shared/domain/erasure/standing'
import { AppError } from '#shared/lib/app-error'
import { backupRows, verifyBackup, type BackupHeader, type BackupRow } from './backup-file.ts'
import { beginEpoch } from './begin-epoch.ts'
import type { BackupSummary } from './write-backup.ts'
import { tablesInOrder } from './tables.ts'

/** What the database that is replaced still knows, and the restored one must not forget. */
type Remembered = Readonly<{ sequences: ReadonlyMap<string, number>; revoked: readonly { id: string; revokedAtMs: number; wipedAtMs: number | null }[]; revokedKeys: readonly { id: string; revokedAtMs: number }[]; erased: readonly Erased[] }>

type Erased = Readonly<{ workspaceId: string; candidateId: string; askedBy: string | null; askedAtMs: number; dueAtMs: number }>

const batchBytes = 4 * 1024 * 1024
const batchRows = 2_000

/** Runs our migrations inside the transaction of the restore. */
const within = (db: Database, tx: Tx): Database => ({ ...db, ...tx, transaction: work => work(tx) })

/** @throws AppError `server.restore_other_workspace` when the database belongs to somebody else's record. */
async function remember(tx: Tx, header: BackupHeader): Promise<Remembered> {
  // All writers take this table's row first: whoever is at work finishes, nobody begins.
  await tx.query('lock table workspaces in access exclusive mode')
  const present = await tx.query<{ id: string; sequence: number }>('select id, sequence from workspaces')
  const backedUp = new Set(header.workspaces.map(workspace => workspace.id))
  if (present.some(workspace => !backedUp.has(workspace.id))) throw new AppError('server.restore_other_workspace')
  return {
    sequences: new Map(present.map(workspace => [workspace.id, workspace.sequence])),
    revoked: await tx.query('select id, revoked_at_ms as "revokedAtMs", wiped_at_ms as "wipedAtMs" from sessions where revoked_at_ms is not null'),
    revokedKeys: await revokedKeys(tx),
    erased: await erased(tx),
  }
}

/** A server from before keys has none. */
async function revokedKeys(tx: Tx): Promise<readonly { id: string; revokedAtMs: number }[]> {
  const [known] = await tx.query<{ name: string | null }>(`select to_regclass('api_keys')::text as name`)
  return known?.name ? tx.query('select id, revoked_at_ms as "revokedAtMs" from api_keys where revoked_at_ms is not null') : []
}

/** Who was erased for good: a backup from before knows them still. */
async function erased(tx: Tx): Promise<readonly Erased[]> {
  const [known] = await tx.query<{ name: string | null }>(`select to_regclass('erasures')::text as name`)
  if (!known?.name) return []
  return tx.query('select workspace_id as "workspaceId", candidate_id as "candidateId", asked_by as "askedBy", asked_at_ms as "askedAtMs", due_at_ms as "dueAtMs" from erasures where done_at_ms is not null')
}

/** They are erased again in the first round. What still could be taken back can be for another day: laptops come back with what people did since. */
async function eraseAgain(tx: Tx, erasedThen: readonly Erased[], nowMs: number): Promise<void> {
  await tx.query('update erasures set due_at_ms = greatest(due_at_ms, $1::bigint) where done_at_ms is null', [nowMs + graceMs])
  for (const { workspaceId, candidateId, askedBy, askedAtMs, dueAtMs } of erasedThen) {
    await tx.query(
      `insert into erasures (workspace_id, candidate_id, asked_by, asked_at_ms, due_at_ms) values ($1, $2, $3, $4, $5)
       on conflict (workspace_id, candidate_id) do update set due_at_ms = excluded.due_at_ms, done_at_ms = null`, [workspaceId, candidateId, askedBy, askedAtMs, dueAtMs],
    )
  }
  // Sequences of another life say nothing of this one.
  await tx.query('update sessions set has_sequence = 0 where has_sequence > 0')
}

/** Brings the schema back to what it was when the backup was made. */
async function rebuildSchema(db: Database, tx: Tx, header: BackupHeader): Promise<void> {
  const known = new Map(migrations.map(file => [file.name, file]))
  const files = header.migrations.map(({ name }) => known.get(name) ?? null)
  if (files.includes(null)) throw new AppError('server.schema_newer')
  for (const name of [...await tablesInOrder(tx), 'schema_migrations']) await tx.query(`drop table "${name}" cascade`)
  await migrate(within(db, tx), files.filter(file => file !== null))
  const made = await tx.query<{ name: string; hash: string }>('select name, hash from schema_migrations')
  if (made.some(({ name, hash }) => header.migrations.find(file => file.name === name)?.hash !== hash)) throw new AppError('server.schema_changed')
}

async function insertRows(tx: Tx, tables: readonly string[], path: string): Promise<number> {
  const known = new Set(tables)
  let batch: BackupRow[] = []
  let [bytes, rows] = [0, 0]
  const flush = async (): Promise<void> => {
    const table = batch[0]?.table
    if (table === undefined) return
    if (!known.has(table)) throw new AppError('server.backup_unreadable')
    await tx.query(`insert into "${table}" overriding system value select * from json_populate_recordset(null::"${table}", $1::json)`, [`[${batch.map(row => row.json).join(',')}]`])
    rows += batch.length
    batch = []
    bytes = 0
  }
  for await (const row of backupRows(path)) {
    if (batch.length >= batchRows || bytes + row.json.length > batchBytes || batch[0]?.table !== row.table) await flush()
    batch.push(row)
    bytes += row.json.length
  }
  await flush()
  return rows
}

/** Counters of identity columns go on after the highest number put back. */
async function raiseIdentities(tx: Tx): Promise<void> {
  const columns = await tx.query<{ table: string; column: string }>(
    `select table_name as "table", column_name as "column" from information_schema.columns where table_schema = current_schema() and is_identity = 'YES'`,
  )
  for (const { table, column } of columns) {
    await tx.query(`select setval(pg_get_serial_sequence('"${table}"', '${column}'), coalesce((select max("${column}") from "${table}"), 0) + 1, false)`)
  }
}

/**
 * Puts a backup back, all or nothing, and begins a new epoch: laptops notice it and give back what the backup lacks.
 * Who was erased since the backup is erased again. A device that was signed out, or a key that was revoked, since the backup stays so where the replaced database still knows it.
 * @throws AppError `server.backup_unreadable`, `server.restore_other_workspace`, `server.schema_newer`,
 * `server.schema_changed`: nothing was changed.
 */
export async function restoreBackup(db: Database, path: string, nowMs: number): Promise<BackupSummary> {
  const header = await verifyBackup(path)
  return db.transaction(async tx => {
    const remembered = await remember(tx, header)
    await rebuildSchema(db, tx, header)
    const rows = await insertRows(tx, await tablesInOrder(tx), path)
    await raiseIdentities(tx)
    await migrate(within(db, tx))
    for (const { id, revokedAtMs, wipedAtMs } of remembered.revoked) {
      await tx.query('update sessions set revoked_at_ms = $2::bigint, wiped_at_ms = coalesce(wiped_at_ms, $3::bigint) where id = $1 and revoked_at_ms is null', [id, revokedAtMs, wipedAtMs])
    }
    await eraseAgain(tx, remembered.erased, nowMs)
    for (const { id, revokedAtMs } of remembered.revokedKeys) await tx.query('update api_keys set revoked_at_ms = $2 where id = $1', [id, revokedAtMs])
    for (const { id, sequence } of header.workspaces) {
      await beginEpoch(tx, id, { hadSequence: sequence, lostSequence: remembered.sequences.get(id) ?? 0, nowMs })
    }
    return { rows, sequence: Math.max(0, ...header.workspaces.map(workspace => workspace.sequence)) }
  })
}
