#!/usr/bin/env node
// The whole proof: types, lint, units and stores, build, end to end, the Electron suite. `npm test -- --only units,e2e` runs a part.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { judgeNode, nodeInModules } from './node-version.mjs'
import { startPostgres } from './postgres-for-tests.mjs'
import { findOrInstall, needs } from './test-needs.mjs'
import { addTotals, noTotals, playwrightTotals, totalsLine, vitestTotals, withExitCode } from './totals.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const say = line => console.log(line)
const steps = ['types', 'lint', 'units', 'build', 'e2e', 'electron']
const folder = mkdtempSync(join(tmpdir(), 'shortlist-test-'))
/** @type {import('node:child_process').ChildProcess | null} */
let current = null
let stopPostgres = () => undefined

process.on('exit', () => { stopPostgres(); rmSync(folder, { recursive: true, force: true }) })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { current?.kill('SIGTERM'); process.exit(130) })

const judged = judgeNode(process.version, nodeInModules(root))
if (judged.kind === 'stop') fail(judged.say)
process.env.PATH = `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`
const wanted = readWanted()
const totals = await runAll()
for (const name of totals.skippedNames) say(`  did not run: ${name}`)
for (const { name, said } of totals.failures) say(`  failed: ${name}\n${said}\n`)
// A run in which no test passed proves nothing, whatever else it says.
const mustHaveTests = wanted.has('units') || wanted.has('e2e')
process.exitCode = totals.failed === 0 && (totals.passed > 0 || !mustHaveTests) ? 0 : 1
say(totalsLine(totals))

function readWanted() {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values
  const chosen = only === undefined ? steps : only.split(',')
  const unknown = chosen.find(step => !steps.includes(step))
  if (unknown !== undefined) fail(`There is no step "${unknown}". The steps are ${steps.join(', ')}.`)
  return new Set(chosen)
}

async function runAll() {
  const env = await surroundings()
  let sum = noTotals
  const step = async (name, work) => {
    if (!wanted.has(name)) return
    const from = Date.now()
    say(`\n== ${name}`)
    const result = await work()
    say(`== ${name}: ${result.failed === 0 ? 'good' : 'FAILED'} in ${((Date.now() - from) / 1000).toFixed(1)} s`)
    const unnamed = result.failed > 0 && result.failures.length === 0
    sum = addTotals(sum, unnamed ? { ...result, failures: [{ name, said: `It ended badly without a failed test; what it printed stands under "== ${name}".` }] } : result)
  }
  const plain = async (program, ...args) => withExitCode(noTotals, await run(program, args, env))
  await step('types', () => plain('tsc', '--noEmit', '-p', 'tsconfig.json'))
  await step('lint', () => plain('oxlint', '-c', 'tests/architecture/oxlintrc.json', 'src', 'sync-server', 'tests', 'resources', 'electron.vite.config.ts'))
  await step('units', () => vitest(env))
  const before = sum.failed
  await step('build', () => plain('npm', 'run', '--silent', 'build'))
  if (sum.failed > before) {
    if (wanted.has('e2e') || wanted.has('electron')) say('The end-to-end tests need the build and did not run.')
    return sum
  }
  await step('e2e', () => playwright('tests/playwright.config.ts', env))
  await step('electron', () => electron(env))
  return sum
}

/** Chromium's path and a PostgreSQL of our own; a missing one is named and ends the run: nothing is skipped silently. */
async function surroundings() {
  const env = { ...process.env, FORCE_COLOR: '0' }
  if (wanted.has('e2e') || wanted.has('units')) env.CHROME_PATH = findOrInstall('chromium', say) ?? fail(`The tests need ${needs.chromium.say}.`)
  if ((wanted.has('units') || wanted.has('e2e')) && !env.TEST_POSTGRES_URL) {
    const programs = findOrInstall('postgres', say) ?? fail(`The tests need ${needs.postgres.say}.`)
    const started = await startPostgres(programs, { durable: false }).catch(error => fail(error.message))
    stopPostgres = started.stop
    env.TEST_POSTGRES_URL = started.url
  }
  return env
}

async function vitest(env) {
  const report = join(folder, 'vitest.json')
  const code = await run('vitest', ['run', '--config', 'tests/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], env)
  return withExitCode(readReport(report, vitestTotals), code)
}

async function playwright(config, env) {
  const report = join(folder, `playwright-${config.replaceAll(/\W/g, '-')}.json`)
  const code = await run('playwright', ['test', '-c', config, '--reporter=list,json'], { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report })
  return withExitCode(readReport(report, playwrightTotals), code)
}

async function electron(env) {
  const totals = await playwright('tests/electron/playwright.config.ts', env)
  if (totals.skipped > 0) {
    say(`\n!! ${totals.skipped} Electron tests DID NOT RUN: Electron's program is not installed here, or there is no display.`)
    say('!! They are named at the end. Where it can be fetched: node node_modules/electron/install.js, then npm test -- --only build,electron')
  }
  return totals
}

function readReport(path, read) {
  try {
    return read(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return { ...noTotals, failed: 1 }
  }
}

/** @returns {Promise<number>} exit code; 1 when it could not be started or was killed */
function run(program, args, env) {
  return new Promise(done => {
    current = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })
    current.once('error', error => { say(error.message); done(1) })
    current.once('close', code => done(code ?? 1))
  })
}

function fail(message) {
  console.error(message)
  say(totalsLine({ ...noTotals, failed: 1 }))
  process.exit(1)
}
