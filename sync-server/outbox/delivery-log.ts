import { z } from 'zod'
import { attemptSchema, deliveriesSchema, deliveryDetailSchema, type deliveryQuerySchema, type Delivery, type DeliveryDetail } from '#shared/contract/integrations'
import { AppError } from '#shared/lib/app-error'
import type { Tx } from '../db/database.ts'

/** Who reads: private candidates are there only for those who may see them. */
export type LogReader = Readonly<{ workspaceId: string; personId: string; role: string }>

const columns = `d.id, d.connection_id as "connectionId", c.title as "connectionTitle", c.connector_id as "connectorId", d.event_id as "eventId", d.kind, d.event_at_ms as "eventAtMs", d.candidate_id as "candidateId",
  coalesce(p.content->>'fullName', '') as "candidateName", d.application_id as "applicationId", d.job_id as "jobId", d.state, d.attempts, d.next_try_at_ms as "nextTryAtMs", d.done_at_ms as "doneAtMs", d.say, d.code, d.missing, d.sandbox`
const source = `from deliveries d join connections c on c.id = d.connection_id
  left join documents p on p.workspace_id = d.workspace_id and p.collection = 'candidates' and p.id = d.candidate_id
  where d.workspace_id = $1 and ($2 or p.id is null or jsonb_typeof(p.content->'privateTo') <> 'array' or p.content->'privateTo' ? $3)`

const cursorSchema = z.tuple([z.coerce.number(), z.coerce.number(), z.uuid()])
const rowSchema = z.looseObject({ sequence: z.number(), position: z.number(), id: z.string() })

/** One page of the log, newest first. */
export async function readLog(db: Tx, reader: LogReader, query: z.infer<typeof deliveryQuerySchema>): Promise<{ deliveries: readonly Delivery[]; next: string | null }> {
  const after = query.after === undefined ? null : cursorSchema.safeParse(query.after.split('_'))
  if (after?.success === false) throw new AppError('request.malformed')
  const search = query.search?.trim() ? `%${query.search.trim().replace(/[\\%_]/g, '\\$&')}%` : null
  const rows = z.array(rowSchema).parse(await db.query(
    `select ${columns}, d.sequence, d.position ${source} and ($4::uuid is null or d.connection_id = $4) and ($5::text is null or d.state = $5) and ($6::text is null or d.kind = $6)
       and ($7::uuid is null or d.candidate_id = $7) and ($8::uuid is null or d.application_id = $8)
       and ($9::text is null or p.content->>'fullName' ilike $9 or d.say ilike $9 or c.title ilike $9 or d.kind ilike $9 or d.code ilike $9)
       and ($10::bigint is null or (d.sequence, d.position, d.id) < ($10, $11::int, $12::uuid))
     order by d.sequence desc, d.position desc, d.id desc limit ${query.limit + 1}`,
    [reader.workspaceId, reader.role === 'owner', reader.personId, query.connectionId ?? null, query.state ?? null, query.kind ?? null, query.candidateId ?? null, query.applicationId ?? null, search,
      after?.data[0] ?? null, after?.data[1] ?? null, after?.data[2] ?? null],
  ))
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return deliveriesSchema.parse({
    deliveries: page.map(({ sequence: _sequence, position: _position, ...delivery }) => delivery),
    next: rows.length > query.limit && last ? [last.sequence, last.position, last.id].join('_') : null,
  })
}

/** One delivery with every try. @throws AppError `request.not_found`. */
export async function readDelivery(db: Tx, reader: LogReader, id: string): Promise<DeliveryDetail> {
  const [delivery] = await db.query(`select ${columns} ${source} and d.id = $4`, [reader.workspaceId, reader.role === 'owner', reader.personId, id])
  if (!delivery) throw new AppError('request.not_found')
  // Whoever was erased is out of the log at once; the rows themselves follow within the hour.
  const attempts = await db.query(
    `select a.number, a.at_ms as "atMs", a.took_ms as "tookMs", a.outcome, a.code, a.say, case when jsonb_typeof(p.content->'erasedAtMs') = 'number' then '[]'::jsonb else a.exchanges end as exchanges
     from delivery_attempts a join deliveries d on d.id = a.delivery_id left join documents p on p.workspace_id = d.workspace_id and p.collection = 'candidates' and p.id = d.candidate_id
     where a.delivery_id = $1 order by a.number desc`, [id],
  )
  return deliveryDetailSchema.parse({ delivery, attempts: z.array(attemptSchema).parse(attempts) })
}
