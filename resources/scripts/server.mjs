#!/usr/bin/env node
// Starts the sync server alone, with its own words and its own exit code.
import { spawn } from 'node:child_process'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build-if-stale.mjs'
import { judgeNode, nodeInModules } from './node-version.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const judged = judgeNode(process.version, nodeInModules(root))
if (judged.kind === 'stop') {
  console.error(judged.say)
  process.exit(1)
}
const built = await buildIfStale(root, line => process.stderr.write(`${line}\n`))
if (!built) process.exit(1)
const node = judged.kind === 'again' ? judged.with : process.execPath
const server = spawn(node, [join(root, 'out', 'server', 'index.js'), ...process.argv.slice(2)], { stdio: 'inherit' })
// A terminal sends Ctrl-C to both; this one waits for the server to end cleanly.
process.on('SIGINT', () => undefined)
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
server.once('exit', code => process.exit(code ?? 1))
