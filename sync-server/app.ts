import Fastify, { type FastifyInstance } from 'fastify'
import { z } from 'zod'
import { statusSchema } from '#shared/contract/http'
import { protocolVersion, schemaVersion } from '#shared/contract/sync-protocol'
import { collectionNames, type CollectionName } from '#shared/domain/model/collections'
import type { Config } from './config/read-config.ts'
import type { Database } from './db/database.ts'
import { fileRoutes } from './files/files.route.ts'
import { parseInput, registerProblems } from './http/problems.ts'
import { isForeign, registerSecurity } from './http/security.ts'
import { registerStaticApp } from './http/static-app.ts'
import { invitationRoutes } from './identity/invitation.route.ts'
import { peopleRoutes } from './identity/people.route.ts'
import { authenticate, sessionCookie, type IdentityOptions, type RecordPort } from './identity/port.ts'
import { sessionRoutes } from './identity/session.route.ts'
import { findSession, markWiped } from './identity/sessions.ts'
import { setupRoute } from './identity/setup.route.ts'
import { mayReadFile, readHistory } from './replication/history.ts'
import { Hub } from './replication/hub.ts'
import { writeRecord } from './replication/record.ts'
import { syncRoutes } from './replication/sync.route.ts'

/** What the application is built from. Nothing listens yet. */
export type AppParts = Readonly<{
  db: Database
  config: Pick<Config, 'publicUrl' | 'smtpUrl' | 'logLevel' | 'trustProxy'>
  version: string
  /** The built renderer. */
  staticFolder: string
  now?: () => number
  /** Requests a minute from one address; tests raise it. */
  requestsPerMinute?: number
  logStream?: { write(line: string): void }
}>

/** What the log must never hold. */
const redacted = ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]', 'req.body']

function createFastify(parts: AppParts): FastifyInstance {
  return Fastify({
    trustProxy: parts.config.trustProxy, bodyLimit: 1024 * 1024, forceCloseConnections: true,
    logger: {
      level: parts.config.logLevel, redact: redacted, stream: parts.logStream ?? process.stderr,
      // Paths may hold invitation tokens, and queries may hold what somebody typed: the route's pattern is enough.
      serializers: { req: request => ({ method: request.method, route: request.routeOptions?.url ?? 'unknown' }) },
    },
  }) as FastifyInstance
}

/** The server, ready for `listen` or `inject`. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { db, config } = parts
  const now = parts.now ?? Date.now
  const app = createFastify(parts)
  const hub = new Hub(db, { now, onFailure: cause => app.log.error({ err: cause }, 'replication failed') })
  const record: RecordPort = {
    write: async (workspaceId, actorId, rows, tx) => {
      const committed = await writeRecord(tx, workspaceId, actorId, rows, now())
      return () => hub.committed(workspaceId, { results: [], ...committed })
    },
    sessionEnded: sessionId => hub.endSession(sessionId),
  }
  const isHttps = config.publicUrl?.startsWith('https://') ?? false
  const identity: IdentityOptions = { db, now, record, isHttps, publicUrl: () => config.publicUrl ?? addressOf(app), capabilities: { email: config.smtpUrl !== null } }
  registerProblems(app)
  await registerSecurity(app, { isHttps, requestsPerMinute: parts.requestsPerMinute ?? 600 })
  statusRoute(app, parts, now)
  setupRoute(app, identity)
  sessionRoutes(app, identity)
  invitationRoutes(app, identity)
  peopleRoutes(app, identity)
  historyRoute(app, identity)
  await fileRoutes(app, { db, now, mayReadFile: (context, sha256) => mayReadFile(db, context.workspaceId, context.personId, sha256) })
  await syncRoutes(app, {
    db, hub, now,
    cookieToken: request => (isForeign(request) ? null : request.cookies[sessionCookie] ?? null),
    devices: {
      byToken: async token => {
        const found = await findSession(db, token)
        return found && { ...found, revoked: found.revokedAtMs !== null || !found.active }
      },
      markWiped: sessionId => markWiped(db, sessionId, now()),
    },
  })
  await registerStaticApp(app, parts.staticFolder)
  app.addHook('onReady', () => hub.start())
  app.addHook('preClose', () => hub.stop())
  return app
}

function addressOf(app: FastifyInstance): string {
  const [address] = app.addresses()
  if (!address || typeof address === 'string') return ''
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`
}

function statusRoute(app: FastifyInstance, { db, version }: AppParts, now: () => number): void {
  app.get('/api/status', async () => {
    const isReady = (await db.query('select id from workspaces limit 1')).length > 0
    return statusSchema.parse({
      product: 'shortlist', version, protocol: protocolVersion, schema: schemaVersion, state: isReady ? 'ready' : 'needsSetup', storage: db.kind, clockMs: now(),
    })
  })
}

/** GET /api/history/:collection/:id: who changed what in one record. */
function historyRoute(app: FastifyInstance, identity: IdentityOptions): void {
  const params = z.strictObject({ collection: z.enum(collectionNames as unknown as readonly [CollectionName, ...CollectionName[]]), id: z.uuid() })
  app.get('/api/history/:collection/:id', async request => {
    const context = await authenticate(identity, request)
    const { collection, id } = parseInput(params, request.params)
    return { entries: await readHistory(identity.db, context.workspaceId, context.personId, collection, id) }
  })
}
