#!/usr/bin/env node
// The figures: `npm run bench`, `npm run bench -- first-sync,live-change`, `npm run bench -- --quick`, `-- --help`.
import { spawn } from 'node:child_process'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { judgeNode, nodeInModules } from './node-version.mjs'
import { startPostgres } from './postgres-for-tests.mjs'
import { findOrInstall, needs } from './test-needs.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const say = line => console.log(line)
let stopPostgres = () => undefined
/** @type {import('node:child_process').ChildProcess | null} */
let child = null

process.on('exit', () => stopPostgres())
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { child?.kill('SIGTERM'); process.exit(130) })

const judged = judgeNode(process.version, nodeInModules(root))
if (judged.kind === 'stop') {
  console.error(judged.say)
  process.exit(1)
}
const isHelp = process.argv.slice(2).some(argument => argument === '--help' || argument === '-h')
child = spawn(process.execPath, [join(root, 'tests', 'bench', 'run-bench.ts'), ...process.argv.slice(2)], {
  cwd: root, stdio: 'inherit', env: { ...process.env, ...(isHelp ? {} : await surroundings()) },
})
child.once('exit', code => process.exit(code ?? 1))

/** A browser and a throwaway PostgreSQL; whatever needs a missing one says so by name. */
async function surroundings() {
  const chromium = findOrInstall('chromium', say)
  if (!chromium) say(`!! The figures in a browser need ${needs.chromium.say}.`)
  const programs = findOrInstall('postgres', say)
  if (!programs) {
    say(`!! The figures on PostgreSQL need ${needs.postgres.say}.`)
    return { CHROME_PATH: chromium ?? '' }
  }
  const started = await startPostgres(programs)
  stopPostgres = started.stop
  return { CHROME_PATH: chromium ?? '', BENCH_POSTGRES_URL: started.url }
}
