import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { build, type UserConfig } from 'vite'
import { within } from './measure.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const entry = `${root}out/bench/server/index.js`

/** Where a server keeps its record. */
export type StoreChoice = Readonly<{ kind: 'embedded'; folder: string } | { kind: 'postgresql'; url: string }>

/** The built server in a process of its own. */
export type BuiltServer = Readonly<{
  url: string
  /** From starting the process to listening. */
  openMs: number
  rssMb(): Promise<number>
  /** Processor time used so far, in milliseconds. */
  cpuMs(): Promise<number>
  stop(): Promise<void>
}>

let building: Promise<unknown> | null = null

/** Builds the server as `npm run build` does, into a folder of its own: a run must not disturb `out/server`. */
export function buildServer(): Promise<unknown> {
  building ??= build({ configFile: `${root}sync-server/vite.config.ts`, logLevel: 'error', build: { outDir: '../out/bench/server' } })
  return building
}

/** Builds the workstation's page beside that server. */
export async function buildRenderer(): Promise<void> {
  const { default: config } = await import('../../../electron.vite.config.ts') as { default: { renderer: UserConfig } }
  await build({ ...config.renderer, configFile: false, logLevel: 'error', build: { ...config.renderer.build, outDir: `${root}out/bench/renderer` } })
}

export async function startBuiltServer(store: StoreChoice, flags: readonly string[] = []): Promise<BuiltServer> {
  await buildServer()
  const env = {
    PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', LOG_LEVEL: 'error', NODE_ENV: 'production', TRUST_PROXY: 'true',
    ...(store.kind === 'embedded' ? { SHORTLIST_DATA: store.folder } : { DATABASE_URL: store.url, SHORTLIST_DATA: '/tmp' }),
  }
  const began = performance.now()
  const child = spawn(process.execPath, [...flags, entry], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await within(10_000, 'stopping the server', ended).catch(() => child.kill('SIGKILL'))
  }
  process.once('exit', () => child.kill('SIGKILL'))
  const listening = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => {
      if (line.startsWith('{"event":"listening"')) resolve((JSON.parse(line) as { url: string }).url)
    })
    child.once('exit', code => reject(new Error(`the server ended with ${code}`)))
  })
  const url = await within(60_000, 'starting the server', listening).catch(async error => {
    await stop()
    throw error
  })
  const pid = child.pid!
  return { url: url.replace(/\/$/, ''), openMs: performance.now() - began, rssMb: () => residentMb(pid), cpuMs: () => processorMs(pid), stop }
}

/** Resident memory from /proc; not known elsewhere. */
async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1_024
}

async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

let counter = 0

/** A fresh database on the throwaway PostgreSQL. */
export async function createDatabase(clusterUrl: string): Promise<Extract<StoreChoice, { kind: 'postgresql' }>> {
  counter += 1
  const name = `bench_${process.pid}_${counter}`
  const client = new Client({ connectionString: clusterUrl })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  return { kind: 'postgresql', url: url.href }
}

/** Whoever signed in: what a replica or a line needs. */
export type SignedIn = Readonly<{ token: string; workspaceId: string; personId: string }>

/** The first run: a workspace and its owner. */
export async function setUp(url: string): Promise<SignedIn> {
  const response = await fetch(`${url}/api/setup`, {
    method: 'POST', headers: { 'x-shortlist-client': 'desktop', 'content-type': 'application/json' },
    body: JSON.stringify({ workspaceName: 'Bench', ownerName: 'Mara Lindt', email: ownerEmail, password: ownerPassword, zone: 'Europe/Berlin', device: 'bench' }),
  })
  const body = await response.json() as { token: string; workspaceId: string; person: { id: string } }
  if (!response.ok) throw new Error(`setup was refused: ${JSON.stringify(body)}`)
  return { token: body.token, workspaceId: body.workspaceId, personId: body.person.id }
}

/** The owner on another laptop: a session of its own. */
export async function signInAgain(url: string, owner: SignedIn): Promise<SignedIn> {
  const response = await fetch(`${url}/api/sessions`, {
    method: 'POST', headers: { 'x-shortlist-client': 'desktop', 'content-type': 'application/json' },
    body: JSON.stringify({ email: ownerEmail, password: ownerPassword, device: 'bench, another' }),
  })
  if (!response.ok) throw new Error(`signing in was refused with ${response.status}`)
  return { ...owner, token: (await response.json() as { token: string }).token }
}

export const ownerEmail = 'mara@bench.test'
export const ownerPassword = 'a bench needs a long phrase'
