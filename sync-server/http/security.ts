import cookie from '@fastify/cookie'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { AppError } from '#shared/lib/app-error'
import { desktopOrigin, isForeign, type Standing } from './origin.ts'

/**
 * What a page of ours may do; the same two allowances as in the desktop: react-aria and Tiptap add <style> elements,
 * and PDF.js compiles WebAssembly. `'self'` covers the sync line, which stands on the same host.
 */
const contentPolicy = {
  defaultSrc: ["'none'"], scriptSrc: ["'self'", "'wasm-unsafe-eval'"], styleSrc: ["'self'", "'unsafe-inline'"], connectSrc: ["'self'", 'blob:'],
  imgSrc: ["'self'", 'blob:', 'data:'], fontSrc: ["'self'"], workerSrc: ["'self'", 'blob:'], manifestSrc: ["'self'"],
  frameSrc: ["'none'"], objectSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"],
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A route's own limit, for `app.post(path, limit(30), …)`: requests a minute from one address. */
export type RouteLimit = (perMinute: number) => { config: { rateLimit: { max: number; timeWindow: number } } }

/** Limits of single routes, scaled like the whole: a test that asks often asks everything often. */
export function routeLimits(requestsPerMinute: number): RouteLimit {
  return perMinute => ({ config: { rateLimit: { max: Math.ceil(perMinute * requestsPerMinute / usualRequestsPerMinute), timeWindow: 60_000 } } })
}

/** What one address may ask in a minute. */
export const usualRequestsPerMinute = 600

/** Headers, cookies, limits, and a closed door for pages of other sites. */
export async function registerSecurity(app: FastifyInstance, options: Standing & { isHttps: boolean; requestsPerMinute: number }): Promise<void> {
  await app.register(cookie)
  await app.register(cors, { origin: [desktopOrigin], methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], allowedHeaders: ['authorization', 'content-type', 'x-shortlist-client'] })
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
    strictTransportSecurity: options.isHttps,
    // The desktop fetches with CORS, which this does not concern; nobody may embed what stands here.
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(rateLimit, { global: true, max: options.requestsPerMinute, timeWindow: 60_000 })
  app.addHook('onRequest', async request => {
    if (!safeMethods.has(request.method) && isForeign(request, options)) throw new AppError('request.foreign_origin')
  })
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api')) void reply.header('cache-control', 'no-store')
  })
}
