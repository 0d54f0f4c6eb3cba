import { createServer, type Server } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import type { PlannerInput } from '#shared/domain/planner/planner-input'
import { aBigInput, type BigOptions } from '#tests/shared/domain/planner/planner-fixtures'
import type { Figure, Row, Run } from '../support/measure.ts'

type Taken = Readonly<{ ms: number; blockedMs: number; found: number }>

/** The very worker the workstation runs, as one script. */
async function bundleWorker(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shortlist-bench-planner-'))
  const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
  await build({
    configFile: false, logLevel: 'error', root: at('../../..'),
    build: { outDir: folder, emptyOutDir: true, target: 'esnext', minify: true, copyPublicDir: false, rolldownOptions: { input: at('../../../src/renderer/features/planning/work/plan.worker.ts'), output: { entryFileNames: 'worker.js', codeSplitting: false } } },
  })
  const script = await readFile(join(folder, 'worker.js'), 'utf8')
  await rm(folder, { recursive: true })
  return script
}

/** A page of nothing, and the worker beside it. */
async function serve(script: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/worker.js') response.setHeader('content-type', 'text/javascript').end(script)
    else response.setHeader('content-type', 'text/html').end('<!doctype html><meta charset="utf-8"><title>planner</title>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return server
}

/** One question as the screen asks it: from handing it over until the answer is there, and the longest the page stood still meanwhile. */
const ask = (page: Page, input: PlannerInput): Promise<Taken> => page.evaluate(question => new Promise<Taken>((resolve, reject) => {
  const known = globalThis as unknown as { planner?: Worker }
  known.planner ??= new Worker('/worker.js', { type: 'module' })
  const worker = known.planner
  let last = performance.now()
  let blockedMs = 0
  const beat = setInterval(() => {
    const now = performance.now()
    blockedMs = Math.max(blockedMs, now - last - 4)
    last = now
  }, 4)
  worker.onerror = event => reject(new Error(`the worker failed: ${event.message}`))
  const began = performance.now()
  worker.onmessage = (event: MessageEvent<{ kind: string; answer?: { plans?: unknown[]; relaxations?: unknown[] } }>) => {
    if (event.data.kind === 'progress') return
    clearInterval(beat)
    resolve({ ms: performance.now() - began, blockedMs, found: event.data.answer?.plans?.length ?? event.data.answer?.relaxations?.length ?? 0 })
  }
  worker.postMessage({ id: 1, question: { kind: 'plan', input: question } })
}), input)

/** The longest a page that asks nothing stands still in the same time: what the machine's other work costs. */
const rest = (page: Page, ms: number): Promise<number> => page.evaluate(length => new Promise<number>(resolve => {
  const began = performance.now()
  let [last, longest] = [began, 0]
  const beat = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last - 4)
    last = now
    if (now - began < length) return
    clearInterval(beat)
    resolve(longest)
  }, 4)
}), ms)

const tooNarrow = (input: PlannerInput): PlannerInput => ({ ...input, candidate: { ...input.candidate, windows: input.candidate.windows.map(open => ('day' in open ? { ...open, hours: { from: '09:00', to: '12:00' } } : open)) } })

const cases: readonly { name: string; options: BigOptions; runs: number; goal?: number; change?: (input: PlannerInput) => PlannerInput }[] = [
  { name: 'loop of 5 sessions, pools of 40 people, 3 weeks', options: {}, runs: 15, goal: 300 },
  { name: 'the same, calendars 70 % busy', options: { busy: 0.7 }, runs: 7, goal: 2_000 },
  { name: 'the same, over up to two days', options: { split: 2 }, runs: 7, goal: 2_000 },
  { name: '5 sessions in mornings of one week: none fits, what to give up', options: { days: 5 }, runs: 3, change: tooNarrow },
]

async function measure(run: Run): Promise<readonly Row[]> {
  const server = await serve(await bundleWorker())
  const browser = await chromium.launch({ executablePath: run.chromePath, headless: true, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as { port: number }).port}/`)
    await ask(page, aBigInput(999, { people: 6, days: 5 }))
    const rows: Row[] = []
    const [blocked, rested]: [number[], number[]] = [[], []]
    for (const { name, options, runs, goal, change = (input: PlannerInput) => input } of cases) {
      const taken: Taken[] = []
      for (let seed = 1; seed <= (run.isQuick ? Math.min(3, runs) : runs); seed += 1) {
        const each = await ask(page, change(aBigInput(seed, options)))
        taken.push(each)
        rested.push(await rest(page, each.ms))
      }
      blocked.push(...taken.map(each => each.blockedMs))
      const answers = (taken.reduce((sum, each) => sum + each.found, 0) / taken.length).toFixed(1)
      rows.push({ figure: name, unit: 'ms', values: taken.map(each => each.ms), note: `${answers} answers each`, ...(goal === undefined ? {} : { goal: { of: 'median', atMost: goal } }) })
    }
    rows.push({ figure: 'longest the page stood still meanwhile', unit: 'ms', values: blocked, against: { name: 'a page at rest', values: rested }, goal: { of: 'median', atMost: 50 } })
    return rows
  } finally {
    await browser.close()
    server.closeAllConnections()
    server.close()
  }
}

export const planner: Figure = { name: 'planner', about: 'loops planned in the browser’s worker, as the workstation asks', rows: measure }
