import type { FastifyInstance } from 'fastify'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { doneSchema } from '#shared/contract/http'
import { AppError } from '#shared/lib/app-error'
import { parseInput } from '../http/problems.ts'
import { authenticate, type IdentityOptions } from '../identity/port.ts'
import type { SessionContext } from '../identity/sessions.ts'
import { findFile, keepFile, readFileParts } from './file-store.ts'
import { maxFileBytes, receiveFile } from './receive-file.ts'

/** Who may read a file; the replication room knows. */
export type FileOptions = Pick<IdentityOptions, 'db' | 'now'> & Readonly<{ mayReadFile(context: SessionContext, sha256: string): Promise<boolean> }>

const params = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const mediaTypeOf = (header: string | undefined): string => /^[\w.+-]{1,60}\/[\w.+-]{1,100}/.exec(header ?? '')?.[0] ?? 'application/octet-stream'

/** Résumés and other files, by content hash. Bytes are immutable: the same hash is the same file for ever. */
export async function fileRoutes(app: FastifyInstance, options: FileOptions): Promise<void> {
  await app.register(async files => {
    // Whatever it is called, it is bytes, and nobody reads them before the sender is known.
    files.removeAllContentTypeParsers()
    files.addContentTypeParser('*', (_request, sent, done) => done(null, sent))
    uploadRoute(files, options)
  })
  downloadRoute(app, options)
}

/** PUT /api/files/:sha256: keeps a file whose content is what its name says. Sending it again changes nothing. */
function uploadRoute(app: FastifyInstance, options: FileOptions): void {
  app.put('/api/files/:sha256', { bodyLimit: maxFileBytes }, async (request, reply) => {
    const context = await authenticate(options, request)
    const { sha256 } = parseInput(params, request.params)
    if (Number(request.headers['content-length'] ?? 0) > maxFileBytes) throw new AppError('request.too_large')
    const parts = await receiveFile(request.body instanceof Readable ? request.body : Readable.from([]), sha256)
    await keepFile(options.db, { sha256, mediaType: mediaTypeOf(request.headers['content-type']), parts }, context, options.now())
    void reply.code(201)
    return doneSchema.parse({ ok: true })
  })
}

/** GET /api/files/:sha256: for those who see a candidate that lists it. Never shown in place: it is a stranger's document. */
function downloadRoute(app: FastifyInstance, options: FileOptions): void {
  app.get('/api/files/:sha256', async (request, reply) => {
    const context = await authenticate(options, request)
    const { sha256 } = parseInput(params, request.params)
    if (!(await options.mayReadFile(context, sha256))) throw new AppError('request.not_found')
    const where = { workspaceId: context.workspaceId, sha256 }
    const file = await findFile(options.db, where)
    if (!file) throw new AppError('file.not_here')
    void reply.headers({
      'content-type': file.mediaType, 'content-length': file.sizeBytes, 'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox",
    })
    return reply.send(Readable.from(readFileParts(options.db, where, file.parts)))
  })
}
