#!/usr/bin/env node
// The long proof: random histories by the hundred thousand, laptops with their disks and windows, a hire that dies at every
// statement, then killed servers and bad networks again and again.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { judgeNode, nodeInModules } from './node-version.mjs'
import { startPostgres } from './postgres-for-tests.mjs'
import { findOrInstall, needs } from './test-needs.mjs'
import { addTotals, noTotals, totalsLine, vitestTotals, withExitCode } from './totals.mjs'

const help = `npm run soak

The long proof: random histories, laptops with their disks and windows, a hire that dies at every statement, killed servers and
bad networks again and again.

  MODEL_HISTORIES   how many random histories (100000)
  REPLICA_TIMES     how many times the usual runs of what holds on one laptop (200)
  SOAK_MINUTES      how long the real processes are killed and cut off (60)
  PROCESS_KILLS     how often within one round (12)
  MODEL_SEED, PROCESS_SEED   repeat a run by the seeds it printed
`
if (process.argv.slice(2).some(argument => argument === '--help' || argument === '-h')) {
  console.log(help)
  process.exit(0)
}

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const say = line => console.log(line)
const folder = mkdtempSync(join(tmpdir(), 'shortlist-soak-'))
/** @type {import('node:child_process').ChildProcess | null} */
let current = null
let stopPostgres = () => undefined
const stopping = new AbortController()

process.on('exit', () => { stopPostgres(); rmSync(folder, { recursive: true, force: true }) })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { stopping.abort(); current?.kill('SIGTERM') })

const judged = judgeNode(process.version, nodeInModules(root))
if (judged.kind === 'stop') {
  console.error(judged.say)
  process.exit(1)
}
process.env.PATH = `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`
const histories = Number(process.env.MODEL_HISTORIES ?? 100_000)
/** Histories between two words about how far it is: an hour of silence looks like a standstill. A given seed is one run. */
const historiesPerRound = process.env.MODEL_SEED === undefined ? 5_000 : histories
/** How many times the usual runs of the replica's properties, and so many in one process: the runner keeps what each of them waited for. */
const [replicaTimes, timesPerRound] = [Number(process.env.REPLICA_TIMES ?? 200), 25]
const minutes = Number(process.env.SOAK_MINUTES ?? 60)
const env = { ...process.env, FORCE_COLOR: '0', CRASH_POINTS: 'all', PROCESS_KILLS: process.env.PROCESS_KILLS ?? '12' }
if (!env.TEST_POSTGRES_URL) {
  const programs = findOrInstall('postgres', say)
  if (programs === null) {
    console.error(`The soak needs ${needs.postgres.say}.`)
    process.exit(1)
  }
  const started = await startPostgres(programs)
  stopPostgres = started.stop
  env.TEST_POSTGRES_URL = started.url
}

let totals = noTotals
let lived = 0
while (!stopping.signal.aborted && totals.failed === 0 && lived < histories) {
  const next = Math.min(historiesPerRound, histories - lived)
  say(`\n== histories ${lived + 1} to ${lived + next} of ${histories}`)
  env.MODEL_HISTORIES = String(next)
  totals = addTotals(totals, await vitest('tests/sync-server/replication/model'))
  if (!stopping.signal.aborted) lived += next
}
for (let times = 0; times < replicaTimes && !stopping.signal.aborted && totals.failed === 0; times += timesPerRound) {
  env.REPLICA_TIMES = String(Math.min(timesPerRound, replicaTimes - times))
  say(`\n== laptops, their disks and windows, ${times + Number(env.REPLICA_TIMES)} of ${replicaTimes} times`)
  totals = addTotals(totals, await vitest('tests/renderer/replica'))
}
if (!stopping.signal.aborted && totals.failed === 0) {
  say('\n== a hire, killed at every statement')
  totals = addTotals(totals, await vitest('tests/sync-server/outbox/hire-crash-points'))
}
let rounds = 0
const until = Date.now() + minutes * 60_000
while (!stopping.signal.aborted && totals.failed === 0 && (rounds === 0 || Date.now() < until)) {
  rounds += 1
  say(`\n== processes, round ${rounds}`)
  totals = addTotals(totals, await vitest('tests/processes'))
}
say(`\n${lived} histories, ${rounds} rounds of processes`)
say(totalsLine(totals))
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1

/** @param {string} path what to run @returns {Promise<import('./totals.mjs').Totals>} */
async function vitest(path) {
  const report = join(folder, 'report.json')
  rmSync(report, { force: true })
  const args = ['run', '--config', 'tests/vitest.config.ts', path, '--testTimeout', '86400000', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await new Promise(done => {
    current = spawn('vitest', args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })
    current.once('error', error => { say(error.message); done(1) })
    current.once('close', done)
  })
  try {
    return withExitCode(vitestTotals(JSON.parse(readFileSync(report, 'utf8'))), code)
  } catch {
    return { ...noTotals, failed: 1 }
  }
}
