import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

/** The address in the server's line `{"event":"listening","url":"…"}`; null for any other line. @param {string} line @returns {string | null} */
export function listeningAddress(line) {
  if (!line.startsWith('{')) return null
  try {
    const said = JSON.parse(line)
    return said?.event === 'listening' && typeof said.url === 'string' ? said.url.replace(/\/$/, '') : null
  } catch {
    return null
  }
}

/**
 * Whether a Shortlist server answers there.
 * @param {string} address @returns {Promise<boolean>}
 */
export async function isShortlist(address) {
  try {
    const reply = await fetch(`${address}/api/status`, { signal: AbortSignal.timeout(2000) })
    return reply.ok && (await reply.json())?.product === 'shortlist'
  } catch {
    return false
  }
}

/** The server that an earlier start left running on this data folder, or null. @param {string} data @returns {Promise<string | null>} */
export async function runningServer(data) {
  try {
    const { url } = JSON.parse(readFileSync(notePath(data), 'utf8'))
    return typeof url === 'string' && await isShortlist(url) ? url : null
  } catch {
    return null
  }
}

/** @param {string} data */
const notePath = data => join(data, 'launcher', 'running.json')

/**
 * Starts the sync server and waits until it listens.
 * @param {{ root: string, data: string, port: string | undefined, say: (line: string) => void }} options
 * @returns {Promise<{ kind: 'listening', url: string, child: import('node:child_process').ChildProcess } | { kind: 'failed', code: number | null }>}
 */
export function startServer({ root, data, port, say }) {
  const env = { ...process.env, SHORTLIST_DATA: data, ...(port === undefined ? {} : { PORT: port }) }
  const child = spawn(process.execPath, [join(root, 'out', 'server', 'index.js')], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise(resolve => {
    createInterface({ input: child.stdout }).on('line', line => {
      const url = listeningAddress(line)
      if (url === null) return say(line)
      mkdirSync(dirname(notePath(data)), { recursive: true })
      writeFileSync(notePath(data), JSON.stringify({ url, pid: child.pid }))
      resolve({ kind: 'listening', url, child })
    })
    child.once('error', error => { say(error.message); resolve({ kind: 'failed', code: 1 }) })
    child.once('exit', code => { rmSync(notePath(data), { force: true }); resolve({ kind: 'failed', code }) })
  })
}
