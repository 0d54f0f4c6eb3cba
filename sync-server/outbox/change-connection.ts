import type { z } from 'zod'
import type { ChangeConnection, createConnectionSchema } from '#shared/contract/integrations'
import { AppError } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import type { Connector } from '../connectors/kit/connector.ts'
import { appendsTo } from '../connectors/kit/mapping.ts'
import type { Tx } from '../db/database.ts'
import type { ConnectionRow } from './connection-row.ts'
import type { SecretBox } from './secret-box.ts'

type Secrets = Readonly<Record<string, unknown>>

/** One sentence about the first input that does not fit; never what was typed. */
function whyNot(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' || issue.code === 'invalid_format' && issue.format === 'regex' && !issue.message.startsWith('Invalid')) return issue.message
  if (issue.code === 'invalid_format') return issue.format === 'url' ? 'This is not a whole address; it begins with https://.' : 'This does not have the form it needs.'
  if (issue.code === 'too_big') return 'This is too long.'
  return issue.code === 'too_small' || issue.code === 'invalid_type' && issue.input === undefined ? 'This must be filled in.' : 'This does not fit.'
}

function check(schema: z.ZodObject, value: unknown): void {
  const parsed = schema.safeParse(value)
  if (parsed.success) return
  const issue = parsed.error.issues[0]!
  const entry = issue.path.find(step => typeof step === 'number')
  const inner = issue.path.slice(1).filter(step => typeof step === 'string').at(-1)
  const where = entry === undefined ? '' : `Line ${entry + 1}${inner === undefined ? '' : `, “${inner}”`}: `
  throw new AppError('connector.bad_config', { facts: { field: String(issue.path[0] ?? ''), why: `${where}${whyNot(issue)}` } })
}

/** Secrets left out stay, empty ones go. */
function mergeSecrets(known: Secrets, given: Readonly<Record<string, string>>): Secrets {
  return Object.fromEntries(Object.entries({ ...known, ...given }).filter(([, value]) => value !== ''))
}

/** Only what the connector can use may be switched on. */
function checkChoices(connector: Connector, row: ConnectionRow): void {
  // Adding to what is there needs somebody who can look what is there.
  if (!connector.held && appendsTo(row.mapping).length > 0) throw new AppError('connector.cannot_append')
  const fields = new Set(connector.fields.map(field => field.name))
  if (row.fields.some(field => !fields.has(field)) || row.events.some(event => !connector.events.includes(event))) throw new AppError('connector.bad_config', { facts: { field: 'fields' } })
}

/** @throws AppError `connector.bad_config` naming the setting. */
export function newConnection(connector: Connector, box: SecretBox, input: z.infer<typeof createConnectionSchema>, at: { workspaceId: string; sequence: number; nowMs: number }): ConnectionRow {
  check(connector.configSchema, input.config)
  const secrets = mergeSecrets({}, input.secrets)
  check(connector.secretsSchema, secrets)
  const id = createId()
  const row: ConnectionRow = {
    id, workspaceId: at.workspaceId, connectorId: connector.id, title: input.title, config: input.config, secrets: box.seal(id, secrets),
    secretsChanged: Object.fromEntries(Object.keys(secrets).map(name => [name, at.nowMs])), events: input.events ?? [...connector.events],
    fields: connector.fields.filter(field => field.onByDefault).map(field => field.name), mapping: [...input.mapping ?? connector.defaultMapping], values: {}, sandbox: input.sandbox, paused: false,
    sinceSequence: at.sequence, holdUntilMs: null, holds: 0, failingSinceMs: null, lastSuccessAtMs: null, lastCode: null, state: 'well', createdAtMs: at.nowMs, reviewedAtMs: null,
  }
  checkChoices(connector, row)
  return row
}

/** The connection as the owner wants it, and the names of what changed, for the audit. */
export function changedConnection(connector: Connector, box: SecretBox, row: ConnectionRow, change: ChangeConnection, nowMs: number): { row: ConnectionRow; changed: readonly string[] } {
  const { secrets: given, ...rest } = change
  const next = { ...row, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) } as ConnectionRow
  check(connector.configSchema, next.config)
  checkChoices(connector, next)
  const changed: string[] = Object.keys(rest)
  if (!given || Object.keys(given).length === 0) return { row: next, changed }
  const secrets = mergeSecrets(openOrEmpty(box, row), given)
  check(connector.secretsSchema, secrets)
  // One that was taken away is not kept any more, and has no date.
  const secretsChanged = Object.fromEntries(Object.entries({ ...row.secretsChanged, ...Object.fromEntries(Object.keys(given).map(name => [name, nowMs])) }).filter(([name]) => name in secrets))
  return { row: { ...next, secrets: box.seal(row.id, secrets), secretsChanged }, changed: [...changed, ...Object.keys(given).map(name => `secrets.${name}`)] }
}

/** Keys that this server can no longer read are entered anew. */
function openOrEmpty(box: SecretBox, row: ConnectionRow): Secrets {
  try {
    return box.open(row.id, row.secrets)
  } catch {
    return {}
  }
}

/** Ends a connection: the log stays, the keys go, and what waits is not sent any more. */
export async function removeConnection(tx: Tx, id: string, nowMs: number): Promise<void> {
  await tx.query(`update connections set deleted_at_ms = $2, secrets = '', secrets_changed = '{}' where id = $1`, [id, nowMs])
  await tx.query('delete from field_owners where connection_id = $1', [id])
  await tx.query('delete from inbound_messages where connection_id = $1', [id])
  await tx.query(`update deliveries set state = 'skipped', next_try_at_ms = null, done_at_ms = $2, say = 'The connection was removed.' where connection_id = $1 and state in ('waiting', 'blocked')`, [id, nowMs])
}
