import pg from 'pg'
import { AppError } from '#shared/lib/app-error'
import type { Database, Tx } from './database.ts'

/** int8 (OID 20) as a number: our sequences and instants stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') => (oid === 20 ? Number : pg.types.getTypeParser(oid, format))) as pg.CustomTypesConfig['getTypeParser'],
}

type Runner = { query(text: string, params: unknown[]): Promise<{ rows: unknown[] }> }

const asTx = (runner: Runner): Tx => ({
  query: async <T>(text: string, params: readonly unknown[] = []) => (await runner.query(text, [...params])).rows as T[],
})

async function inTransaction<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(asTx(client))
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    const broken = await client.query('rollback').then(() => false, () => true)
    client.release(broken)
    throw error
  }
}

/** Why a database could not be reached, told apart by what a person would do about it. */
function refusalOf(cause: unknown): AppError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  const known: Record<string, string> = { '28P01': 'server.database_password', '28000': 'server.database_password', '3D000': 'server.database_missing' }
  return new AppError(known[code] ?? 'server.database_unreachable', { facts: { reason: code }, cause })
}

/** One line that only listens, and comes back by itself. */
function listenOn(url: string): Listener {
  const channels = new Map<string, Set<{ onPayload: (payload: string) => void; onGap?: () => void }>>()
  let client: pg.Client | null = null
  let closed = false
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url })
    next.on('error', () => undefined)
    next.on('end', () => {
      client = null
      if (!closed) setTimeout(() => void connect().catch(() => undefined), 500).unref()
    })
    next.on('notification', message => channels.get(message.channel)?.forEach(entry => entry.onPayload(message.payload ?? '')))
    await next.connect()
    for (const channel of channels.keys()) await next.query(`listen ${channel}`)
    client = next
    for (const entries of channels.values()) for (const entry of entries) entry.onGap?.()
  }
  return {
    async add(channel, onPayload, onGap) {
      if (!/^[a-z_]+$/.test(channel)) throw new Error('channel names are plain words')
      const entry = onGap ? { onPayload, onGap } : { onPayload }
      const known = channels.get(channel)
      if (known) known.add(entry)
      else channels.set(channel, new Set([entry]))
      if (!client) await connect()
      else if (!known) await client.query(`listen ${channel}`)
      return async () => { channels.get(channel)?.delete(entry) }
    },
    async close() {
      closed = true
      await client?.end()
    },
  }
}

type Listener = { add: Database['listen']; close(): Promise<void> }

/** A PostgreSQL server. A commit is on its disk before anybody hears of it. */
export async function openPostgres(url: string, maxConnections: number): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: maxConnections, types, statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000 })
  pool.on('error', () => undefined)
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
    listen: listener.add,
    close: async () => {
      await listener.close()
      await pool.end()
    },
  }
}
