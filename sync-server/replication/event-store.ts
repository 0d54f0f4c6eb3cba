import { v5 } from 'uuid'
import type { Tx } from '../db/database.ts'

/** Something that happened and that hooks may want to hear of. */
export type WorkEvent = Readonly<{
  kind: string; candidateId: string | null; applicationId: string | null; jobId: string | null; personId: string | null
  atMs: number; data: Readonly<Record<string, unknown>>
  /** Names this happening; its id follows from it. */
  name: string
  /** It happened in a life of the database that was lost, and may have been told to the world then. */
  healed: boolean
}>

/**
 * Writes what happened, in the transaction that caused it. An event's id follows from its name, so it serves as the
 * idempotency key of every hook, in every life of the database. What laptops give back after a restore (`healed` in
 * `data`) keeps the id it had: where the backup holds it already it is not written again, and where it does not, the
 * relay and whoever is told can recognise it.
 */
export async function saveEvents(tx: Tx, workspaceId: string, sequence: number, events: readonly WorkEvent[]): Promise<void> {
  const ids = events.map(event => v5(event.name, workspaceId))
  const told = await tx.query<{ id: string }>('select id from events where id = any($1::uuid[])', [ids])
  const known = new Set(told.map(event => event.id))
  const rows = events.flatMap(({ name: _name, healed, data, ...event }, position) => {
    const id = ids[position]!
    if (!known.has(id)) {
      known.add(id)
      return [{ ...event, id, position, data: healed ? { ...data, healed } : data }]
    }
    // The same once more to the millisecond (moved there, back and there again) is another happening.
    return healed ? [] : [{ ...event, id: crypto.randomUUID(), position, data }]
  })
  await tx.query(
    `insert into events (workspace_id, sequence, position, id, kind, candidate_id, application_id, job_id, person_id, at_ms, data)
     select $1, $2, r.position, r.id, r.kind, r."candidateId", r."applicationId", r."jobId", r."personId", r."atMs", r.data
     from jsonb_to_recordset($3::text::jsonb) as r(position int, id uuid, kind text, "candidateId" uuid, "applicationId" uuid,
       "jobId" uuid, "personId" uuid, "atMs" bigint, data jsonb)`,
    [workspaceId, sequence, JSON.stringify(rows)],
  )
  // Heard by the relay of every server once this is committed.
  if (rows.length > 0) await tx.query('select pg_notify($1, $2)', ['shortlist_events', workspaceId])
}
