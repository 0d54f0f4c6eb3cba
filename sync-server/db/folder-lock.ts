import { access, constants, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { lock, type LockOptions } from 'proper-lockfile'
import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'

/** Which process holds a folder; told apart from others of the same number by its machine. */
const holderSchema = z.object({ pid: z.int(), host: z.string() })

/** Folders this process holds. */
const held = new Set<string>()

/** A lock that nobody renewed for this long is left over. Long, because a busy store renews late. */
const staleMs = 15_000
const renewMs = 1_000

async function readHolder(path: string): Promise<z.infer<typeof holderSchema> | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

/** True when the holder certainly ended without letting go, as after `kill -9`. */
function isGone(holder: z.infer<typeof holderSchema> | null): boolean {
  if (holder === null || holder.host !== hostname()) return false
  // A container started again has the same numbers as the one that died.
  if (holder.pid === process.pid) return true
  try {
    process.kill(holder.pid, 0)
    return false
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

async function prepare(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(folder, constants.W_OK)
  } catch (cause) {
    throw new AppError('server.folder_unwritable', { facts: { folder }, cause })
  }
}

/**
 * Holds a folder for one server: PGlite itself takes no lock, and two writers would ruin the data. What a killed
 * server left behind is taken over within two seconds.
 * @throws AppError `server.folder_locked` when another server runs on it, `server.folder_unwritable`.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = resolve(folder)
  if (held.has(path)) throw new AppError('server.folder_locked', { facts: { folder } })
  await prepare(path)
  const note = join(path, 'shortlist.holder')
  const take = (options: LockOptions) => lock(path, {
    lockfilePath: join(path, 'shortlist.lock'), stale: staleMs, update: renewMs,
    // Somebody else writes here now: going on would ruin the data, so the process ends.
    onCompromised: cause => { throw new AppError('server.folder_lost', { facts: { folder }, cause }) },
    ...options,
  })
  const unlock = await take({}).catch(async (cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'ELOCKED') throw new AppError('server.folder_unwritable', { facts: { folder }, cause })
    if (!isGone(await readHolder(note))) throw new AppError('server.folder_locked', { facts: { folder }, cause })
    return take({ stale: 2 * renewMs, retries: { retries: 16, factor: 1, minTimeout: 250 } })
      .catch((again: unknown) => { throw new AppError('server.folder_locked', { facts: { folder }, cause: again }) })
  })
  held.add(path)
  await writeFile(note, JSON.stringify({ pid: process.pid, host: hostname() }))
  return async () => {
    held.delete(path)
    await rm(note, { force: true })
    await unlock()
  }
}
