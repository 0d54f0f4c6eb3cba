import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { finished, pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'

/**
 * A backup is one gzip'd text file, a JSON value a line: a header, then `["table", {row}]` for every row in an order in
 * which they can be inserted, then a trailer with the SHA-256 of every line before it.
 */
const headerSchema = z.strictObject({
  format: z.literal('shortlist-backup'),
  version: z.literal(1),
  createdAtMs: z.int(),
  migrations: z.array(z.strictObject({ name: z.string(), hash: z.string() })).min(1),
  workspaces: z.array(z.strictObject({ id: z.uuid(), sequence: z.int().min(0) })),
})
const trailerSchema = z.strictObject({ rows: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const rowPattern = /^\["([a-z_]+)",(\{.*\})\]$/s

export type BackupHeader = z.infer<typeof headerSchema>
/** One row as the database wrote it: JSON of its columns. */
export type BackupRow = Readonly<{ table: string; json: string }>

export type BackupWriter = Readonly<{ row(row: BackupRow): Promise<void>; finish(): Promise<void>; abandon(): Promise<void> }>

const isCode = (cause: unknown, code: string): boolean => typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === code

/** @throws AppError `server.backup_exists`: nothing is overwritten; `server.backup_unwritable` where no file can be made. */
export async function createBackup(path: string, header: BackupHeader): Promise<BackupWriter> {
  const file = await open(path, 'wx', 0o600).catch((cause: unknown) => {
    throw new AppError(isCode(cause, 'EEXIST') ? 'server.backup_exists' : 'server.backup_unwritable', { cause })
  })
  const [hash, gzip] = [createHash('sha256'), createGzip({ level: 6 })]
  const writing = pipeline(gzip, file.createWriteStream({ flush: true }))
  // A full disk is reported by whoever waits for the end; until then it must not end the process.
  writing.catch(() => undefined)
  let rows = 0
  const line = async (text: string): Promise<void> => {
    if (gzip.destroyed) await writing
    if (!gzip.write(`${text}\n`)) await Promise.race([once(gzip, 'drain'), writing])
  }
  const hashed = (text: string): Promise<void> => {
    hash.update(`${text}\n`)
    return line(text)
  }
  await hashed(JSON.stringify(header))
  return {
    row: ({ table, json }) => {
      rows += 1
      return hashed(`["${table}",${json}]`)
    },
    finish: async () => {
      await line(JSON.stringify({ rows, sha256: hash.digest('hex') }))
      gzip.end()
      await writing
    },
    abandon: async () => {
      gzip.destroy()
      await finished(gzip).catch(() => undefined)
      await writing.catch(() => undefined)
      await rm(path, { force: true })
    },
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const source = createReadStream(path)
  const gunzip = createGunzip()
  const reading = pipeline(source, gunzip)
  reading.catch(() => undefined)
  yield* createInterface({ input: gunzip, crlfDelay: Infinity })
  await reading
}

/**
 * Reads a whole backup once and says what it holds; the file may then be trusted.
 * @throws AppError `server.backup_unreadable` for anything that is not exactly what was written.
 */
export async function verifyBackup(path: string): Promise<BackupHeader> {
  try {
    const hash = createHash('sha256')
    let header: BackupHeader | null = null
    let [previous, rows] = ['', -1]
    for await (const line of linesOf(path)) {
      if (previous !== '') {
        header ??= headerSchema.parse(JSON.parse(previous))
        hash.update(`${previous}\n`)
        rows += 1
      }
      previous = line
    }
    const trailer = trailerSchema.parse(JSON.parse(previous))
    if (!header || trailer.rows !== rows || trailer.sha256 !== hash.digest('hex')) throw new Error('the hash does not fit')
    return header
  } catch (cause) {
    throw new AppError('server.backup_unreadable', { cause })
  }
}

/** The rows of a verified backup, in order. */
export async function* backupRows(path: string): AsyncGenerator<BackupRow> {
  let isHeader = true
  for await (const line of linesOf(path)) {
    const row = rowPattern.exec(line)
    if (!isHeader && row) yield { table: row[1]!, json: row[2]! }
    isHeader = false
  }
}
