import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Chromium's relatives that open a page as an app window and run the e2e suite, most wanted first. */
export const chromiumNames = [
  'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'microsoft-edge-stable', 'brave-browser', 'brave',
  'vivaldi', 'vivaldi-stable', 'opera', 'chrome.exe', 'msedge.exe', 'brave.exe',
]

const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser', 'Vivaldi', 'Arc', 'Opera']
const windowsPlaces = ['Google/Chrome/Application/chrome.exe', 'Chromium/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe',
  'BraveSoftware/Brave-Browser/Application/brave.exe', 'Vivaldi/Application/vivaldi.exe']

/**
 * Full path of a program on the PATH, or null.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 */
export function findOnPath(name, env = process.env) {
  for (const folder of (env.PATH ?? env.Path ?? '').split(delimiter)) {
    const path = join(folder, name)
    if (folder !== '' && existsSync(path)) return path
  }
  return null
}

/**
 * An installed Chromium, Chrome or relative: CHROME_PATH first, then PATH, the usual places, and Playwright's own.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [platform]
 * @returns {string | null}
 */
export function findChromium(env = process.env, platform = process.platform) {
  if (env.CHROME_PATH !== undefined && env.CHROME_PATH !== '') return existsSync(env.CHROME_PATH) ? env.CHROME_PATH : null
  const fromPath = chromiumNames.map(name => findOnPath(name, env)).find(path => path !== null)
  if (fromPath !== undefined) return fromPath
  return [...usualPlaces(env, platform), ...playwrightPlaces(env, platform)].find(path => existsSync(path)) ?? null
}

/** @param {NodeJS.ProcessEnv} env @param {string} platform @returns {string[]} */
function usualPlaces(env, platform) {
  if (platform === 'darwin') return ['/Applications', join(homedir(), 'Applications')].flatMap(root => macApps.map(app => `${root}/${app}.app/Contents/MacOS/${app}`))
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(root => root !== undefined)
    return roots.flatMap(root => windowsPlaces.map(place => join(root, place)))
  }
  return ['/snap/bin/chromium', '/var/lib/flatpak/exports/bin/org.chromium.Chromium', '/opt/google/chrome/chrome']
}

/** @param {NodeJS.ProcessEnv} env @param {string} platform @returns {string[]} */
function playwrightPlaces(env, platform) {
  const caches = { darwin: 'Library/Caches/ms-playwright', win32: 'AppData/Local/ms-playwright' }
  const root = env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), caches[platform] ?? '.cache/ms-playwright')
  const within = ['chrome-linux/chrome', 'chrome-linux64/chrome', 'chrome-mac/Chromium.app/Contents/MacOS/Chromium', 'chrome-win/chrome.exe', 'chrome-win64/chrome.exe']
  if (!existsSync(root)) return []
  return readdirSync(root).filter(name => name.startsWith('chromium-')).flatMap(name => within.map(path => join(root, name, path)))
}

/**
 * The folder with PostgreSQL's server programs (initdb, postgres), or null. Newest first.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 */
export function findPostgres(env = process.env) {
  const onPath = findOnPath('initdb', env) ?? findOnPath('initdb.exe', env)
  const folders = [
    ...versionsIn('/usr/lib/postgresql', 'bin'), ...versionsIn('/usr/local/opt', 'bin', 'postgresql'), ...versionsIn('/opt/homebrew/opt', 'bin', 'postgresql'),
    ...versionsIn('/Applications/Postgres.app/Contents/Versions', 'bin'), ...versionsIn('C:/Program Files/PostgreSQL', 'bin'), '/usr/pgsql/bin',
  ]
  const found = folders.find(folder => existsSync(join(folder, 'initdb')) || existsSync(join(folder, 'initdb.exe')))
  return found ?? (onPath === null ? null : join(onPath, '..'))
}

/** @param {string} root @param {string} within @param {string} [prefix] @returns {string[]} */
function versionsIn(root, within, prefix = '') {
  if (!existsSync(root)) return []
  const number = name => Number(/\d+(\.\d+)?/.exec(name)?.[0] ?? 0)
  return readdirSync(root).filter(name => name.startsWith(prefix)).sort((a, b) => number(b) - number(a)).map(name => join(root, name, within))
}
