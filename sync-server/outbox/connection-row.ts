import { z } from 'zod'
import { connectionStateSchema, mappingLineSchema, valueMapSchema } from '#shared/contract/integrations'
import { hookEventKindSchema } from '#shared/domain/model/onboarding'
import type { Tx } from '../db/database.ts'

const ms = z.number().nullable()
/** A connection as stored: parsed again when read, because stored data outlives the code that wrote it. */
export const connectionRowSchema = z.object({
  id: z.string(), workspaceId: z.string(), connectorId: z.string(), title: z.string(), config: z.record(z.string(), z.json()), secrets: z.string(),
  secretsChanged: z.record(z.string(), z.number()), events: z.array(hookEventKindSchema), fields: z.array(z.string()), mapping: z.array(mappingLineSchema), values: valueMapSchema,
  sandbox: z.boolean(), paused: z.boolean(), sinceSequence: z.number(), holdUntilMs: ms, holds: z.number(), failingSinceMs: ms, lastSuccessAtMs: ms, lastCode: z.string().nullable(),
  state: connectionStateSchema, createdAtMs: z.number(), reviewedAtMs: ms,
})
export type ConnectionRow = z.infer<typeof connectionRowSchema>

const columns = `id, workspace_id as "workspaceId", connector_id as "connectorId", title, config, secrets, secrets_changed as "secretsChanged", events, fields, mapping,
  value_map as "values", sandbox, paused, since_sequence as "sinceSequence", hold_until_ms as "holdUntilMs", holds, failing_since_ms as "failingSinceMs",
  last_success_at_ms as "lastSuccessAtMs", last_code as "lastCode", state, created_at_ms as "createdAtMs", reviewed_at_ms as "reviewedAtMs"`

/** Every connection that was not deleted, of one workspace or of all. */
export async function listConnections(db: Tx, workspaceId: string | null): Promise<ConnectionRow[]> {
  const rows = await db.query(`select ${columns} from connections where deleted_at_ms is null and ($1::uuid is null or workspace_id = $1) order by created_at_ms, id`, [workspaceId])
  return z.array(connectionRowSchema).parse(rows)
}

export async function findConnection(db: Tx, id: string): Promise<ConnectionRow | null> {
  const [row] = await db.query(`select ${columns} from connections where id = $1 and deleted_at_ms is null`, [id])
  return row === undefined ? null : connectionRowSchema.parse(row)
}

export async function insertConnection(tx: Tx, row: ConnectionRow): Promise<void> {
  await tx.query(
    `insert into connections (id, workspace_id, connector_id, title, config, secrets, secrets_changed, events, fields, mapping, value_map, sandbox, paused, since_sequence, created_at_ms)
     values ($1, $2, $3, $4, $5::text::jsonb, $6, $7::text::jsonb, $8::text::jsonb, $9::text::jsonb, $10::text::jsonb, $11::text::jsonb, $12, $13, $14, $15)`,
    [row.id, row.workspaceId, row.connectorId, row.title, JSON.stringify(row.config), row.secrets, JSON.stringify(row.secretsChanged), JSON.stringify(row.events), JSON.stringify(row.fields),
      JSON.stringify(row.mapping), JSON.stringify(row.values), row.sandbox, row.paused, row.sinceSequence, row.createdAtMs],
  )
}

/** Writes what an owner may change; health is the lanes'. */
export async function saveSettings(tx: Tx, row: ConnectionRow): Promise<void> {
  await tx.query(
    `update connections set title = $2, config = $3::text::jsonb, secrets = $4, secrets_changed = $5::text::jsonb, events = $6::text::jsonb, fields = $7::text::jsonb, mapping = $8::text::jsonb,
       value_map = $9::text::jsonb, sandbox = $10, paused = $11 where id = $1`,
    [row.id, row.title, JSON.stringify(row.config), row.secrets, JSON.stringify(row.secretsChanged), JSON.stringify(row.events), JSON.stringify(row.fields), JSON.stringify(row.mapping),
      JSON.stringify(row.values), row.sandbox, row.paused],
  )
}
