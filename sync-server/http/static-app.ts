import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { registerCompression } from './compress.ts'
import { sendProblem } from './problems.ts'

/** Serves the built renderer at `/app`: any path of it that is no file opens the workstation. */
export async function registerStaticApp(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    app.setNotFoundHandler((_request, reply) => sendProblem(reply, 'request.not_found'))
    app.get('/', (_request, reply) => reply.code(503).type('text/plain').send('The sync server runs, but the workstation was not built beside it: npm run build.\n'))
    return
  }
  app.get('/', (_request, reply) => reply.redirect('/app/'))
  app.get('/app', (_request, reply) => reply.redirect('/app/'))
  registerCompression(app)
  await app.register(fastifyStatic, {
    root: folder, prefix: '/app/', wildcard: true, index: ['index.html'],
    setHeaders(reply, path) {
      // Names of built assets carry their content's hash; the page, the worker and the manifest must stay fresh.
      reply.header('cache-control', /[/\\]assets[/\\][^/\\]+-[\w-]{8,}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.setNotFoundHandler((request, reply) => {
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && request.url.startsWith('/app/') && !/\.\w{2,5}(\?|$)/.test(request.url)
    return isPage ? reply.header('cache-control', 'no-cache').sendFile('index.html') : sendProblem(reply, 'request.not_found')
  })
}
