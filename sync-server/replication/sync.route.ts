import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { constants } from 'node:zlib'
import { maxMessageBytes } from '#shared/contract/sync-protocol'
import type { Database } from '../db/database.ts'
import type { Hub } from './hub.ts'
import { SyncSession, type DevicePort } from './sync-session.ts'

/** What the sync line needs of the server around it. */
export type SyncRouteOptions = Readonly<{
  db: Database; hub: Hub; devices: DevicePort; now: () => number
  /** The session cookie of a web companion, when the request may carry one (same origin only). */
  cookieToken(request: FastifyRequest): string | null
}>

/** A stranger has this long to say hello. */
const helloTimeoutMs = 10_000
/** Lines that stay silent this long are asked for a sign of life, and closed when none comes. */
const pingEveryMs = 15_000

/** GET /sync (WebSocket): everything a replica sends and receives, on one line. */
export async function syncRoutes(app: FastifyInstance, options: SyncRouteOptions): Promise<void> {
  await app.register(websocket, {
    // The plugin's own way would cut the lines first, and with them the answers of pushes that are committed.
    preClose: function closeLines(done) {
      void options.hub.stop().finally(() => {
        // Also whoever never said hello.
        for (const client of this.websocketServer.clients) client.close()
        this.websocketServer.close()
        done()
      })
    },
    options: {
      maxPayload: maxMessageBytes,
      // Small live changes go out as they are; pages and batches shrink to about a quarter. No shared window: a
      // thousand idle lines must not hold a thousand windows.
      perMessageDeflate: {
        threshold: 1_024, serverNoContextTakeover: true, clientNoContextTakeover: true,
        zlibDeflateOptions: { level: constants.Z_BEST_SPEED, memLevel: 7 }, concurrencyLimit: 4,
      },
    },
  })
  // A whole office comes back from behind one address at once: lines have a limit of their own.
  app.get('/sync', { websocket: true, config: { rateLimit: { max: 6_000, timeWindow: 60_000 } } }, (socket, request) => {
    const session = new SyncSession(socket, {
      db: options.db, hub: options.hub, devices: options.devices, now: options.now, cookieToken: options.cookieToken(request),
      onFailure: cause => request.log.error({ err: cause }, 'sync line failed'),
    })
    let alive = true
    const hello = setTimeout(() => {
      if (!session.isGreeted) socket.close(4408, 'no hello')
    }, helloTimeoutMs)
    const ping = setInterval(() => {
      if (!alive) return socket.terminate()
      alive = false
      socket.ping()
    }, pingEveryMs)
    socket.on('pong', () => { alive = true })
    socket.on('message', (data, isBinary) => {
      alive = true
      if (isBinary) socket.close(1003, 'text only')
      else session.receive(String(data))
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      clearTimeout(hello)
      clearInterval(ping)
      session.end()
    })
  })
}
