#!/usr/bin/env node
// Starts Shortlist: builds if needed, runs the sync server, opens the workstation. Plain JavaScript that also old Nodes
// read, so that they can say what is missing.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildIfStale } from './build-if-stale.mjs'
import { chooseOpener, hasDisplay } from './choose-opener.mjs'
import { failedBefore, fetchElectron, findElectron } from './electron-binary.mjs'
import { findChromium, findOnPath } from './find-programs.mjs'
import { judgeNode, nodeInModules } from './node-version.mjs'
import { runningServer, startServer } from './server-child.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const say = line => console.log(line)
const help = `npm start -- [options]
  --no-open       start the server and print the address, open nothing
  --port <n>      port of the server on this computer (4600); a workspace keeps its port, the browser keeps its data by it
  --data <folder> where this workspace is kept (${join(root, '.data')})
  --help          this text`

const judged = judgeNode(process.version, nodeInModules(root))
if (judged.kind === 'again') {
  const again = spawn(judged.with, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  // A terminal sends Ctrl-C to both; this one waits for the other to end cleanly.
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => again.kill(signal))
  again.once('exit', code => process.exit(code ?? 1))
} else if (judged.kind === 'stop') {
  console.error(judged.say)
  process.exitCode = 1
} else {
  await start(readOptions())
}

function readOptions() {
  try {
    return parseArgs({ options: { 'no-open': { type: 'boolean' }, port: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean' } } }).values
  } catch (error) {
    console.error(`${error.message}\n\n${help}`)
    process.exit(2)
  }
}

async function start(options) {
  if (options.help) return say(help)
  const data = resolve(options.data ?? process.env.SHORTLIST_DATA ?? join(root, '.data'))
  if (!(await buildIfStale(root, say))) { process.exitCode = 1; return }
  const running = await runningServer(data)
  if (running !== null) {
    say(`Shortlist is already running on this data folder.`)
    await open(running, data, options, null)
    return
  }
  const server = await startServer({ root, data, port: options.port, say })
  if (server.kind === 'failed') {
    console.error(`The Shortlist server could not start (exit ${server.code ?? 'by a signal'}); its own message is above.`)
    process.exitCode = 1
    return
  }
  stopWith(server.child)
  await open(server.url, data, options, server.child)
}

/** Ctrl-C and the end of the server end everything; the server gets time to finish its writes. */
function stopWith(child) {
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  child.once('exit', (code, signal) => {
    if (!stopping) console.error(`The Shortlist server ended by itself (${signal ?? `exit ${code}`}). Changes on this computer are kept; run npm start again.`)
    process.exit(stopping ? 0 : code || 1)
  })
}

async function open(address, data, options, child) {
  const note = join(data, 'launcher', 'electron-failed.txt')
  const look = () => ({
    platform: process.platform, display: hasDisplay(process.platform, process.env), isRoot: process.getuid?.() === 0, isCi: Boolean(process.env.CI),
    noOpen: options['no-open'] === true, electron: findElectron(root), electronFailed: failedBefore(root, note), chromium: findChromium(), opener: systemOpener(),
  })
  const where = { root, address, profile: join(data, 'launcher', 'browser') }
  let opening = chooseOpener(look(), where)
  if (opening.kind === 'fetch-electron') {
    say('Fetching the desktop shell (Electron, once, at most 90 seconds)…')
    if ((await fetchElectron(root, note)) === null) say(`The desktop shell could not be fetched; a browser window serves instead. To try again later, delete ${note}.`)
    opening = chooseOpener({ ...look(), electronFailed: true }, where)
  }
  if (opening.note !== undefined) say(opening.note)
  say(`Shortlist is at ${address}/app/`)
  if (opening.kind !== 'address' && opening.kind !== 'fetch-electron') show(opening, where.profile, child)
  if (child !== null) say('Press Ctrl-C to stop.')
}

function show(opening, profile, child) {
  mkdirSync(profile, { recursive: true })
  const shown = spawn(opening.program, opening.args, { stdio: 'ignore', detached: child === null })
  shown.once('error', () => say(`${opening.program} could not be opened. Open the address above in a browser.`))
  if (child === null) return shown.unref()
  // A browser's launcher may return at once and leave its window open: only Electron's end means that the person left.
  if (opening.kind === 'electron') shown.once('exit', () => process.kill(process.pid, 'SIGTERM'))
  process.once('exit', () => { if (opening.kind !== 'browser') shown.kill() })
}

function systemOpener() {
  if (process.platform === 'darwin') return 'open'
  if (process.platform === 'win32') return 'start'
  return findOnPath('xdg-open')
}
