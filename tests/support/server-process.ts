import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, renameSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { hashSources } from '../../resources/scripts/build-if-stale.mjs'

const root = resolve(import.meta.dirname, '../..')
let built: Promise<string> | null = null

/** Builds the server away from `out/`, once for this checkout and these sources, and answers with its file. */
async function buildOnce(): Promise<string> {
  // Another checkout's build leans on that checkout's packages, and they go when it goes.
  const checkout = createHash('sha256').update(root).digest('hex').slice(0, 8)
  const kept = join(tmpdir(), `shortlist-server-${checkout}-${hashSources(root).slice(0, 16)}`)
  const file = join(kept, 'server', 'index.js')
  if (existsSync(file)) return file
  const folder = mkdtempSync(join(tmpdir(), 'shortlist-server-'))
  // The built server imports its packages by name, from the folder it lies in upwards.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  await build({ configFile: join(root, 'sync-server/vite.config.ts'), logLevel: 'error', build: { outDir: join(folder, 'server') } })
  try {
    renameSync(folder, kept)
    return file
  } catch {
    // Another test process was first.
    return existsSync(file) ? file : join(folder, 'server', 'index.js')
  }
}

function builtServer(): Promise<string> {
  built ??= buildOnce()
  return built
}

/** A server in a process of its own. `kill` is `kill -9`. */
export type ServerProcess = Readonly<{ url: string; port: number; kill(): Promise<void>; stop(): Promise<void> }>

const ended = (child: ChildProcess): Promise<void> => new Promise(done => {
  if (child.exitCode !== null || child.signalCode !== null) done()
  else child.once('exit', () => done())
})

/** Starts the server on a data folder, or on PostgreSQL, and waits until it listens. */
export async function startProcess(store: { folder: string } | { url: string }, port = 0, more: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const { DATABASE_URL: _theirs, ...environment } = process.env
  const child = spawn(process.execPath, [await builtServer(), '--port', String(port)], {
    env: { ...environment, LOG_LEVEL: 'error', ...more, ...('url' in store ? { DATABASE_URL: store.url } : { SHORTLIST_DATA: store.folder }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => { said += String(chunk) })
  const url = await new Promise<string>((done, failed) => {
    createInterface({ input: child.stdout }).on('line', line => {
      const event = JSON.parse(line) as { event: string; url: string }
      if (event.event === 'listening') done(event.url)
    })
    child.once('exit', code => failed(new Error(`the server ended with ${code}: ${said}`)))
  })
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal)
    await ended(child)
  }
  return { url, port: Number(new URL(url).port), kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

/** Runs `backup` or `restore`; answers with the exit code and what was said. */
export async function runCommand(store: { folder: string } | { url: string }, verb: 'backup' | 'restore', file: string): Promise<{ code: number; said: string }> {
  const { DATABASE_URL: _theirs, ...environment } = process.env
  const child = spawn(process.execPath, [await builtServer(), verb, file], {
    env: { ...environment, ...('url' in store ? { DATABASE_URL: store.url } : { SHORTLIST_DATA: store.folder }) }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { said += String(chunk) })
  await ended(child)
  return { code: child.exitCode ?? -1, said }
}
