import { chromium, type Page } from 'playwright-core'
import { buildRenderer, ownerEmail, ownerPassword } from '../support/built-server.ts'
import type { Figure, Row, Run } from '../support/measure.ts'
import { withServer } from '../support/with-server.ts'

/** A spreadsheet as recruiters have them: people with a job, a stage, a source and a date. */
function spreadsheet(rows: number): Buffer {
  const lines = Array.from({ length: rows }, (_, at) =>
    `Person ${at},p${at}@import.example,+4930${1_000_000 + at},Acme ${at % 90},Engineer,${at % 2 === 0 ? 'Data analyst' : 'Sales lead'},Applied,2026-0${1 + (at % 9)}-11,Referral,import`)
  return Buffer.from(['Name,E-mail,Phone,Current company,Title,Job,Stage,Applied on,Source,Tags', ...lines].join('\n'))
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/app/`)
  await page.getByLabel('E-mail').fill(ownerEmail)
  await page.getByRole('textbox', { name: 'Password' }).fill(ownerPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
}

async function measure(run: Run, rows: number): Promise<readonly Row[]> {
  await buildRenderer()
  return withServer(run, 'PGlite', async ({ server }) => {
    const browser = await chromium.launch({ executablePath: run.chromePath, args: ['--no-sandbox'] })
    try {
      const page = await browser.newPage()
      await signIn(page, server.url)
      await page.goto(`${server.url}/app/import`)
      await page.locator('input[type=file]').first().setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: spreadsheet(rows) })
      const plan = page.getByRole('button', { name: 'See what would happen' })
      await plan.waitFor({ timeout: 60_000 })
      await page.evaluate(() => {
        const tasks: number[] = []
        Object.assign(globalThis, { longTasks: tasks })
        new PerformanceObserver(list => tasks.push(...list.getEntries().map(entry => entry.duration))).observe({ entryTypes: ['longtask'] })
      })
      const planning = performance.now()
      await plan.click()
      const write = page.getByRole('button', { name: 'Import', exact: true })
      await write.waitFor({ timeout: 120_000 })
      const writing = performance.now()
      await write.click()
      await page.getByRole('button', { name: 'Undo this import' }).waitFor({ timeout: 600_000 })
      const done = performance.now()
      const long = await page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks)
      const size = rows.toLocaleString('en')
      return [
        { figure: `import of ${size} rows, dry run and writing`, unit: 'ms', values: [done - planning], goal: { of: 'median', atMost: 60_000 } },
        { figure: `of it the dry run`, unit: 'ms', values: [writing - planning] },
        { figure: 'rows written', unit: 'rows/s', values: [rows / ((done - writing) / 1_000)] },
        { figure: 'tasks on the main thread over 50 ms', unit: 'ms', values: long.length > 0 ? long : [0] },
      ]
    } finally {
      await browser.close()
    }
  })
}

/** A file of 10,000 rows in the real browser, sending to the server included. */
export const importRate: Figure = {
  name: 'import', about: 'a spreadsheet of 10,000 rows, from the dry run to the last row on the disk',
  rows: run => measure(run, run.isQuick ? 1_000 : 10_000),
}
