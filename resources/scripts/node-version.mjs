import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Oldest Node that Vite 8 and Electron's tools run on. */
export const oldestNode = [22, 12]

/** @param {string} version such as `v20.11.0` @returns {boolean} */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
}

/**
 * What to do about the Node that runs this: go on, start again under the one that `npm ci` brought, or stop.
 * @param {string} version @param {string | null} newer path of the Node in node_modules
 * @returns {{ kind: 'go' } | { kind: 'again', with: string } | { kind: 'stop', say: string }}
 */
export function judgeNode(version, newer) {
  if (isNewEnough(version)) return { kind: 'go' }
  if (newer !== null) return { kind: 'again', with: newer }
  return {
    kind: 'stop',
    say: `Shortlist needs Node ${oldestNode.join('.')} or newer; this is ${version}.\n`
      + 'Install a newer one from https://nodejs.org (on Linux, `npm ci` brings one along unless optional packages are left out), then run npm ci again.',
  }
}

/** @param {string} root @returns {string | null} */
export function nodeInModules(root) {
  const path = join(root, 'node_modules', '.bin', 'node')
  return process.platform === 'linux' && existsSync(path) ? path : null
}
