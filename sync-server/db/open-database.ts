import type { Database } from './database.ts'
import { openEmbedded } from './embedded-database.ts'
import { openPostgres } from './postgres-database.ts'

/** Where the record is kept. Both kinds speak PostgreSQL and answer with the same values. */
export type DatabaseConfig = Readonly<{ kind: 'embedded'; folder: string | 'memory' } | { kind: 'postgresql'; url: string; maxConnections?: number }>

export function openDatabase(config: DatabaseConfig): Promise<Database> {
  return config.kind === 'embedded' ? openEmbedded(config.folder) : openPostgres(config.url, config.maxConnections ?? 10)
}
