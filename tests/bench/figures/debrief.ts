import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { bookInterview } from '#shared/domain/commands/interview'
import { createJob } from '#shared/domain/commands/job'
import { generateApplications } from '#shared/domain/sample/generate-many'
import type { KitVersion } from '#shared/domain/model/kit'
import type { Scorecard } from '#shared/domain/model/scorecard'
import { createId } from '#shared/lib/ids'
import { buildRenderer, ownerEmail, ownerPassword, type SignedIn } from '../support/built-server.ts'
import type { Figure, Row, Run } from '../support/measure.ts'
import { benchNowMs, candidates } from '../support/rows.ts'
import { seedDocuments, seedPeople, type Database } from '../support/seed.ts'
import { withSeededServer } from '../support/with-server.ts'

const size = { people: 30, attributes: 12, interviewers: 6 }
/** What a busy workspace holds beside it: the debrief of one job must not read the year of all the others. */
const elsewhere = 6_000

/** A job whose 30 candidates were each met by six people who rated twelve attributes, in a workspace that met many more. */
async function seed(db: Database, { workspaceId, personId }: SignedIn): Promise<string> {
  const stamp = { actorId: personId, nowMs: benchNowMs, createId }
  const kit: KitVersion = {
    id: createId(), kitId: createId(), version: 1, name: 'Panel', purpose: '', cover: [], questions: [], doNots: [], archived: false,
    attributes: Array.from({ length: size.attributes }, (_, at) => ({ id: createId(), name: `Attribute ${at + 1}`, about: '', anchors: ['', '', '', '', ''] })),
  }
  const job = { ...createJob({ title: 'Engineer', openings: 2 }, stamp).job, kits: [kit] }
  const panel = await seedPeople(db, workspaceId, 'interviewer', size.interviewers)
  const people = candidates(size.people)
  const applied = [...generateApplications(job, people, { nowMs: benchNowMs })].map(application => ({ ...application, status: 'active' as const }))
  const endMs = Date.now() - 7_200_000
  const booked = applied.map((application, at) => bookInterview({ application, name: 'Panel', startMs: endMs - (at + 1) * 3_600_000, endMs: endMs - at * 3_600_000, interviewerIds: panel.map(each => each.personId), zone: 'Europe/Berlin', kit }, stamp).interview)
  const cards = booked.flatMap((interview, row) => panel.map(({ personId: authorId }, by): Scorecard => ({
    id: createId(), interviewId: interview.id, applicationId: interview.applicationId, candidateId: interview.candidateId, jobId: job.id, authorId, kitId: kit.kitId, kitVersion: 1, submittedAtMs: endMs,
    ratings: kit.attributes.map(({ id }, at) => ({ id, rating: 1 + (row * 7 + by * 3 + at) % 5, comment: 'Said what they would do, and why.', evidence: [{ noteId: null, quote: 'I would measure it first, then decide.', atSeconds: 60 * at }] })),
    recommendation: 'yes', takeaways: 'Clear and kind.', privateNote: '', revisions: [], dueAtMs: null, createdAtMs: benchNowMs,
  })))
  const other = createJob({ title: 'Everything else', openings: 2 }, stamp).job
  const met = [...generateApplications(other, people, { nowMs: benchNowMs })]
  const others = Array.from({ length: elsewhere }, (_, at) => bookInterview({ application: met[at % met.length]!, name: 'Call', startMs: endMs - (at + 1) * 3_600_000, endMs: endMs - at * 3_600_000, interviewerIds: [panel[at % panel.length]!.personId], zone: 'Europe/Berlin', kit }, stamp).interview)
  await seedDocuments(db, workspaceId, [
    { collection: 'jobs', id: job.id, content: job }, { collection: 'jobs', id: other.id, content: other }, ...met.map(content => ({ collection: 'applications' as const, id: content.id, content })),
    ...people.map(content => ({ collection: 'candidates' as const, id: content.id, content })), ...applied.map(content => ({ collection: 'applications' as const, id: content.id, content })),
    ...[...booked, ...others].map(content => ({ collection: 'interviews' as const, id: content.id, content })), ...cards.map(content => ({ collection: 'scorecards' as const, id: content.id, content })),
  ])
  return job.id
}

/** From the press on "Debrief" to the frame after the first rating stands. */
const openMatrix = (page: Page): Promise<number> => page.evaluate(() => new Promise<number>(resolve => {
  const began = performance.now()
  const look = (): void => {
    if (document.querySelectorAll('[role=gridcell]').length > 20) requestAnimationFrame(() => resolve(performance.now() - began))
    else requestAnimationFrame(look)
  }
  const button = [...document.querySelectorAll('button')].find(each => each.textContent === 'Debrief')
  button?.click()
  look()
}))

/** The length of every frame while the matrix is scrolled down and across. */
const scrollMatrix = (page: Page): Promise<readonly number[]> => page.evaluate(() => new Promise<readonly number[]>(resolve => {
  const grid = document.querySelector('[role=grid]')!
  const frames: number[] = []
  let [last, step] = [performance.now(), 0]
  const next = (): void => {
    const now = performance.now()
    frames.push(now - last)
    last = now
    step += 1
    grid.scrollTop = Math.abs((step * 24) % 1_800 - 900)
    grid.scrollLeft = Math.abs((step * 18) % 1_200 - 600)
    if (step < 180) requestAnimationFrame(next)
    else resolve(frames.slice(5))
  }
  requestAnimationFrame(next)
}))

/** From an arrow's press to the frame in which the next cell is marked. */
const moveThroughCells = (page: Page): Promise<readonly number[]> => page.evaluate(async () => {
  const grid = document.querySelector<HTMLElement>('[role=grid]')!
  grid.focus()
  const took: number[] = []
  for (const key of Array.from({ length: 20 }, (_, at) => (at % 3 === 2 ? 'ArrowRight' : 'ArrowDown'))) {
    const before = grid.getAttribute('aria-activedescendant')
    const began = performance.now()
    grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    await new Promise<void>(resolve => {
      const look = (): void => { if (grid.getAttribute('aria-activedescendant') === before) requestAnimationFrame(look); else requestAnimationFrame(() => resolve()) }
      look()
    })
    took.push(performance.now() - began)
  }
  return took
})

async function measure(run: Run): Promise<readonly Row[]> {
  await buildRenderer()
  return withSeededServer(run, seed, async ({ server, seeded: jobId }) => {
    const profile = await mkdtemp(join(tmpdir(), 'shortlist-bench-debrief-'))
    const context = await chromium.launchPersistentContext(profile, { executablePath: run.chromePath, headless: true, args: ['--no-sandbox'], viewport: { width: 1280, height: 800 } })
    try {
      const page = await context.newPage()
      await page.goto(`${server.url}/app/`)
      await page.getByLabel('E-mail').fill(ownerEmail)
      await page.getByRole('textbox', { name: 'Password' }).fill(ownerPassword)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('button', { name: /Everything is saved and shared/ }).waitFor({ timeout: 60_000 })
      const opened: number[] = []
      for (let at = 0; at < (run.isQuick ? 3 : 7); at += 1) {
        await page.goto(`${server.url}/app/jobs/${jobId}`)
        await page.getByRole('button', { name: 'Debrief' }).waitFor()
        opened.push(await openMatrix(page))
      }
      const words = `${size.people} people × ${size.attributes} attributes × ${size.interviewers} interviewers, beside ${elsewhere} interviews elsewhere`
      return [
        { figure: `debrief: press to a painted matrix, ${words}`, unit: 'ms', values: opened, goal: { of: 'median', atMost: 200 } },
        { figure: 'debrief: a frame while scrolling both ways', unit: 'ms', values: await scrollMatrix(page), goal: { of: 'p95', atMost: 34 } },
        { figure: 'debrief: an arrow to the next cell, to painted', unit: 'ms', values: await moveThroughCells(page), goal: { of: 'p95', atMost: 50 } },
      ]
    } finally {
      await context.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    }
  })
}

export const debrief: Figure = { name: 'debrief', about: 'the matrix of a panel: opening, scrolling, moving by key', rows: measure }
