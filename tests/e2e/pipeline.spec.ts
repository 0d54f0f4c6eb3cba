import { createJob, openStages } from '../../src/shared/domain/commands/job.ts'
import { bookInterview } from '../../src/shared/domain/commands/interview.ts'
import { quickAddCandidate } from '../../src/shared/domain/commands/pipeline.ts'
import type { Change } from '../../src/shared/domain/commands/change.ts'
import type { Job } from '../../src/shared/domain/model/job.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import { expect, openPeer, screenshot, test, type RunningServer } from './support.ts'
import type { Page } from '@playwright/test'

const first = ['Ana', 'Ben', 'Chidi', 'Dora', 'Emre', 'Femke', 'Gael', 'Hana', 'Ivo', 'Jun', 'Kofi', 'Lena']
const last = ['Abe', 'Brandt', 'Costa', 'Duarte', 'Eriksen', 'Fischer', 'Garcia', 'Haddad', 'Ito', 'Jansen', 'Kaya', 'Lindqvist']
const companies = ['Northwind Clinic', 'Harbour Lab', 'City Hospital', 'Mercy Care', 'Lakeside Practice']
const tagSets = [['icu', 'night shifts'], ['paediatrics'], [], ['returning', 'icu', 'referred'], []]

/** A job with people spread over its first four stages, made on a colleague's laptop. */
async function fillJob(server: RunningServer, title: string, count: number): Promise<Job> {
  const peer = await openPeer(server.origin)
  const dayMs = 86_400_000
  const stamp = (daysAgo: number) => ({ actorId: peer.identity.personId, nowMs: Date.now() - daysAgo * dayMs, createId })
  const { job, changes } = createJob({ title, openings: 2 }, stamp(60))
  await peer.write(changes)
  const stages = openStages(job)
  for (let from = 0; from < count; from += 200) {
    const batch = Array.from({ length: Math.min(200, count - from) }, (_, offset): readonly Change[] => {
      const n = from + offset
      const place = n % 10 < 5 ? 0 : n % 10 < 8 ? 1 : n % 10 === 8 ? 2 : 3
      const input = { fullName: `${first[n % 12]} ${last[Math.floor(n / 12) % 12]}${n < 144 ? '' : ` ${n}`}`, emails: [`person${n}@example.com`], title: 'Nurse', company: companies[n % 5]!, tags: tagSets[n % 5]! }
      const added = quickAddCandidate(input, job, stages[place]!.id, stamp((n * 7) % 33))
      return added.kind === 'ready' ? added.changes : []
    })
    await peer.write(batch.flat())
  }
  await peer.sync.settled()
  await peer.close()
  return job
}

async function openBoard(page: Page, server: RunningServer, job: Job): Promise<void> {
  await page.goto(`${server.origin}/app/pipeline/${job.id}`)
  await expect(page.getByRole('listbox', { name: 'Applied' })).toBeVisible()
}
const column = (page: Page, name: string) => page.getByRole('region', { name })
const countOf = (page: Page, name: string) => column(page, name).getByRole('img', { name: /(people|person)$/ })

/** By keyboard: another order, a column less, a filter; kept under a name, and there again after a reload. */
async function keepView(page: Page): Promise<void> {
  const grid = page.getByRole('grid', { name: 'People of Ward nurse' })
  const menu = async (trigger: string, item: string): Promise<void> => {
    await page.getByRole('button', { name: trigger, exact: true }).press('Enter')
    await page.getByRole('menu').locator('[role^="menuitem"]').filter({ hasText: item }).press('Enter')
  }
  await grid.getByRole('columnheader', { name: 'Company' }).getByRole('button').press('Enter')
  await expect(grid.getByRole('columnheader', { name: 'Company' })).toHaveAttribute('aria-sort', 'ascending')
  await menu('Columns', 'Owner')
  // Enter closes the menu. An Escape now would be the page's, which leads back.
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(grid.getByRole('columnheader', { name: 'Owner' })).toHaveCount(0)
  await menu('Views', 'Save this view')
  await page.getByRole('dialog', { name: 'Save this view' }).getByLabel('Name').fill('By company')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved the view “By company”')).toBeVisible()
  await page.goto(page.url().replace(/\?.*/, ''))
  await page.getByRole('radio', { name: 'List' }).click()
  await expect(grid.getByRole('columnheader', { name: 'Owner' })).toBeVisible()
  await menu('Views', 'By company')
  await expect(grid.getByRole('columnheader', { name: 'Company' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(grid.getByRole('columnheader', { name: 'Owner' })).toHaveCount(0)
}

test('an empty pipeline says what will be here', async ({ signedIn: page }) => {
  await page.getByRole('link', { name: 'Pipeline' }).click()
  await expect(page.getByRole('heading', { name: 'No job is open yet' })).toBeVisible()
  await screenshot(page, 'pipeline-empty')
})

test('cards move by keys, and one undo takes them back', async ({ signedIn: page, server }) => {
  const job = await fillJob(server, 'Ward nurse', 60)
  await openBoard(page, server, job)
  await expect(countOf(page, 'Applied')).toHaveText('30')
  await screenshot(page, 'board')
  await page.getByRole('listbox', { name: 'Applied' }).focus()
  await page.keyboard.press('2')
  await expect(countOf(page, 'Screen')).toHaveText('19')
  await expect(page.getByText(/^Moved .* to Screen$/)).toBeVisible()
  await page.keyboard.press('u')
  await expect(countOf(page, 'Screen')).toHaveText('18')

  await page.keyboard.press('Control+a')
  await expect(page.getByText('30 people chosen')).toBeVisible()
  await page.keyboard.press('m')
  await expect(page.getByRole('dialog', { name: 'Move 30 people' })).toBeVisible()
  await expect(page.getByText('Tells the candidate nothing.')).toBeVisible()
  await screenshot(page, 'move-dialog')
  await page.keyboard.press('3')
  await expect(countOf(page, 'Interview')).toHaveText('36')
  await expect(countOf(page, 'Applied')).toHaveText('0')
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(countOf(page, 'Applied')).toHaveText('30')

  await page.getByRole('listbox', { name: 'Screen' }).focus()
  await page.keyboard.press('r')
  await page.getByText('Write to the candidate').click()
  await screenshot(page, 'reject-dialog')
  await page.keyboard.press('Escape')
  await page.getByRole('listbox', { name: 'Screen' }).focus()
  await page.keyboard.press('a')
  await expect(page.getByRole('dialog', { name: /Add somebody/ })).toBeVisible()
  await screenshot(page, 'add-dialog')
  // The first Escape closes the suggestions, the next the dialog.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog', { name: /Add somebody/ })).toBeHidden({ timeout: 1_000 })
  }).toPass()
  await page.getByRole('radio', { name: 'List' }).click()
  await expect(page.getByRole('grid', { name: 'People of Ward nurse' })).toBeVisible()
  await screenshot(page, 'pipeline-list')
  await keepView(page)
  await page.getByRole('link', { name: 'Pipeline' }).click()
  await expect(page.getByText('Ward nurse').first()).toBeVisible()
  await screenshot(page, 'pipeline-jobs')
})

test('what a move leaves open is said before a digit is pressed', async ({ signedIn: page, server }) => {
  const job = await fillJob(server, 'Ward nurse', 10)
  const peer = await openPeer(server.origin)
  await peer.sync.settled()
  const [applied] = openStages(job)
  const cards = await peer.find('applications', { where: { jobId: job.id, stageId: applied!.id } })
  const stamp = { actorId: peer.identity.personId, nowMs: Date.now(), createId }
  const at = { startMs: Date.now() + 86_400_000, endMs: Date.now() + 90_000_000, zone: 'Europe/Berlin' }
  for (const application of cards) await peer.write(bookInterview({ application, name: 'Ward visit', interviewerIds: [], kit: null, ...at }, stamp).changes)
  await peer.sync.settled()
  await peer.close()
  await openBoard(page, server, job)
  await expect(countOf(page, 'Applied')).toHaveText('5')
  await page.getByRole('listbox', { name: 'Screen' }).focus()
  await expect(page.getByText(/^A move: /)).toBeHidden()
  await page.getByRole('listbox', { name: 'Applied' }).focus()
  await expect(page.getByText('A move: One interview stays booked.')).toBeVisible()
  await screenshot(page, 'board-consequences')
  await page.keyboard.press('2')
  await page.keyboard.press('2')
  await expect(countOf(page, 'Applied')).toHaveText('3')
})

test('a thousand cards in a column: a move is drawn at once, two hundred have one undo', async ({ signedIn: page, server }) => {
  const job = await fillJob(server, 'Float pool', 2_000)
  await openBoard(page, server, job)
  await expect(countOf(page, 'Applied')).toHaveText('1000', { timeout: 60_000 })
  const list = page.getByRole('listbox', { name: 'Applied' })
  expect(await list.getByRole('option').count()).toBeLessThan(40)
  await list.focus()
  await page.keyboard.press('2')
  await expect(countOf(page, 'Screen')).toHaveText('601')
  const single = await page.evaluate(() => performance.getEntriesByName('pipeline.step to frame').at(-1)!.duration)
  for (let step = 0; step < 199; step++) await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('200 people chosen')).toBeVisible()
  await page.keyboard.press('4')
  await expect(countOf(page, 'Offer')).toHaveText('400')
  const bulk = await page.evaluate(() => performance.getEntriesByName('pipeline.step to frame').at(-1)!.duration)
  await page.keyboard.press('u')
  await expect(countOf(page, 'Offer')).toHaveText('200', { timeout: 20_000 })
  const disk = await page.evaluate(() => performance.getEntriesByName('pipeline.step to disk').map(entry => Math.round(entry.duration)))
  console.log(JSON.stringify({ singleMs: Math.round(single), bulk200Ms: Math.round(bulk), diskMs: disk }))
})
