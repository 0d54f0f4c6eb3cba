import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const fetchLimitMs = 90_000

/** Electron's program, or null: its package arrives without it. @param {string} root @returns {string | null} */
export function findElectron(root) {
  const folder = join(root, 'node_modules', 'electron')
  try {
    const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(join(folder, 'path.txt'), 'utf8').trim())
    return existsSync(program) ? program : null
  } catch {
    return null
  }
}

/** @param {string} root @returns {string} */
function electronVersion(root) {
  try {
    return JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version
  } catch {
    return 'none'
  }
}

/** Whether fetching this very version failed before; deleting the file tries again. @param {string} root @param {string} notePath @returns {boolean} */
export function failedBefore(root, notePath) {
  try {
    return readFileSync(notePath, 'utf8').trim() === electronVersion(root)
  } catch {
    return false
  }
}

/**
 * Fetches Electron, for at most 90 s. A failure is remembered, so that the next start does not wait again.
 * @param {string} root @param {string} notePath @returns {Promise<string | null>}
 */
export async function fetchElectron(root, notePath) {
  const script = join(root, 'node_modules', 'electron', 'install.js')
  if (existsSync(script)) await run(script, root)
  const program = findElectron(root)
  if (program === null) {
    mkdirSync(dirname(notePath), { recursive: true })
    writeFileSync(notePath, electronVersion(root))
  }
  return program
}

/** @param {string} script @param {string} cwd @returns {Promise<void>} */
function run(script, cwd) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [script], { cwd, stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), fetchLimitMs)
    const end = () => { clearTimeout(timer); resolve() }
    child.once('error', end)
    child.once('exit', end)
  })
}
