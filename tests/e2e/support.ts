import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openReplica } from '../../src/renderer/replica/open-replica.ts'
import type { Replica } from '../../src/renderer/replica/replica.ts'
import { sessionSchema } from '../../src/shared/contract/http.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Where the built server and the built page are; another folder lets several builds stand side by side. */
const built = join(root, process.env['SHORTLIST_OUT'] ?? 'out')

/** A sync server of its own on a free port, over a data folder that goes with it. */
export type RunningServer = Readonly<{ origin: string; dataFolder: string; stop: () => Promise<void> }>

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout!.on('data', chunk => {
      said += String(chunk)
      const line = said.split('\n').find(each => each.includes('"listening"'))
      if (line) resolve((JSON.parse(line) as { url: string }).url)
    })
    child.stderr!.on('data', chunk => { said += String(chunk) })
    child.once('exit', code => reject(new Error(`the server stopped with ${code}: ${said.slice(-2_000)}`)))
  })
}

/** A data folder that no workspace was set up in. */
function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shortlist-e2e-'))
  const made = process.env['E2E_FRESH_FOLDER']
  if (made) cpSync(made, folder, { recursive: true })
  return folder
}

export async function startServer(dataFolder = freshFolder(), port = 0, settings: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const script = join(built, 'server/index.js')
  if (!existsSync(script)) throw new Error(`Build first: ${script} is missing.`)
  const child = spawn(process.execPath, [script, '--port', String(port), '--data', dataFolder], {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DATABASE_URL: '', LOG_LEVEL: 'error', ...settings },
  })
  const origin = (await firstLine(child)).replace(/\/$/, '')
  return {
    origin, dataFolder,
    stop: () => new Promise(resolve => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill('SIGTERM')
    }),
  }
}

/** The owner every test workspace starts with. */
export const owner = { workspaceName: 'Harbour Clinic', ownerName: 'Mara Ruiz', email: 'mara@example.com', password: 'seven boats leave at dawn' } as const

/** Sets the workspace up through the API, as the first-run screen does. */
export async function setUpWorkspace(origin: string): Promise<void> {
  await post(origin, '/api/setup', { ...owner, zone: 'Europe/Berlin', device: 'setup' })
}

/** Signs in by the form and waits for the workstation. */
export async function signIn(page: Page, origin: string, person: Readonly<{ email: string; password: string }> = owner): Promise<void> {
  await page.goto(`${origin}/app/`)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
}

/** The network goes. Not before the browser keeps the whole page: who loses it during the very first seconds has no workstation yet. */
export async function goOffline(page: Page): Promise<void> {
  await page.evaluate(async () => { await navigator.serviceWorker.ready })
  await page.context().setOffline(true)
  // What is done before the line is known to be gone may still leave by it.
  await expect(page.getByText(/Working offline|waiting since/).first()).toBeAttached()
}

/** A call as programs and the desktop make it: no cookie, the answer as it came. Fails on a refusal. */
export async function post(origin: string, path: string, body: object, token?: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-shortlist-client': 'desktop', ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return await answer.json() as Record<string, unknown>
}

/** A token of the owner's, for calls of the test itself. */
export async function ownerToken(origin: string): Promise<string> {
  return String((await post(origin, '/api/sessions', { email: owner.email, password: owner.password, device: 'setup' }))['token'])
}

/** A colleague's laptop without a screen: fills the workspace, or acts while a test looks on. Close it. */
export async function openPeer(origin: string, person: Readonly<{ email: string; password: string }> = owner): Promise<Replica> {
  const device = 'a laptop without a screen'
  const session = sessionSchema.parse(await post(origin, '/api/sessions', { email: person.email, password: person.password, device }))
  return openReplica({
    server: origin, token: session.token!, storage: 'memory', device, identity: { workspaceId: session.workspaceId, personId: session.person.id },
  })
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Fails with the rule, the elements and the fix of everything axe finds against WCAG 2.2 AA, or of the one rule that is named. */
export async function expectAccessible(page: Page, rule?: string): Promise<void> {
  // A note that is just fading has colours nobody reads: the screen is judged once it holds still.
  await expect(async () => {
    await waitForStillness(page)
    // The other way of asking opens a page of its own for every answer, and only frames of other origins need it.
    const axe = new AxeBuilder({ page }).exclude('[data-live-announcer]').setLegacyMode()
    const { violations } = await (rule === undefined ? axe.withTags(wcag) : axe.withRules([rule])).analyze()
    const said = violations.map(each => `${each.id}: ${each.help}\n${each.nodes.slice(0, 5).map(node => `  ${node.target.join(' ')}\n  ${node.failureSummary ?? ''}`).join('\n')}`)
    expect(said).toEqual([])
  }).toPass({ timeout: 12_000, intervals: [250, 500, 1_000] })
}

/** Animations have ended: a half-faded dialog has colours that nobody sees. */
async function waitForStillness(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().filter(each => each.effect?.getComputedTiming().iterations !== Infinity).map(each => each.finished.catch(() => undefined))))
}

const looks = [
  { name: 'light', scheme: 'light', size: { width: 1280, height: 800 } },
  // The same elements in the same places: only their colours are judged again.
  { name: 'dark', scheme: 'dark', size: { width: 1280, height: 800 }, rule: 'color-contrast' },
  { name: 'narrow', scheme: 'light', size: { width: 390, height: 844 } },
] as const

/** Photographs the screen in light, dark and phone size into artifacts/screens, and runs axe on each. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENS'] ?? join(root, 'artifacts/screens')
  for (const look of looks) {
    await page.emulateMedia({ colorScheme: look.scheme })
    await page.setViewportSize(look.size)
    await expectAccessible(page, 'rule' in look ? look.rule : undefined)
    await page.screenshot({ path: join(folder, look.name, `${name}.png`) })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(looks[0].size)
}

type Fixtures = { server: RunningServer; signedIn: Page }

/** `server` is fresh for each test; `signedIn` is its owner's workstation. Errors on the page fail the test. */
export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needed fixtures from this pattern
  server: async ({}, use) => {
    const server = await startServer()
    await use(server)
    await server.stop()
    rmSync(server.dataFolder, { recursive: true, force: true })
  },
  page: async ({ page }, use) => {
    const problems: string[] = []
    page.on('pageerror', error => problems.push(error.stack ?? error.message))
    await use(page)
    expect(problems).toEqual([])
  },
  signedIn: async ({ page, server }, use) => {
    await setUpWorkspace(server.origin)
    await signIn(page, server.origin)
    await use(page)
  },
})

export { expect } from '@playwright/test'
