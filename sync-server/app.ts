import Fastify, { type FastifyInstance } from 'fastify'
import { statusSchema } from '#shared/contract/http'
import { protocolVersion, schemaVersion } from '#shared/contract/sync-protocol'
import { keyRoutes } from './api/keys.route.ts'
import { v1Api } from './api/v1/register.ts'
import { bookingLinkRoutes } from './booking-pages/booking-links.route.ts'
import { bookingPages } from './booking-pages/booking-pages.route.ts'
import { takeBooking } from './booking-pages/outside/take-booking.ts'
import type { BookingRecord, BookingServices } from './booking-pages/ports.ts'
import type { Config } from './config/read-config.ts'
import { feedAddress, readFeed } from './connectors/ics/feed.ts'
import type { Connector } from './connectors/kit/connector.ts'
import { createWire } from './connectors/kit/http.ts'
import { connectors } from './connectors/registry.ts'
import type { Database } from './db/database.ts'
import { fileRoutes } from './files/files.route.ts'
import { createLogOptions, type LogStream } from './http/log.ts'
import { isForeign } from './http/origin.ts'
import { registerProblems } from './http/problems.ts'
import { registerSecurity, routeLimits, usualRequestsPerMinute } from './http/security.ts'
import { registerStaticApp } from './http/static-app.ts'
import { invitationRoutes } from './identity/invitation.route.ts'
import { peopleRoutes } from './identity/people.route.ts'
import { sessionCookie, type IdentityOptions, type RecordPort } from './identity/port.ts'
import { sessionRoutes } from './identity/session.route.ts'
import { findSession, markWiped } from './identity/sessions.ts'
import { setupRoute } from './identity/setup.route.ts'
import { inviteMail } from './messages/invite-mail.ts'
import type { Transport } from './messages/postman.ts'
import { surveyRoutes } from './surveys/survey.route.ts'
import { mayReadFile, readAs } from './replication/history.ts'
import { letterRoute } from './offers/letter.route.ts'
import { createSmtpTransport, senderOf } from './messages/smtp-transport.ts'
import { bookingServices } from './outbox/booking-services.ts'
import { calendarAccounts } from './outbox/calendar-accounts.ts'
import { integrationRoutes } from './outbox/integrations.ts'
import { createSecretBox, readSecretsKey } from './outbox/secret-box.ts'
import { Hub } from './replication/hub.ts'
import { writeBookings, writeOutsideBooking } from './replication/book.ts'
import { writeRecord } from './replication/record.ts'
import { syncRoutes } from './replication/sync.route.ts'
import { deletedRoutes, erasureRoutes, historyRoute } from './record-routes.ts'
import { startRounds } from './rounds.ts'
import { summaryRoutes } from './summaries/summaries.route.ts'
import { mailInRoute } from './scheduling/invites/mail-in.route.ts'
import { schedulingRoutes } from './scheduling/scheduling.ts'

/** What the application is built from. Nothing listens yet. */
export type AppParts = Readonly<{
  db: Database
  config: Pick<Config, 'publicUrl' | 'smtpUrl' | 'smtpFrom' | 'logLevel' | 'trustProxy'> & Partial<Pick<Config, 'secretsKey' | 'allowPrivateHosts' | 'dataFolder' | 'mailSecret'>>
  version: string
  /** The built renderer. */
  staticFolder: string
  now?: () => number
  /** Requests a minute from one address; tests raise it. */
  requestsPerMinute?: number
  logStream?: LogStream
  /** Other connectors than the registry's; tests only. */
  connectors?: readonly Connector[]
}>

function createFastify({ config, logStream }: AppParts): FastifyInstance {
  return Fastify({
    // One hop: what stands further left in X-Forwarded-For is whatever a client wrote there.
    trustProxy: config.trustProxy ? (_address, hop) => hop === 0 : false, bodyLimit: 1024 * 1024, forceCloseConnections: true, logger: createLogOptions(config.logLevel, logStream),
    // A body that never ends does not hold a connection for ever; 60 MB over a slow line do arrive.
    requestTimeout: 1_800_000,
  }) as FastifyInstance
}

/** The server, ready for `listen` or `inject`. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { db, config } = parts
  const now = parts.now ?? Date.now
  const app = createFastify(parts)
  const hub = new Hub(db, { now, onFailure: cause => app.log.error({ err: cause }, 'replication failed') })
  const record: RecordPort = {
    write: async (workspaceId, actorId, rows, tx, through) => {
      const committed = await writeRecord(tx, workspaceId, actorId, rows, now(), through)
      return () => hub.committed(workspaceId, committed)
    },
    sessionEnded: sessionId => hub.endSession(sessionId),
  }
  const standing = { publicUrl: config.publicUrl, trustProxy: config.trustProxy }
  const isHttps = config.publicUrl?.startsWith('https://') ?? false
  const requestsPerMinute = parts.requestsPerMinute ?? usualRequestsPerMinute
  const identity: IdentityOptions = { db, now, record, isHttps, limit: routeLimits(requestsPerMinute), publicUrl: () => config.publicUrl ?? addressOf(app), capabilities: { email: config.smtpUrl !== null } }
  registerProblems(app)
  await registerSecurity(app, { isHttps, requestsPerMinute, ...standing })
  statusRoute(app, parts, now)
  setupRoute(app, identity)
  sessionRoutes(app, identity)
  invitationRoutes(app, identity)
  peopleRoutes(app, identity)
  historyRoute(app, identity)
  await surveyRoutes(app, identity)
  deletedRoutes(app, identity)
  erasureRoutes(app, identity)
  letterRoute(app, { db, now, record, readAs: (workspaceId, personId, collection, id) => readAs(db, workspaceId, personId, collection, id) })
  await fileRoutes(app, { db, now, mayReadFile: (context, sha256) => mayReadFile(db, context.workspaceId, context.personId, sha256) })
  await syncRoutes(app, {
    db, hub, now,
    cookieToken: request => (isForeign(request, standing) ? null : request.cookies[sessionCookie] ?? null),
    devices: {
      byToken: async token => {
        const found = await findSession(db, token)
        return found && { ...found, revoked: found.revokedAtMs !== null || !found.active }
      },
      markWiped: sessionId => markWiped(db, sessionId, now()),
    },
  })
  let knownKey: Uint8Array | null = null
  const secretsKey = (): Uint8Array => knownKey ??= secretsKeyOf(config)
  const allowPrivateHosts = config.allowPrivateHosts ?? []
  const bookings: BookingRecord = {
    write: record.write,
    book: async (workspaceId, actorId, interviews, also, tx) => {
      const committed = await writeBookings(tx, workspaceId, actorId, interviews, also, now())
      return () => hub.committed(workspaceId, committed)
    },
    bookOutside: async (workspaceId, actorId, interview, also, tx) => {
      const committed = await writeOutsideBooking(tx, workspaceId, actorId, interview, also, now())
      return () => hub.committed(workspaceId, committed)
    },
  }
  const late: { scheduling: ReturnType<typeof schedulingRoutes> | null } = { scheduling: null }
  const integrations = integrationRoutes(app, { identity, record: { ...record, takeBooking: (tx, teller, news) => takeBooking({ record: bookings, now }, tx, teller, news) }, connectors: parts.connectors ?? connectors, publicUrl: identity.publicUrl, allowPrivateHosts, secretsKey, changed: () => late.scheduling?.follow(), ownAccount: async grant => late.scheduling?.keepOwn(grant) })
  const wire = createWire({ allowPrivateHosts })
  const transport = config.smtpUrl === null ? null : createSmtpTransport(config.smtpUrl, config.smtpFrom)
  const scheduling = schedulingRoutes(app, {
    identity, record, seal: createSecretBox(secretsKey), mail: transport && inviteMail(transport, senderOf(config.smtpUrl ?? '', config.smtpFrom)), publicUrl: identity.publicUrl,
    feeds: { readFeed: (url, query) => readFeed({ ...query, url: feedAddress(url), wire, now }) }, accounts: calendarAccounts(integrations.means),
  })
  late.scheduling = scheduling
  summaryRoutes(app, {
    identity, seal: createSecretBox(secretsKey), guard: { allowPrivateHosts }, wire: createWire({ allowPrivateHosts }, 120_000),
    readAs: (workspaceId, personId, collection, id) => readAs(db, workspaceId, personId, collection, id),
  })
  keyRoutes(app, identity)
  v1Api(app, { db, now, record, integrations, publicUrl: identity.publicUrl, requestsPerMinute })
  await mailInRoute(app, { db, now, secret: config.mailSecret ?? null, wake: scheduling.wake })
  await bookByLink(app, identity, transport, bookings, bookingServices(integrations.means))
  await registerStaticApp(app, parts.staticFolder)
  app.addHook('onReady', () => hub.start())
  startRounds(app, { db, record, now, transport, publicUrl: identity.publicUrl, committed: (workspaceId, what) => hub.committed(workspaceId, what) })
  // Hooks run in order: whatever sends has stopped before.
  app.addHook('preClose', async () => transport?.close())
  return app
}

/** Links by which candidates book, and the pages they lead to. */
async function bookByLink(app: FastifyInstance, identity: IdentityOptions, mail: Transport | null, record: BookingRecord, services: BookingServices): Promise<void> {
  const { db, now, limit, publicUrl } = identity
  bookingLinkRoutes(app, { db, now, limit, publicUrl, record, mail, services })
  await bookingPages(app, { db, now, limit, record })
}

/** Without a data folder there is no file: a test's server forgets its key. */
function secretsKeyOf({ secretsKey, dataFolder }: AppParts['config']): Uint8Array {
  return secretsKey === undefined || dataFolder === undefined ? crypto.getRandomValues(new Uint8Array(32)) : readSecretsKey(secretsKey, dataFolder)
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
