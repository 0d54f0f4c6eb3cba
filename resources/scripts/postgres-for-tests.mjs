import { spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const isRoot = process.getuid?.() === 0

/** PostgreSQL's programs refuse to run as root. @param {string} program @param {string[]} args @param {string} cwd */
function runAsPostgres(program, args, cwd) {
  const [command, all] = isRoot ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, args]
  const done = spawnSync(command, all, { cwd, encoding: 'utf8' })
  return { code: done.status, output: `${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}` }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/**
 * A PostgreSQL of its own in a temporary folder, on loopback and a socket in that folder, with fsync as in production. Tests turn
 * it off: they kill our server, never PostgreSQL or the machine, and wait for the disk hundreds of times otherwise.
 * @param {string} programs folder with initdb and pg_ctl
 * @param {{ durable?: boolean }} [options]
 * @returns {Promise<{ url: string, stop: () => void }>}
 * @throws {Error} with PostgreSQL's own words
 */
export async function startPostgres(programs, { durable = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'shortlist-pg-'))
  if (isRoot) chownSync(folder, idOf('-u'), idOf('-g'))
  const data = join(folder, 'data')
  const stop = () => {
    runAsPostgres(join(programs, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], folder)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const port = await freePort()
    check(runAsPostgres(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'], folder))
    const socket = process.platform === 'win32' ? '' : ` -c unix_socket_directories=${folder}`
    const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c fsync=${durable ? 'on' : 'off'} -c max_connections=200${socket}`
    check(runAsPostgres(join(programs, 'pg_ctl'), ['-D', data, '-w', '-t', '60', '-l', join(folder, 'log'), '-o', settings, 'start'], folder))
    return { url: `postgresql://postgres@127.0.0.1:${port}/postgres`, stop }
  } catch (error) {
    stop()
    throw error
  }
}

/** @param {string} flag @returns {number} */
const idOf = flag => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)

/** @param {{ code: number | null, output: string }} done */
function check(done) {
  if (done.code !== 0) throw new Error(`PostgreSQL for the tests could not start:\n${done.output}`)
}
