import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { deliveryQuerySchema, replayInputSchema, replayedSchema, type Delivery } from '#shared/contract/integrations'
import { csvText } from '#shared/domain/export/csv'
import { parseInput } from '../http/problems.ts'
import { audit } from '../db/audit.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import { readDelivery, readLog } from './delivery-log.ts'
import { sendAgain } from './delivery-row.ts'
import { requireConnection, requireStaff, type IntegrationOptions } from './guard.ts'
import { refreshState } from './settle-delivery.ts'

const csvColumns = ['eventAtMs', 'kind', 'connectionTitle', 'candidateName', 'state', 'attempts', 'say', 'code', 'nextTryAtMs', 'doneAtMs', 'eventId', 'id'] as const
const csvHeads = ['happened', 'event', 'connection', 'candidate', 'state', 'tries', 'what came of it', 'code', 'next try', 'done', 'event id', 'delivery id']
const exportLimit = 20_000

const cell = (delivery: Delivery, column: (typeof csvColumns)[number]): string => {
  const value = delivery[column]
  // Nought: due at once, and no day of 1970.
  if (column.endsWith('AtMs') && typeof value === 'number') return value > 0 ? new Date(value).toISOString() : ''
  return String(value ?? '')
}

/** The log of deliveries: owner and recruiters read it and send again. */
export function deliveryRoutes(app: FastifyInstance, options: IntegrationOptions): void {
  const { means: { db, now, connectors }, record, outbox } = options

  app.get('/api/integrations/deliveries', async request => {
    const context = await requireStaff(options, request)
    return readLog(db, context, parseInput(deliveryQuerySchema, request.query))
  })
  app.get('/api/integrations/deliveries.csv', async (request, reply) => {
    const context = await requireStaff(options, request)
    const query = parseInput(deliveryQuerySchema, request.query)
    const rows: string[][] = []
    let after = query.after
    do {
      const page = await readLog(db, context, { ...query, limit: 200, after })
      rows.push(...page.deliveries.map(delivery => csvColumns.map(column => cell(delivery, column))))
      after = page.next ?? undefined
    } while (after !== undefined && rows.length < exportLimit)
    void reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="deliveries.csv"')
    return csvText([csvHeads, ...rows])
  })
  app.get('/api/integrations/deliveries/:id', async request => {
    const context = await requireStaff(options, request)
    return readDelivery(db, context, parseInput(z.strictObject({ id: z.uuid() }), request.params).id)
  })
  app.post('/api/integrations/deliveries/replay', async request => {
    const context = await requireStaff(options, request)
    const input = parseInput(replayInputSchema, request.body)
    if ('connectionId' in input) await requireConnection(options, context, input.connectionId)
    // Whoever may not see a private candidate cannot send their deliveries again either.
    else for (const id of input.ids) await readDelivery(db, context, id)
    const { tell, count } = await db.transaction(async tx => {
      await lockWorkspace(tx, context.workspaceId)
      const sent = await sendAgain(tx, { workspaceId: context.workspaceId, ...('ids' in input ? { ids: input.ids, states: ['dead', 'blocked', 'done', 'waiting'] } : { connectionId: input.connectionId, states: [input.state] }) })
      await audit(tx, { workspaceId: context.workspaceId, personId: context.personId, sessionId: context.sessionId, action: 'delivery.replayed', facts: { count: String(sent.length) } }, now())
      const tells: (() => void)[] = []
      for (const id of new Set(sent)) tells.push(await refreshState(tx, { record, now }, connectors, id))
      return { count: sent.length, tell: () => tells.forEach(each => each()) }
    })
    tell()
    void outbox.tick()
    return replayedSchema.parse({ replayed: count })
  })
}
