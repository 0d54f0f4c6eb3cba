import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium, findOnPath, findPostgres } from './find-programs.mjs'

/** What the tests need from outside npm. */
export const needs = {
  chromium: { find: () => findChromium(), packages: ['chromium'], say: 'Chromium, Chrome or Edge (Debian: apt-get install chromium; macOS: brew install --cask chromium; or set CHROME_PATH)' },
  postgres: { find: () => findPostgres(), packages: ['postgresql'], say: 'the PostgreSQL server (Debian: apt-get install postgresql; macOS: brew install postgresql; or set TEST_POSTGRES_URL to an empty database)' },
}

/** May this process install Debian packages? @returns {boolean} */
const canInstall = () => process.getuid?.() === 0 && existsSync('/etc/debian_version') && findOnPath('apt-get') !== null

/**
 * Finds a program, installing it where that is possible without asking; null when it stays missing.
 * @param {keyof typeof needs} name @param {(line: string) => void} say @returns {string | null}
 */
export function findOrInstall(name, say) {
  const { find, packages } = needs[name]
  const found = find()
  if (found !== null || !canInstall()) return found
  say(`Installing ${packages.join(' ')} for the tests…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 'ignore', 'inherit'], env })
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { stdio: ['ignore', 'ignore', 'inherit'], env })
  return find()
}
