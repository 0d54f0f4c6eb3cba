import type { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import { pinAddress } from '../../connectors/kit/address-guard.ts'
import { createWebhookSecret } from '../../connectors/kit/standard-webhooks.ts'
import { webhooks } from '../../connectors/webhooks/connector.ts'
import type { Tx } from '../../db/database.ts'
import { audit } from '../../db/audit.ts'
import { lockWorkspace } from '../../db/lock-workspace.ts'
import { newConnection, removeConnection } from '../../outbox/change-connection.ts'
import { insertConnection, listConnections, type ConnectionRow } from '../../outbox/connection-row.ts'
import { writeSummary } from '../../outbox/summary.ts'
import type { ProgramContext } from '../authenticate-key.ts'
import { fieldsFor, scopeOfEvents } from '../hook-store.ts'
import { defineRoute, type V1Tools } from './define-route.ts'
import { isoOf } from './pages.ts'
import { hooksList, idParams, madeHookSchema, newHookSchema, type hookSchema } from './schemas.ts'

/** Subscriptions of a workspace; the laptops' list of connections holds a hundred altogether. */
const mostHooks = 50

function shown(row: ConnectionRow): z.infer<typeof hookSchema> {
  return { id: row.id, events: row.events as z.infer<typeof hookSchema>['events'], targetUrl: String(row.config['address']), state: row.paused ? 'paused' : row.state, createdAt: isoOf(row.createdAtMs) }
}

async function hooksOf(db: Tx, program: ProgramContext): Promise<ConnectionRow[]> {
  const own = new Set((await db.query<{ id: string }>('select connection_id as id from hook_subscriptions where key_id = $1', [program.keyId])).map(row => row.id))
  return (await listConnections(db, program.workspaceId)).filter(row => own.has(row.id))
}

/** A change of subscriptions, with the audit and what laptops know of them. */
async function change<Result>({ db, now, integrations: { means, record, outbox } }: V1Tools, program: ProgramContext, action: string, work: (tx: Tx) => Promise<{ id: string; result: Result }>): Promise<Result> {
  const { result, tell } = await db.transaction(async tx => {
    await lockWorkspace(tx, program.workspaceId)
    const done = await work(tx)
    await audit(tx, { workspaceId: program.workspaceId, personId: program.personId, action, facts: { connectionId: done.id, keyId: program.keyId } }, now())
    return { result: done.result, tell: await writeSummary(tx, program.workspaceId, means.connectors, { record, now }) }
  })
  tell()
  void outbox.tick()
  return result
}

export const listHooks = defineRoute({
  method: 'GET', path: '/api/v1/hooks', scope: 'hooks:manage', title: 'List this key’s subscriptions', answers: { 200: { say: 'Its subscriptions', schema: hooksList } },
  handle: async ({ program }, { db }) => ({ status: 200, body: { data: (await hooksOf(db, program)).map(shown) } }),
})

export const subscribe = defineRoute({
  method: 'POST', path: '/api/v1/hooks', scope: 'hooks:manage', title: 'Subscribe to events',
  say: 'A REST hook: events are posted to the address, signed, in order for each person, tried for three days. Answer 410 to end it. Needs applications:read too; names come along with candidates:read, job fields with jobs:read.',
  body: newHookSchema, answers: { 201: { say: 'Subscribed', schema: madeHookSchema } }, problems: ['connector.address_refused', 'connector.unreachable', 'api.too_many_hooks'],
  handle: async ({ program, body }, tools) => {
    const { means } = tools.integrations
    if (!program.scopes.has(scopeOfEvents)) throw new AppError('api.scope_missing', { facts: { scope: scopeOfEvents } })
    const address = new URL(body.targetUrl)
    await pinAddress(address, means.guard)
    const secret = createWebhookSecret()
    const row = await change(tools, program, 'connection.created', async tx => {
      const [{ count } = { count: 0 }] = await tx.query<{ count: number }>('select count(*)::int as count from hook_subscriptions h join connections c on c.id = h.connection_id where c.workspace_id = $1 and c.deleted_at_ms is null', [program.workspaceId])
      if (count >= mostHooks) throw new AppError('api.too_many_hooks')
      const [workspace] = await tx.query<{ sequence: number }>('select sequence from workspaces where id = $1', [program.workspaceId])
      const made = newConnection(webhooks, means.box, { connectorId: webhooks.id, title: `${program.keyName} at ${address.host}`.slice(0, 120), config: { address: body.targetUrl }, secrets: { secret }, events: [...new Set(body.events)], sandbox: false }, { workspaceId: program.workspaceId, sequence: workspace!.sequence, nowMs: tools.now() })
      const result = { ...made, fields: fieldsFor(program.scopes) }
      await insertConnection(tx, result)
      await tx.query('insert into hook_subscriptions (connection_id, key_id) values ($1, $2)', [result.id, program.keyId])
      return { id: result.id, result }
    })
    return { status: 201, body: { ...shown(row), secret } }
  },
})

export const unsubscribe = defineRoute({
  method: 'DELETE', path: '/api/v1/hooks/:id', scope: 'hooks:manage', title: 'Unsubscribe', params: idParams, answers: { 204: { say: 'Ended; what waited is not sent any more', schema: null } }, problems: ['request.not_found'],
  handle: async ({ program, params }, tools) => {
    await change(tools, program, 'connection.deleted', async tx => {
      if (!(await hooksOf(tx, program)).some(row => row.id === params.id)) throw new AppError('request.not_found')
      await removeConnection(tx, params.id, tools.now())
      return { id: params.id, result: null }
    })
    return { status: 204 }
  },
})
