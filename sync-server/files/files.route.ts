import type { FastifyInstance } from 'fastify'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { doneSchema } from '#shared/contract/http'
import { AppError } from '#shared/lib/app-error'
import { parseInput } from '../http/problems.ts'
import { authenticate, type IdentityOptions } from '../identity/port.ts'
import type { SessionContext } from '../identity/sessions.ts'

/** Who may read a file; the replication room knows. */
export type FileOptions = Pick<IdentityOptions, 'db' | 'now'> & Readonly<{ mayReadFile(context: SessionContext, sha256: string): Promise<boolean> }>

const maxFileBytes = 60 * 1024 * 1024
const params = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })

/** Résumés and other files, by content hash. Bytes are immutable: the same hash is the same file for ever. */
export async function fileRoutes(app: FastifyInstance, options: FileOptions): Promise<void> {
  const { db, now } = options
  await app.register(async files => {
    files.removeAllContentTypeParsers()
    files.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxFileBytes }, (_request, body, done) => done(null, body))
    files.put('/api/files/:sha256', { bodyLimit: maxFileBytes }, async (request, reply) => {
      const context = await authenticate(options, request)
      const { sha256 } = parseInput(params, request.params)
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new AppError('file.does_not_match')
      const mediaType = /^[\w.+-]+\/[\w.+-]+$/.exec(request.headers['content-type'] ?? '')?.[0] ?? 'application/octet-stream'
      await db.query(
        `insert into files (workspace_id, sha256, size_bytes, media_type, bytes, created_at_ms, created_by) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
        [context.workspaceId, sha256, bytes.length, mediaType, bytes, now(), context.personId],
      )
      void reply.code(201)
      return doneSchema.parse({ ok: true })
    })
  })
  app.get('/api/files/:sha256', async (request, reply) => {
    const context = await authenticate(options, request)
    const { sha256 } = parseInput(params, request.params)
    if (!(await options.mayReadFile(context, sha256))) throw new AppError('request.not_found')
    const [file] = await db.query<{ bytes: Uint8Array; mediaType: string }>('select bytes, media_type as "mediaType" from files where workspace_id = $1 and sha256 = $2', [context.workspaceId, sha256])
    if (!file) throw new AppError('file.not_here')
    return reply.headers({
      'content-type': file.mediaType, 'content-disposition': 'attachment', 'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'private, max-age=31536000, immutable',
    }).send(Buffer.from(file.bytes))
  })
}
