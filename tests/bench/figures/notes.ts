import { createHash } from 'node:crypto'
import { chromium, type Browser, type Page } from 'playwright-core'
import { keepFile } from '#server/files/file-store'
import { letterPdf } from '#server/offers/letter-pdf'
import { bookInterview } from '#shared/domain/commands/interview'
import { createJob } from '#shared/domain/commands/job'
import { generateApplications } from '#shared/domain/sample/generate-many'
import type { CandidateFile } from '#shared/domain/model/candidate'
import { createId } from '#shared/lib/ids'
import { buildRenderer, ownerEmail, ownerPassword, type SignedIn } from '../support/built-server.ts'
import { startCountingProxy } from '../support/counting-proxy.ts'
import { within, type Figure, type Row, type Run } from '../support/measure.ts'
import { benchNowMs, candidates } from '../support/rows.ts'
import { seedDocuments, type Database } from '../support/seed.ts'
import { withSeededServer } from '../support/with-server.ts'

const attribute = (name: string) => ({ id: createId(), name, about: 'What they said and did, not what one feels.', anchors: ['Guesses', '', 'Sound', '', 'Teaches others'] })

/** A résumé of a few pages with its typeface, as people send them. */
async function keepResume(db: Database, { workspaceId, personId }: SignedIn): Promise<CandidateFile> {
  const blocks = Array.from({ length: 40 }, (_, at) => [{ kind: 'heading' as const, text: `Hospital ${at + 1}, 20${String(at % 24).padStart(2, '0')}` }, { kind: 'paragraph' as const, text: 'Led a team of nine nurses over three wards and taught those who came after. '.repeat(4) }]).flat()
  const bytes = await letterPdf({ title: 'Résumé', sender: 'Ana Silva', blocks, signer: 'Ana Silva', madeAtMs: benchNowMs })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await keepFile(db, { sha256, mediaType: 'application/pdf', parts: [bytes] }, { workspaceId, personId }, benchNowMs)
  return { id: createId(), name: 'Résumé.pdf', mediaType: 'application/pdf', sizeBytes: bytes.length, sha256, kind: 'resume', addedAtMs: benchNowMs, addedById: personId }
}

/** One interview with a full kit: twelve questions, eight attributes, and a résumé. */
async function seed(db: Database, owner: SignedIn): Promise<string> {
  const { workspaceId, personId } = owner
  const stamp = { actorId: personId, nowMs: benchNowMs, createId }
  const { job } = createJob({ title: 'Engineer', openings: 2 }, stamp)
  const kit = {
    id: createId(), kitId: createId(), version: 1, name: 'Systems', purpose: 'How they reason about what fails.', cover: ['Past work', 'A design'], doNots: ['Ask for family plans'], archived: false,
    questions: Array.from({ length: 12 }, (_, at) => ({ id: createId(), text: `What broke at night, part ${at + 1}?`, followUps: ['What would you do today?'], goodLooksLike: 'Names their own part.' })),
    attributes: ['Depth', 'Care', 'Speed', 'Words', 'Doubt', 'Drive', 'Listening', 'Range'].map(attribute),
  }
  const [person] = candidates(1)
  const [application] = [...generateApplications(job, [person!], { nowMs: benchNowMs })]
  const startMs = Date.now() - 600_000
  const { interview } = bookInterview({ application: application!, name: 'Systems', startMs, endMs: startMs + 3_600_000, interviewerIds: [personId], zone: 'UTC', kit }, stamp)
  await seedDocuments(db, workspaceId, [
    { collection: 'jobs', id: job.id, content: { ...job, kits: [kit] } }, { collection: 'candidates', id: person!.id, content: { ...person!, files: [await keepResume(db, owner)] } },
    { collection: 'applications', id: application!.id, content: application! }, { collection: 'interviews', id: interview.id, content: interview },
  ])
  return interview.id
}

async function laptop(browser: Browser, url: string, path: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  await page.goto(`${url}/app/`)
  await page.getByLabel('E-mail').fill(ownerEmail)
  await page.getByRole('textbox', { name: 'Password' }).fill(ownerPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: /Everything is saved and shared/ }).waitFor({ timeout: 60_000 })
  await page.goto(`${url}/app${path}`)
  return page
}

type Probe = { opened: Promise<number>; seen: Promise<number> }

/** From a press until everything `wanted` is painted. */
async function untilPainted(page: Page, wanted: readonly string[], press: () => Promise<void>): Promise<number> {
  await page.evaluate(parts => {
    const pressed = Promise.race(['pointerdown', 'keydown'].map(kind => new Promise<number>(resolve => document.addEventListener(kind, event => resolve(event.timeStamp), { once: true, capture: true }))))
    const painted = new Promise<number>(resolve => {
      const look = new MutationObserver(() => {
        if (parts.some(part => !document.querySelector(part))) return
        look.disconnect()
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0))
      })
      look.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-drawn'] })
    })
    ;(globalThis as unknown as Probe).opened = Promise.all([pressed, painted]).then(([from, to]) => to - from)
  }, wanted)
  await press()
  return within(20_000, 'a screen', page.evaluate(() => (globalThis as unknown as Probe).opened))
}

const resume = 'section[aria-label="Résumé"] [data-page="1"][data-drawn]'

/** From the press on an interview to kit and form, and in it from the key to the first page of the résumé. */
async function openings(page: Page, count: number): Promise<Readonly<{ opened: readonly number[]; read: readonly number[] }>> {
  const [opened, read]: [number[], number[]] = [[], []]
  for (let round = 0; round < count; round += 1) {
    const row = page.getByRole('region', { name: 'Now' }).getByRole('button').first()
    await row.waitFor()
    opened.push(await untilPainted(page, ['section[aria-label="Kit"]', 'form[aria-label="Your scorecard"]'], () => row.click()))
    read.push(await untilPainted(page, [resume], () => page.keyboard.press('r')))
    await page.keyboard.press('k')
    await page.goBack()
  }
  return { opened, read }
}

const note = (page: Page) => page.getByRole('textbox', { name: /^Your note/ })

/** A word typed on one laptop until it stands on the other: between the clocks of one machine. */
async function travel(from: Page, to: Page, word: string): Promise<number> {
  await to.evaluate(wanted => {
    ;(globalThis as unknown as Probe).seen = new Promise(resolve => {
      const look = new MutationObserver(() => {
        if (!document.querySelector('[role="textbox"][aria-multiline]')?.textContent.includes(wanted)) return
        look.disconnect()
        resolve(performance.timeOrigin + performance.now())
      })
      look.observe(document, { childList: true, characterData: true, subtree: true })
    })
  }, word)
  await from.keyboard.type(` ${word.slice(0, -1)}`)
  const typed = await from.evaluate(() => performance.timeOrigin + performance.now())
  await from.keyboard.type(word.slice(-1))
  return await within(20_000, 'a word', to.evaluate(() => (globalThis as unknown as Probe).seen)) - typed
}

async function measure(run: Run): Promise<readonly Row[]> {
  await buildRenderer()
  return withSeededServer(run, seed, async ({ server, seeded: interviewId }) => {
    const browser = await chromium.launch({ executablePath: run.chromePath, args: ['--no-sandbox'] })
    const proxy = await startCountingProxy(server.url)
    try {
      const mine = await laptop(browser, proxy.url, '/interviews')
      await mine.evaluate(async () => { await navigator.serviceWorker.ready })
      // Once with the network: then the résumé is on this laptop too.
      await openings(mine, 1)
      await mine.context().setOffline(true)
      const { opened, read } = await openings(mine, run.isQuick ? 4 : 12)
      await mine.context().setOffline(false)
      const room = `/interviews/${interviewId}`
      await mine.goto(`${proxy.url}/app${room}`)
      await note(mine).click()
      await mine.keyboard.type('A first line of the notes, as somebody listens. '.repeat(run.isQuick ? 4 : 40))
      const theirs = await laptop(browser, server.url, room)
      await note(theirs).getByText('A first line').waitFor({ timeout: 60_000 })
      await note(theirs).click()
      const words = run.isQuick ? 8 : 40
      proxy.reset()
      const ages: number[] = []
      for (let at = 0; at < words; at += 1) ages.push(await (at % 2 === 0 ? travel(mine, theirs, `wordnumber${at}x`) : travel(theirs, mine, `wordnumber${at}x`)))
      const { up, down } = proxy.counted()
      const body = (await note(mine).innerText()).length
      return [
        { figure: 'kit, card and form opened with no network', unit: 'ms', values: opened, goal: { of: 'median', atMost: 200 } },
        { figure: 'its résumé drawn with no network', unit: 'ms', values: read, goal: { of: 'median', atMost: 200 } },
        { figure: 'a word in a note from laptop to laptop, key to seen', unit: 'ms', values: ages, goal: { of: 'p95', atMost: 1_000 }, note: 'a key waits up to 250 ms to be written with its neighbours' },
        { figure: 'sent by one of two laptops, a word of the note', unit: 'bytes', values: [up / (words / 2)] },
        { figure: 'heard by one of two laptops, a word of the note', unit: 'bytes', values: [down / words], note: `the note is ${body} characters long` },
      ]
    } finally {
      await browser.close()
      await proxy.stop()
    }
  })
}

export const notes: Figure = { name: 'notes', about: 'the interview room: opening it, and two laptops typing in one note', rows: measure }
