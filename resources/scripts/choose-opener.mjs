/**
 * @typedef {object} Surroundings
 * @property {string} platform as `process.platform`
 * @property {boolean} display whether windows can be shown
 * @property {boolean} isRoot
 * @property {boolean} isCi
 * @property {boolean} noOpen the person asked for the address only
 * @property {string | null} electron path of Electron's program
 * @property {boolean} electronFailed fetching Electron failed before, with this version
 * @property {string | null} chromium path of an installed Chromium, Chrome or relative
 * @property {string | null} opener xdg-open, open or start
 */

/**
 * @typedef {{ kind: 'electron', program: string, args: string[], note?: string }
 *  | { kind: 'fetch-electron' }
 *  | { kind: 'app-window', program: string, args: string[], note?: string }
 *  | { kind: 'browser', program: string, args: string[] }
 *  | { kind: 'address', note: string }} Opening
 */

/** Chromium's sandbox refuses to run as root, in every program built on it. */
const rootNote = 'You are root, so the browser runs without its sandbox (--no-sandbox): it refuses to start otherwise. Use an ordinary user when you can.'

/**
 * Whether windows can be shown. Linux says so by a variable; macOS and Windows have a screen unless one came by ssh.
 * @param {string} platform @param {NodeJS.ProcessEnv} env @returns {boolean}
 */
export function hasDisplay(platform, env) {
  if (platform === 'linux') return Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)
  return env.SSH_CONNECTION === undefined
}

/**
 * How the workstation opens here: Electron, fetching Electron, an app window of an installed browser, the person's own
 * browser, or the bare address. Pure: the caller looks around and acts.
 * @param {Surroundings} at @param {{ root: string, address: string, profile: string }} where
 * @returns {Opening}
 */
export function chooseOpener(at, where) {
  if (at.noOpen) return { kind: 'address', note: 'Open it in a browser:' }
  if (!at.display) return { kind: 'address', note: 'There is no display here, so no window was opened. Open it in a browser:' }
  const sandbox = at.isRoot && at.platform === 'linux' ? ['--no-sandbox'] : []
  const note = sandbox.length > 0 ? { note: rootNote } : {}
  if (at.electron !== null) return { kind: 'electron', program: at.electron, args: [...sandbox, where.root, `--server=${where.address}`], ...note }
  if (!at.isCi && !at.electronFailed) return { kind: 'fetch-electron' }
  const page = `${where.address}/app/`
  if (at.chromium !== null) {
    const args = [`--app=${page}`, `--user-data-dir=${where.profile}`, '--no-first-run', '--no-default-browser-check', ...sandbox]
    return { kind: 'app-window', program: at.chromium, args, ...note }
  }
  if (at.opener !== null) return at.platform === 'win32'
    ? { kind: 'browser', program: 'cmd', args: ['/c', at.opener, '""', page] }
    : { kind: 'browser', program: at.opener, args: [page] }
  return { kind: 'address', note: 'No browser was found on this computer. Open this address in one:' }
}
