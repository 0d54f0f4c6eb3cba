import { Client } from 'pg'
import type { Database } from './database.ts'

/** A connection that only listens. */
export type Listener = Readonly<{ add: Database['listen']; close(): Promise<void> }>

type Entry = Readonly<{ onPayload: (payload: string) => void; onGap?: () => void }>

const retryMs = 500
/** A line that a router dropped in silence is found out this often. */
const probeEveryMs = 30_000

/**
 * Listens on one connection of its own and comes back by itself. What was said while it was away is lost, so everyone
 * is told of the gap afterwards.
 */
export function listenOn(url: string): Listener {
  const channels = new Map<string, Set<Entry>>()
  let line: Promise<Client> | null = null
  let closed = false

  const open = async (): Promise<Client> => {
    const client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 10_000, query_timeout: 10_000 })
    client.on('error', () => undefined)
    client.on('notification', message => channels.get(message.channel)?.forEach(entry => entry.onPayload(message.payload ?? '')))
    await client.connect()
    const probe = setInterval(() => { client.query('select 1').catch(() => client.end()) }, probeEveryMs).unref()
    client.once('end', () => {
      clearInterval(probe)
      line = null
      if (!closed) comeBack()
    })
    for (const channel of channels.keys()) await client.query(`listen ${channel}`)
    return client
  }

  const reopen = async (): Promise<void> => {
    const next = open()
    line = next
    try {
      await next
    } catch {
      if (line === next) line = null
      comeBack()
      return
    }
    for (const entries of channels.values()) for (const entry of entries) entry.onGap?.()
  }

  const comeBack = (): void => {
    setTimeout(() => {
      if (closed || line !== null) return
      void reopen()
    }, retryMs).unref()
  }

  return {
    async add(channel, onPayload, onGap) {
      if (!/^[a-z_]+$/.test(channel)) throw new Error('channel names are plain words')
      const entry: Entry = onGap ? { onPayload, onGap } : { onPayload }
      const entries = channels.get(channel)
      if (entries) entries.add(entry)
      else channels.set(channel, new Set([entry]))
      line ??= open()
      try {
        // Also when the line is new: a channel may have been added while it opened.
        await (await line).query(`listen ${channel}`)
      } catch (error) {
        channels.get(channel)?.delete(entry)
        line = null
        throw error
      }
      return async () => { channels.get(channel)?.delete(entry) }
    },
    async close() {
      closed = true
      await line?.then(client => client.end(), () => undefined)
    },
  }
}
