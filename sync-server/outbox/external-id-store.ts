import { AppError } from '#shared/lib/app-error'
import type { Database } from '../db/database.ts'
import type { ExternalIds } from '../connectors/kit/connector-context.ts'

/** Longer than any vendor's id, and what an index can hold. */
const longest = 2_000

/** The register of a connection; each write is committed when it resolves, whatever becomes of the delivery. */
export function externalIdStore(db: Database, connectionId: string, sandbox: boolean, now: () => number): ExternalIds {
  return {
    get: async (kind, localId) => {
      const [row] = await db.query<{ id: string }>('select external_id as id from external_ids where connection_id = $1 and sandbox = $2 and kind = $3 and local_id = $4', [connectionId, sandbox, kind, localId])
      return row?.id ?? null
    },
    set: async (kind, localId, externalId) => {
      if (externalId.length > longest || externalId.includes('\u0000')) throw new AppError('connector.bad_response')
      await db.query(
        `insert into external_ids (connection_id, sandbox, kind, local_id, external_id, at_ms) values ($1, $2, $3, $4, $5, $6)
         on conflict (connection_id, sandbox, kind, local_id) do update set external_id = excluded.external_id, at_ms = excluded.at_ms`, [connectionId, sandbox, kind, localId, externalId, now()],
      )
    },
    remove: async (kind, localId) => {
      await db.query('delete from external_ids where connection_id = $1 and sandbox = $2 and kind = $3 and local_id = $4', [connectionId, sandbox, kind, localId])
    },
    lookup: async (kind, externalId) => {
      const [row] = await db.query<{ id: string }>('select local_id as id from external_ids where connection_id = $1 and sandbox = $2 and kind = $3 and external_id = $4 limit 1', [connectionId, sandbox, kind, externalId])
      return row?.id ?? null
    },
  }
}

/** A dry run remembers nothing. */
export const forgetfulIds: ExternalIds = { get: async () => null, set: async () => undefined, remove: async () => undefined, lookup: async () => null }

/** What is known is read; what a dry run would keep goes with it. */
export function readingIds(ids: ExternalIds): ExternalIds {
  const kept = new Map<string, string | null>()
  return {
    get: async (kind, localId) => (kept.has(`${kind}/${localId}`) ? kept.get(`${kind}/${localId}`)! : ids.get(kind, localId)),
    set: async (kind, localId, externalId) => { kept.set(`${kind}/${localId}`, externalId) },
    remove: async (kind, localId) => { kept.set(`${kind}/${localId}`, null) },
    lookup: (kind, externalId) => ids.lookup(kind, externalId),
  }
}
