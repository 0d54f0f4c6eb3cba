#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build-if-stale.mjs'
import { continueOnGoodNode } from './node-version.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** `npm run server`: the sync server alone, with its own words and its own exit code. */
if (continueOnGoodNode(root)) {
  const built = await buildIfStale(root, line => process.stderr.write(`${line}\n`))
  if (!built) process.exit(1)
  const child = spawn(process.execPath, [join(root, 'out', 'server', 'index.js'), ...process.argv.slice(2)], { stdio: 'inherit' })
  // Ctrl-C reaches the server too; this process only waits for it to finish.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.once('exit', code => process.exit(code ?? 1))
}
