import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { createJob } from '#shared/domain/commands/job'
import { generateApplications } from '#shared/domain/sample/generate-many'
import { createId } from '#shared/lib/ids'
import { watchApp, type AppProbe } from '../pages/app-probe.ts'
import { buildRenderer, ownerEmail, ownerPassword, type SignedIn } from '../support/built-server.ts'
import { grow } from '../support/grow.ts'
import type { Figure, Row, Run } from '../support/measure.ts'
import { benchNowMs, candidates } from '../support/rows.ts'
import { seedDocuments, type Database } from '../support/seed.ts'
import { withSeededServer } from '../support/with-server.ts'

const onTheBoard = 500

/** One job with a full board, and everybody else the company ever met. */
async function seed(db: Database, { workspaceId, personId }: SignedIn, total: number): Promise<string> {
  const { job } = createJob({ title: 'Engineer', openings: 2 }, { actorId: personId, nowMs: benchNowMs, createId })
  const people = candidates(onTheBoard)
  const applied = [...generateApplications(job, people, { nowMs: benchNowMs })]
  await seedDocuments(db, workspaceId, [
    { collection: 'jobs', id: job.id, content: job },
    ...people.map(person => ({ collection: 'candidates' as const, id: person.id, content: person })),
    ...applied.map(application => ({ collection: 'applications' as const, id: application.id, content: application })),
  ])
  await grow(db, { workspaceId, personId, token: '' }, people[0]!.id, 0, total - onTheBoard)
  return job.id
}

const launch = (run: Run, profile: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, { executablePath: run.chromePath, headless: true, args: ['--no-sandbox'], viewport: { width: 1280, height: 800 } })

const readProbe = (page: Page): Promise<AppProbe['probe']> => page.evaluate(() => (globalThis as unknown as AppProbe).probe)

/** Times since the button was pressed; `knownMs`: the server has checked the password, which is slow on purpose. */
type FirstSync = Readonly<{ knownMs: number; boardMs: number; wholeMs: number | null }>

/** Signs in on a laptop that has nothing yet: until the own job's board is painted and, where that is waited for, until everything is on the disk. */
async function signIn(run: Run, profile: string, url: string, jobId: string, isWhole: boolean): Promise<FirstSync> {
  const context = await launch(run, profile)
  const page = await context.newPage()
  await page.addInitScript(watchApp)
  await page.goto(`${url}/app/pipeline/${jobId}`)
  await page.getByLabel('E-mail').fill(ownerEmail)
  await page.getByRole('textbox', { name: 'Password' }).fill(ownerPassword)
  const beganMs = await page.getByRole('button', { name: 'Sign in' }).evaluate((button: HTMLElement) => {
    const now = performance.timeOrigin + performance.now()
    button.click()
    return now
  })
  await firstCard(page)
  const cardMs = await page.evaluate(() => performance.timeOrigin + (globalThis as unknown as AppProbe).probe.firstCardMs)
  const knownMs = await page.evaluate(() => {
    const [asked] = performance.getEntriesByName(`${location.origin}/api/sessions`) as PerformanceResourceTiming[]
    return performance.timeOrigin + asked!.responseEnd
  })
  if (isWhole) await page.getByRole('button', { name: /Everything is saved and shared/ }).waitFor({ timeout: 180_000 })
  const wholeMs = isWhole ? await page.evaluate(() => performance.timeOrigin + performance.now()) - beganMs : null
  await context.close()
  return { knownMs: knownMs - beganMs, boardMs: cardMs - beganMs, wholeMs }
}

const firstCard = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => !Number.isNaN((globalThis as unknown as AppProbe).probe.firstCardMs), undefined, { timeout: 60_000 })

async function openBoard(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(watchApp)
  await page.goto(address)
  await firstCard(page)
  return page
}

/** Presses keys one after the other and answers how long each took to be seen. */
async function press(page: Page, keys: readonly string[], pauseMs: number): Promise<readonly number[]> {
  await page.evaluate(() => { (globalThis as unknown as AppProbe).probe.keys = [] })
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.waitForTimeout(pauseMs)
  }
  return (await readProbe(page)).keys
}

const words = ['anna', 'berlin', 'engineer', 'garcia', 'designer', 'product', 'kofi', 'madrid', 'lead', 'data']

async function measure(run: Run, total: number): Promise<readonly Row[]> {
  await buildRenderer()
  return withSeededServer(run, (db, owner) => seed(db, owner, total), async ({ server, seeded: jobId }) => {
    const profile = await mkdtemp(join(tmpdir(), 'shortlist-bench-app-'))
    const [signedIn, opened, moved, searched]: [FirstSync[], number[], number[], number[]] = [[], [], [], []]
    const rounds = run.isQuick ? 2 : 5
    try {
      for (let laptop = 1; laptop < rounds; laptop += 1) {
        const another = await mkdtemp(join(tmpdir(), 'shortlist-bench-app-'))
        signedIn.push(await signIn(run, another, server.url, jobId, false))
        await rm(another, { recursive: true, force: true, maxRetries: 5 })
      }
      signedIn.push(await signIn(run, profile, server.url, jobId, true))
      for (let opening = 0; opening < rounds; opening += 1) {
        const context = await launch(run, profile)
        const page = await openBoard(context, `${server.url}/app/pipeline/${jobId}`)
        opened.push((await readProbe(page)).firstCardMs)
        await page.waitForTimeout(2_000)
        await page.getByRole('listbox').first().focus()
        moved.push(...await press(page, Array.from({ length: 12 }, () => '2'), 250))
        if (opening === 0) searched.push(...await search(page, server.url))
        await context.close()
      }
      return [
        { figure: `from address to a painted board, ${total.toLocaleString('en')} candidates, new browser process`, unit: 'ms', values: opened, goal: { of: 'median', atMost: 1_000 } },
        { figure: 'a card moved by key, to painted', unit: 'ms', values: moved, goal: { of: 'p95', atMost: 50 } },
        { figure: `search as one types, key to painted, ${total.toLocaleString('en')} candidates`, unit: 'ms', values: searched, goal: { of: 'p95', atMost: 30 } },
        { figure: `from being signed in on an empty laptop to the painted board of one's own job, ${total.toLocaleString('en')} candidates`, unit: 'ms', values: signedIn.map(each => each.boardMs - each.knownMs), goal: { of: 'median', atMost: 1_000 } },
        { figure: 'the same from pressing Sign in, with the password checked', unit: 'ms', values: signedIn.map(each => each.boardMs) },
        { figure: `from signing in to everything on the disk, ${total.toLocaleString('en')} candidates`, unit: 'ms', values: signedIn.flatMap(each => each.wholeMs ?? []) },
        { figure: 'server memory after that', unit: 'MB', values: [await server.rssMb()] },
      ]
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    }
  })
}

async function search(page: Page, url: string): Promise<readonly number[]> {
  await page.goto(`${url}/app/search`)
  await page.getByText('Still reading').waitFor({ state: 'detached', timeout: 60_000 })
  await page.waitForTimeout(3_000)
  const field = page.getByRole('searchbox', { name: 'Search everything' })
  const all: number[] = []
  for (const word of words) {
    await field.fill('')
    await field.focus()
    await page.waitForTimeout(300)
    all.push(...await press(page, [...word], 150))
  }
  return all
}

export const app: Figure = {
  name: 'app', about: 'the workstation itself: signing in, opening, moving a card, searching',
  rows: run => measure(run, run.isQuick ? 5_000 : 50_000),
}
