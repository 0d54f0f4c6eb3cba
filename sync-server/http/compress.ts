import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { constants, createBrotliCompress, createGzip, type BrotliCompress, type Gzip } from 'node:zlib'

const compressible = /^(text\/|application\/(javascript|json|manifest\+json|wasm)|image\/svg)/
const accepts = (header: string, name: string): boolean => new RegExp(String.raw`(^|,)\s*${name}\s*(;(?!\s*q=0(\.0*)?\s*(,|$))[^,]*)?(,|$)`).test(header)

function packerFor(request: FastifyRequest): { encoding: 'br' | 'gzip'; packer: BrotliCompress | Gzip } | null {
  const wanted = String(request.headers['accept-encoding'] ?? '')
  // Quality 5 packs nearly as well as the best at a fiftieth of its time.
  if (accepts(wanted, 'br')) return { encoding: 'br', packer: createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) }
  return accepts(wanted, 'gzip') ? { encoding: 'gzip', packer: createGzip() } : null
}

function isWorthPacking(request: FastifyRequest, reply: FastifyReply): boolean {
  return request.method === 'GET' && reply.statusCode === 200 && request.url.startsWith('/app/') &&
    compressible.test(String(reply.getHeader('content-type') ?? '')) && reply.getHeader('content-encoding') === undefined
}

/** Packs the workstation's own files on their way. Answers about people are left alone: see BREACH. */
export function registerCompression(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!(payload instanceof Readable) || !isWorthPacking(request, reply)) return payload
    void reply.header('vary', 'accept-encoding')
    const chosen = packerFor(request)
    if (!chosen) return payload
    void reply.header('content-encoding', chosen.encoding).removeHeader('content-length').removeHeader('accept-ranges')
    payload.once('error', error => chosen.packer.destroy(error))
    chosen.packer.once('close', () => payload.destroy())
    return payload.pipe(chosen.packer)
  })
}
