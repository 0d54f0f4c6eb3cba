import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { createServer, type AddressInfo } from 'node:net'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#server/db/open-database'
import { stores } from '#tests/support/databases'

const run = promisify(execFile)
const root = new URL('../../..', import.meta.url).pathname
let out: string
let entry: string
const children: ChildProcess[] = []

/** The server as it is shipped: built to one file, run by plain Node. */
beforeAll(async () => {
  await mkdir(join(root, 'out'), { recursive: true })
  out = await mkdtemp(join(root, 'out', 'test-server-'))
  await build({ configFile: join(root, 'sync-server/vite.config.ts'), logLevel: 'silent', build: { outDir: out } })
  entry = join(out, 'index.js')
})
afterAll(() => rm(out, { recursive: true, force: true }))
afterEach(() => { for (const child of children.splice(0)) child.kill('SIGKILL') })

const environment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], LOG_LEVEL: 'fatal', ...more })

async function start(args: readonly string[], more: Record<string, string> = {}): Promise<{ url: string; child: ChildProcess; lines: string[] }> {
  const child = spawn(process.execPath, [entry, ...args], { env: environment(more), stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const lines: string[] = []
  const url = await new Promise<string>((done, fail) => {
    child.once('exit', code => fail(new Error(`the server ended with ${String(code)}`)))
    createInterface({ input: child.stdout! }).on('line', line => {
      lines.push(line)
      done((JSON.parse(line) as { url: string }).url)
    })
  })
  return { url, child, lines }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = new Promise<number | null>(done => { child.once('exit', code => done(code)) })
  child.kill(signal)
  return ended
}

/** What a start that fails says and how it ends. */
async function failedStart(args: readonly string[], more: Record<string, string> = {}): Promise<{ code: number; said: string }> {
  try {
    await run(process.execPath, [entry, ...args], { env: environment(more), timeout: 90_000 })
    return { code: 0, said: '' }
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string }
    return { code, said: stderr }
  }
}

const freeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'shortlist-start-'))

test('it says in one line where it listens, answers there, and stops when asked', async () => {
  const folder = await freeFolder()
  const { url, child, lines } = await start(['--port', '0', '--data', folder])
  expect(await (await fetch(`${url}/api/status`)).json()).toMatchObject({ product: 'shortlist', state: 'needsSetup', storage: 'embedded' })
  const locked = await failedStart(['--port', '0', '--data', folder])
  expect(locked).toEqual({ code: 1, said: `Another Shortlist server is using the folder ${folder}. Stop it, or choose another folder with --data.\n` })
  expect(await stop(child, 'SIGTERM')).toBe(0)
  expect(lines).toHaveLength(1)
  await rm(folder, { recursive: true, force: true })
})

test('after kill -9 the next start finds its folder free', async () => {
  const folder = await freeFolder()
  const first = await start(['--port', '0', '--data', folder])
  await stop(first.child, 'SIGKILL')
  const second = await start(['--port', '0', '--data', folder])
  expect((await fetch(`${second.url}/api/status`)).status).toBe(200)
  expect(await stop(second.child, 'SIGINT')).toBe(0)
  await rm(folder, { recursive: true, force: true })
})

test('a taken port, an unwritable folder and every kind of unreachable database are told apart in one line', async () => {
  const store = await stores[1]!.open()
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise(done => { taken.once('listening', done) })
  const { port } = taken.address() as AddressInfo
  const at = (change: (url: URL) => void): Record<string, string> => {
    const url = new URL(store.url!)
    change(url)
    return { DATABASE_URL: url.href }
  }
  const newer = await stores[1]!.open()
  await newer.db.query(`insert into schema_migrations (name, hash) values ('9999_future.sql', 'x')`)
  const outcomes = await Promise.all([
    failedStart(['--port', String(port)], { DATABASE_URL: store.url! }),
    failedStart(['--data', '/dev/null/below']),
    failedStart([], at(url => { url.port = '1' })),
    failedStart([], at(url => { url.pathname = '/nowhere_at_all' })),
    failedStart([], at(url => { url.username = 'nobody_at_all' })),
    failedStart(['--port', '0'], { DATABASE_URL: newer.url! }),
    failedStart(['--port', 'abc']),
  ])
  expect(outcomes.map(outcome => outcome.code)).toEqual([1, 1, 1, 1, 1, 1, 1])
  expect(outcomes.map(outcome => outcome.said.trimEnd().split('\n').length)).toEqual([1, 1, 1, 1, 1, 1, 1])
  expect(outcomes.map(outcome => outcome.said)).toEqual([
    expect.stringContaining(`Port ${port} is taken`), expect.stringContaining('cannot be written'), expect.stringContaining('does not answer'),
    expect.stringContaining('does not exist'), expect.stringContaining('refused the user or password'), expect.stringContaining('newer Shortlist server'),
    expect.stringContaining('port must be a whole number'),
  ])
  taken.close()
  await newer.close()
  await store.close()
})

test('an embedded folder of a newer server is left alone and can be opened by that one again', async () => {
  const folder = await freeFolder()
  const db = await openDatabase({ kind: 'embedded', folder })
  await db.query(`create table schema_migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())`)
  await db.query(`insert into schema_migrations (name, hash) values ('9999_future.sql', 'x')`)
  await db.close()
  expect((await failedStart(['--port', '0', '--data', folder])).said).toContain('newer Shortlist server')
  const again = await openDatabase({ kind: 'embedded', folder })
  expect(await again.query('select name from schema_migrations')).toEqual([{ name: '9999_future.sql' }])
  await again.close()
  await rm(folder, { recursive: true, force: true })
})
