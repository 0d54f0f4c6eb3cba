import { Pool, types as known, type CustomTypesConfig, type QueryConfig } from 'pg'
import { AppError } from '#shared/lib/app-error'
import type { Database, Tx } from './database.ts'
import { listenOn } from './postgres-listener.ts'
import { preparedName } from './prepared.ts'

/** int8 (OID 20) as a number: our sequences and instants stay far below 2^53. */
const types: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') => (oid === 20 ? Number : known.getTypeParser(oid, format))) as CustomTypesConfig['getTypeParser'],
}

type Runner = { query(statement: QueryConfig): Promise<{ rows: unknown[] }> }

function statementOf(text: string, params: readonly unknown[]): QueryConfig {
  const name = preparedName(text)
  return { text, values: [...params], ...(name !== undefined && { name }) }
}

const asTx = (runner: Runner): Tx => ({
  query: async <T>(text: string, params: readonly unknown[] = []) => (await runner.query(statementOf(text, params))).rows as T[],
})

const ignore = (): void => undefined

async function inTransaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // Without a listener a connection lost between two statements would end the process.
  client.on('error', ignore)
  let broken = false
  let concluded = false
  const conclude = async (text: string, params: readonly unknown[]): Promise<void> => {
    concluded = true
    // A commit behind a statement that failed is a rollback, and the statement's own error is what is told.
    await Promise.all([client.query(statementOf(text, params)), client.query('commit')])
  }
  try {
    // What follows is sent without waiting for the answer; on a lost line both fail.
    const begun = client.query('begin')
    begun.catch(ignore)
    const result = await work({ ...asTx(client), conclude })
    await begun
    if (!concluded) await client.query('commit')
    return result
  } catch (error) {
    broken = await client.query('rollback').then(() => false, () => true)
    throw error
  } finally {
    client.off('error', ignore)
    client.release(broken)
  }
}

/** Why a database could not be reached, told apart by what a person would do about it. */
function refusalOf(cause: unknown): AppError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  const known: Record<string, string> = { '28P01': 'server.database_password', '28000': 'server.database_password', '3D000': 'server.database_missing' }
  return new AppError(known[code] ?? 'server.database_unreachable', { facts: { reason: code }, cause })
}

function createPool(url: string, maxConnections: number): Pool {
  const pool = new Pool({
    // Statements travel as they are asked, each with its own snapshot: a transaction need not wait for an answer it does not use.
    connectionString: url, max: maxConnections, types, keepAlive: true, pipeline: true,
    connectionTimeoutMillis: 10_000, statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000,
  })
  // A connection lost while idle: the pool opens another when one is asked for.
  pool.on('error', ignore)
  return pool
}

/** A PostgreSQL server. A commit is on its disk before anybody hears of it. */
export async function openPostgres(url: string, maxConnections: number): Promise<Database> {
  const pool = createPool(url, maxConnections)
  try {
    await pool.query('select 1')
  } catch (cause) {
    await pool.end()
    throw refusalOf(cause)
  }
  const listener = listenOn(url)
  return {
    kind: 'postgresql',
    ...asTx(pool),
    transaction: work => inTransaction(pool, work),
    script: async text => [await pool.query(text)].flat().flatMap(result => result.rows as unknown[]),
    listen: listener.add,
    close: async () => {
      await listener.close()
      await pool.end()
    },
  }
}
