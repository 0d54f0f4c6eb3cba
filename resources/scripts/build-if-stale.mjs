import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the build reads. */
const sources = ['src', 'sync-server', 'resources/web', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']
const products = ['out/server/index.js', 'out/renderer/index.html', 'out/main/index.js', 'out/preload/index.cjs']

/** Hash of the sources' contents: times change with every checkout, contents do not. @param {string} root @returns {string} */
export function hashSources(root) {
  const hash = createHash('sha256')
  for (const source of sources) hashPath(hash, root, source)
  return hash.digest('hex')
}

/** @param {import('node:crypto').Hash} hash @param {string} root @param {string} path */
function hashPath(hash, root, path) {
  const full = join(root, path)
  if (!existsSync(full)) return
  if (!statSync(full).isDirectory()) {
    hash.update(`${path}\0`).update(readFileSync(full))
    return
  }
  for (const name of readdirSync(full).sort()) hashPath(hash, root, `${path}/${name}`)
}

/** @param {string} root @returns {boolean} */
export function isBuilt(root) {
  const stamp = join(root, 'out', '.built-from')
  return products.every(product => existsSync(join(root, product))) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hashSources(root)
}

/**
 * Builds when the sources changed since the last build. The build's own words are shown only when it fails.
 * @param {string} root @param {(line: string) => void} say @returns {Promise<boolean>} false: it failed
 */
export async function buildIfStale(root, say) {
  if (isBuilt(root)) return true
  say('Building Shortlist (about half a minute, only when something changed)…')
  const hash = hashSources(root)
  const { code, output } = await run(root)
  if (code !== 0) {
    say(`${output}\nThe build failed. The lines above say where; \`npm ci\` puts the tools back when they are missing.`)
    return false
  }
  mkdirSync(join(root, 'out'), { recursive: true })
  writeFileSync(join(root, 'out', '.built-from'), hash)
  return true
}

/** @param {string} root @returns {Promise<{ code: number | null, output: string }>} */
function run(root) {
  return new Promise(resolve => {
    const child = spawn('npm', ['run', '--silent', 'build'], { cwd: root, shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', chunk => { output += chunk })
    child.stderr.on('data', chunk => { output += chunk })
    child.once('error', error => resolve({ code: 1, output: `${output}${error.message}` }))
    child.once('close', code => resolve({ code, output }))
  })
}
