import { chromium, devices, type Browser } from 'playwright-core'
import { openStages, createJob } from '#shared/domain/commands/job'
import { quickAddCandidate } from '#shared/domain/commands/pipeline'
import { usualInterviewing } from '#shared/domain/scheduling/own-time'
import { createId } from '#shared/lib/ids'
import type { ServerWrite } from '#server/replication/record'
import { aPlan, aPlanSeat, aPlanSession } from '#tests/support/planning'
import type { SignedIn } from '../support/built-server.ts'
import type { Figure, Row, Run } from '../support/measure.ts'
import { benchNowMs } from '../support/rows.ts'
import { personOf, seedDocuments, type Database } from '../support/seed.ts'
import { withSeededServer } from '../support/with-server.ts'

const size = { colleagues: 24, days: 14 }

type Seeded = Readonly<{ applicationId: string; planId: string }>

/** A loop of three meetings, eight colleagues able to sit in each, and one candidate for it. */
async function seed(db: Database, { workspaceId, personId }: SignedIn): Promise<Seeded> {
  const stamp = { actorId: personId, nowMs: benchNowMs, createId }
  const colleagues = Array.from({ length: size.colleagues }, () => personOf(createId(), 'interviewer')).map(row => ({ ...row, content: { ...row.content, interviewing: usualInterviewing } }) as ServerWrite)
  const plan = aPlan({ breakMinutes: 15 })
  const seats = (from: number) => [aPlanSeat(colleagues.slice(from, from + 8).map(each => each.id))]
  const talk = aPlanSession(plan, 'Past work', seats(0), { lengthMinutes: 45 })
  const design = aPlanSession(plan, 'A design', seats(8), { rank: 'a1', afterIds: [talk.id] })
  const values = aPlanSession(plan, 'Values', seats(16), { rank: 'a2', lengthMinutes: 30 })
  const { job } = createJob({ title: 'Engineer', openings: 2 }, stamp)
  const added = quickAddCandidate({ fullName: 'Ana Silva', company: 'Acme' }, job, openStages(job)[0]!.id, stamp)
  if (added.kind !== 'ready') throw new Error('the candidate was not added')
  const made = added.changes.flatMap((change): ServerWrite[] => (change.kind === 'create' ? [{ collection: change.collection, id: change.document.id, content: change.document }] : []))
  await seedDocuments(db, workspaceId, [...colleagues, { collection: 'jobs', id: job.id, content: { ...job, interviewPlans: [plan], sessions: [talk, design, values] } }, ...made])
  return { applicationId: made.find(row => row.collection === 'applications')!.id, planId: plan.id }
}

/** A link as the workstation asks for it. */
async function makeLink(url: string, token: string, { applicationId, planId }: Seeded): Promise<string> {
  const now = Date.now()
  const response = await fetch(`${url}/api/booking-links`, {
    method: 'POST', headers: { authorization: `Bearer ${token}`, 'x-shortlist-client': 'desktop', 'content-type': 'application/json' },
    body: JSON.stringify({ applicationId, kind: 'loop', planId, sessionIds: null, fromMs: now, untilMs: now + size.days * 86_400_000, expiresAtMs: now + size.days * 86_400_000, letter: null }),
  })
  const body = await response.json() as { url: string; hasTimes: boolean }
  if (!response.ok || !body.hasTimes) throw new Error(`no link with times: ${JSON.stringify(body)}`)
  return `${url}${new URL(body.url).pathname}`
}

/** A phone on a slow mobile network: 1.6 Mbit/s, 150 ms there and back, a processor four times slower than this one. */
const slow = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, cpu: 4 }

type Opened = Readonly<{ paintedMs: number; interactiveMs: number; bytes: number }>

/**
 * One opening with nothing kept from before. Interactive: the choices stand, every script has run, and the page has
 * settled in the phone's own zone, which needs a second request when it is not the one that was guessed.
 */
async function open(browser: Browser, address: string, zone: string): Promise<Opened> {
  const context = await browser.newContext({ ...devices['Pixel 7'], timezoneId: zone, locale: 'en-GB' })
  try {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Network.enable')
    await cdp.send('Network.emulateNetworkConditions', slow)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu })
    let bytes = 0
    cdp.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength })
    const began = performance.now()
    await page.goto(address, { waitUntil: 'commit' })
    await page.locator('button[name=option]').first().waitFor()
    const paintedMs = performance.now() - began
    await page.waitForFunction(wanted => document.readyState === 'complete' && document.querySelector<HTMLSelectElement>('#zone')?.value === wanted, zone)
    await page.locator('button[name=option]').first().focus()
    return { paintedMs, interactiveMs: performance.now() - began, bytes }
  } finally {
    await context.close()
  }
}

async function measure(run: Run): Promise<readonly Row[]> {
  return withSeededServer(run, seed, async ({ server, owner, seeded }) => {
    const address = await makeLink(server.url, owner.token, seeded)
    const browser = await chromium.launch({ executablePath: run.chromePath, args: ['--no-sandbox'] })
    try {
      const [same, other]: [Opened[], Opened[]] = [[], []]
      const answered: number[] = []
      for (let round = 0; round < (run.isQuick ? 2 : 8); round += 1) {
        same.push(await open(browser, address, 'Europe/Berlin'))
        other.push(await open(browser, address, 'America/New_York'))
        const began = performance.now()
        await (await fetch(address)).text()
        answered.push(performance.now() - began)
      }
      return [
        { figure: 'booking page on a slow phone: address to choices', unit: 'ms', values: same.map(each => each.paintedMs) },
        { figure: 'the same, to interactive', unit: 'ms', values: same.map(each => each.interactiveMs), goal: { of: 'median', atMost: 2_000 } },
        { figure: 'the same, of a phone in another zone than was guessed', unit: 'ms', values: other.map(each => each.interactiveMs), goal: { of: 'median', atMost: 2_000 } },
        { figure: 'weight of the page with everything it loads', unit: 'kB', values: other.map(each => each.bytes / 1_000), goal: { of: 'p95', atMost: 100 }, note: 'another zone, so the page itself comes twice' },
        { figure: 'the server’s part: a loop of three, pools of eight, two weeks', unit: 'ms', values: answered },
      ]
    } finally {
      await browser.close()
    }
  })
}

export const bookingPage: Figure = { name: 'booking-page', about: 'a candidate’s phone opens a booking link: how soon, how heavy', rows: measure }
