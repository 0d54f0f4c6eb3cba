import { createHash } from 'node:crypto'
import { AppError } from '#shared/lib/app-error'
import type { Database } from './database.ts'

/** One numbered file of `migrations/`. A file never changes once it was released. */
export type Migration = Readonly<{ name: string; sql: string }>

/** Every migration of this server, in order. */
export const migrations: readonly Migration[] = Object.entries(
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
).map(([path, sql]) => ({ name: path.split('/').at(-1)!, sql })).toSorted((a, b) => a.name.localeCompare(b.name))

const hashOf = (sql: string): string => createHash('sha256').update(sql).digest('hex')

/**
 * Brings a database up to this server's schema, in one transaction; servers that start together take turns.
 * @throws AppError `server.schema_newer` when the database was used by a newer server, `server.schema_changed` when a
 * file that was applied has another content now, `server.database_rights` when this user may not create tables.
 */
export async function migrate(db: Database, files: readonly Migration[] = migrations): Promise<void> {
  try {
    await applyAll(db, files)
  } catch (cause) {
    if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '42501') throw new AppError('server.database_rights', { cause })
    throw cause
  }
}

function applyAll(db: Database, files: readonly Migration[]): Promise<void> {
  return db.transaction(async tx => {
    // A large record takes as long as it takes.
    await tx.query('set local statement_timeout = 0')
    await tx.query('select pg_advisory_xact_lock(7269)')
    await tx.query('create table if not exists schema_migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())')
    const applied = new Map((await tx.query<{ name: string; hash: string }>('select name, hash from schema_migrations')).map(row => [row.name, row.hash]))
    const known = new Set(files.map(file => file.name))
    const newer = [...applied.keys()].find(name => !known.has(name))
    if (newer !== undefined) throw new AppError('server.schema_newer', { facts: { migration: newer } })
    for (const file of files) {
      const hash = applied.get(file.name)
      if (hash !== undefined && hash !== hashOf(file.sql)) throw new AppError('server.schema_changed', { facts: { migration: file.name } })
      if (hash !== undefined) continue
      for (const statement of statementsOf(file.sql)) await tx.query(statement)
      await tx.query('insert into schema_migrations (name, hash) values ($1, $2)', [file.name, hashOf(file.sql)])
    }
  })
}

/** The statements of a file. Our migrations hold no semicolons inside strings or bodies. */
function statementsOf(sql: string): string[] {
  return sql.replace(/^\s*--.*$/gm, '').split(';').map(statement => statement.trim()).filter(statement => statement !== '')
}
