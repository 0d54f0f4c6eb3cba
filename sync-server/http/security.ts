import cookie from '@fastify/cookie'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '#shared/lib/app-error'

/** The desktop's own origin. */
export const desktopOrigin = 'app://shortlist'

/**
 * True when a page of another site sent this request. Requests without an Origin come from programs, which hold a
 * token of their own and no cookie of ours.
 */
export function isForeign(request: FastifyRequest): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'cross-site'
  if (origin === desktopOrigin) return false
  try {
    return new URL(origin).host !== host
  } catch {
    return true
  }
}

/** Headers, cookies, limits, and a closed door for pages of other sites. */
export async function registerSecurity(app: FastifyInstance, options: { isHttps: boolean; requestsPerMinute: number }): Promise<void> {
  await app.register(cookie)
  await app.register(cors, { origin: [desktopOrigin], credentials: true, methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], allowedHeaders: ['authorization', 'content-type', 'x-shortlist-client'] })
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"],
        // Inline style attributes place virtual rows and progress bars; no inline style sheet or script is allowed.
        styleSrc: ["'self'"], styleSrcAttr: ["'unsafe-inline'"],
        connectSrc: ["'self'", 'ws:', 'wss:'], imgSrc: ["'self'", 'blob:', 'data:'], fontSrc: ["'self'"], workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"], objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: options.isHttps,
    crossOriginResourcePolicy: { policy: 'same-site' },
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(rateLimit, { global: true, max: options.requestsPerMinute, timeWindow: 60_000 })
  app.addHook('onRequest', async request => {
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS' && isForeign(request)) throw new AppError('request.foreign_origin')
  })
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api')) void reply.header('cache-control', 'no-store')
  })
}
