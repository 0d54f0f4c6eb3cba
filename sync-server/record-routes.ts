import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { deletedListSchema, deletedWholeSchema } from '#shared/contract/deleted'
import { erasureReceiptSchema, erasuresSchema } from '#shared/contract/erasure'
import { collectionNames, type CollectionName } from '#shared/domain/model/collections'
import { parseInput } from './http/problems.ts'
import { authenticate, type IdentityOptions } from './identity/port.ts'
import { listDeleted, readDeleted } from './replication/deleted.ts'
import { listErased, readReceipt } from './replication/erasure/receipt.ts'
import { readHistory } from './replication/history.ts'

const recordParams = z.strictObject({ collection: z.enum(collectionNames as unknown as readonly [CollectionName, ...CollectionName[]]), id: z.uuid() })

/** GET /api/history/:collection/:id: who changed what in one record. */
export function historyRoute(app: FastifyInstance, identity: IdentityOptions): void {
  app.get('/api/history/:collection/:id', async request => {
    const context = await authenticate(identity, request)
    const { collection, id } = parseInput(recordParams, request.params)
    return { entries: await readHistory(identity.db, context.workspaceId, context.personId, collection, id) }
  })
}

/** GET /api/erasures and /api/erasures/:candidateId: who was erased, and from which computers one is gone. */
export function erasureRoutes(app: FastifyInstance, identity: IdentityOptions): void {
  app.get('/api/erasures', async request => {
    const { workspaceId, personId } = await authenticate(identity, request)
    return erasuresSchema.parse({ erasures: await listErased(identity.db, workspaceId, personId, identity.now()) })
  })
  app.get('/api/erasures/:candidateId', async request => {
    const { workspaceId, personId } = await authenticate(identity, request)
    const { candidateId } = parseInput(z.strictObject({ candidateId: z.uuid() }), request.params)
    return erasureReceiptSchema.parse(await readReceipt(identity.db, workspaceId, personId, candidateId))
  })
}

/** GET /api/deleted and /api/deleted/:collection/:id: what stands deleted, for whoever may bring it back. */
export function deletedRoutes(app: FastifyInstance, identity: IdentityOptions): void {
  const query = z.strictObject({ before: z.coerce.number().int().min(0).optional() })
  app.get('/api/deleted', async request => {
    const { workspaceId, personId } = await authenticate(identity, request)
    return deletedListSchema.parse(await listDeleted(identity.db, workspaceId, personId, parseInput(query, request.query).before ?? null))
  })
  app.get('/api/deleted/:collection/:id', async request => {
    const { workspaceId, personId } = await authenticate(identity, request)
    const { collection, id } = parseInput(recordParams, request.params)
    return deletedWholeSchema.parse({ records: await readDeleted(identity.db, workspaceId, personId, collection, id) })
  })
}
