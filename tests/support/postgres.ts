import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'

/** Where PostgreSQL's server programs are, newest first; they are often outside PATH. */
function findPrograms(): string | null {
  const debian = '/usr/lib/postgresql'
  const folders = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)).map(version => join(debian, version, 'bin')) : []
  const homebrew = ['/opt/homebrew/opt/postgresql@17/bin', '/opt/homebrew/opt/postgresql@16/bin', '/usr/local/opt/postgresql@16/bin']
  const inPath = (process.env['PATH'] ?? '').split(':')
  return [...folders, ...homebrew, ...inPath].find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise(done => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

/** A throwaway PostgreSQL server of our own. */
export type Cluster = Readonly<{ url: string; stop(): Promise<void> }>

/** PostgreSQL refuses to run as root: its programs then run as the user `postgres`. */
function asUser(program: string, args: readonly string[]): [string, string[]] {
  return process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, [...args]]
}

async function untilReady(url: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (attempt > 200) throw error
      await new Promise(done => setTimeout(done, 50))
    }
  }
}

/** Starts a cluster in a temporary folder; says precisely what to install where there is no PostgreSQL. */
export async function startCluster(): Promise<Cluster> {
  const programs = findPrograms()
  if (!programs) throw new Error('The store tests need PostgreSQL\'s server programs. Debian: apt-get install postgresql. macOS: brew install postgresql@17. Or set TEST_POSTGRES_URL.')
  const folder = mkdtempSync(join(tmpdir(), 'shortlist-postgres-'))
  if (process.getuid?.() === 0) {
    chmodSync(folder, 0o755)
    execFileSync('chown', ['postgres', folder])
  }
  const data = join(folder, 'data')
  execFileSync(...asUser(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8']), { stdio: 'ignore' })
  const port = await freePort()
  const server = spawn(...asUser(join(programs, 'postgres'), ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200']), { stdio: 'ignore' })
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  await untilReady(url)
  return {
    url,
    async stop() {
      const ended = new Promise(done => server.once('exit', done))
      execFileSync(...asUser(join(programs, 'pg_ctl'), ['-D', data, 'stop', '-m', 'immediate', '-s']))
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
