import { createId } from '#shared/lib/ids'
import { startBuiltServer, type SignedIn } from '../support/built-server.ts'
import { Line } from '../support/line.ts'
import { median, type Figure, type Row, type Run } from '../support/measure.ts'
import { candidates, editRow, newRow } from '../support/rows.ts'
import { changesEach, grow } from '../support/grow.ts'
import { openForSeeding } from '../support/seed.ts'
import { withServer } from '../support/with-server.ts'

/** Documents in the store: 500,000 revisions at the largest. */
const sizes = [1_000, 20_000, 200_000] as const

type Sample = Readonly<{ open: number[]; first: number[]; hello: number[]; page: number[]; stream: number[]; push: number[]; edit: number[] }>

async function timed(into: number[], work: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  await work()
  into.push(performance.now() - began)
}

/** Opens the server afresh and uses it as laptops do. */
async function sample(run: Run, url: string, owner: SignedIn, size: number): Promise<Sample> {
  const result: Sample = { open: [], first: [], hello: [], page: [], stream: [], push: [], edit: [] }
  for (let opening = 0; opening < (run.isQuick ? 1 : 2); opening += 1) {
    const server = await startBuiltServer({ kind: 'postgresql', url })
    result.open.push(server.openMs)
    await timed(result.hello, async () => (await Line.open(server.url, owner.token, { collections: ['candidates'] })).close())
    if (opening === 0) await use(run, server.url, owner, size, result)
    await server.stop()
  }
  return result
}

let setsWritten = 0

async function use(run: Run, url: string, owner: SignedIn, size: number, result: Sample): Promise<void> {
  const line = await Line.open(url, owner.token, { collections: ['candidates'] })
  const rounds = run.isQuick ? 4 : 8
  let page = await line.pull(null)
  for (let again = 0; again < rounds / 2; again += 1) await timed(result.first, async () => { page = await line.pull(null) })
  for (let skipped = 1; skipped < Math.min(rounds, size / 2_000); skipped += 1) await timed(result.page, async () => { page = await line.pull(page.cursor) })
  // Any line's place is every line's place: the rest need not be read to be up to date.
  const shortcut = await Line.open(url, owner.token, { collections: ['people'] })
  await shortcut.pullAll()
  page = await line.pull(shortcut.cursor)
  shortcut.close()
  for (let round = 0; round < rounds; round += 1) {
    // Never the same twice: the small store is measured beside every size of the other.
    const made = candidates(500, 1_000 + (setsWritten += 1))
    let revisions: number[] = []
    await timed(result.push, async () => { revisions = (await line.push(made.map(content => newRow('candidates', content)))).map(each => each.revision) })
    await timed(result.stream, async () => { page = await line.pull(page.cursor) })
    for (let one = 0; one < 5; one += 1) await timed(result.edit, () => line.push([editRow('candidates', made[one]!.id, revisions[one]!, { headline: 'a new headline' })]))
    page = await line.pull(page.cursor)
  }
  line.close()
}

/** An empty store with one candidate to copy. */
async function prepare(run: Run): Promise<{ url: string; owner: SignedIn; templateId: string }> {
  return withServer(run, 'PostgreSQL', async ({ server, owner, store }) => {
    const line = await Line.open(server.url, owner.token)
    const id = createId()
    await line.push([newRow('candidates', { ...candidates(1)[0]!, id })])
    line.close()
    return { url: (store as { url: string }).url, owner, templateId: id }
  })
}

async function growTo(store: Awaited<ReturnType<typeof prepare>>, from: number, to: number): Promise<void> {
  const db = await openForSeeding(store.url)
  await grow(db, store.owner, store.templateId, from, to).finally(() => db.close())
}

/** One store grows, another stays small and is measured again beside every size: the machine's mood cancels out. */
async function measure(run: Run): Promise<readonly Row[]> {
  if (run.postgresUrl === null) throw new Error('this figure needs PostgreSQL')
  const [small, large] = [await prepare(run), await prepare(run)]
  await growTo(small, 0, sizes[0])
  const samples: Measured[] = []
  let grown = 0
  for (const size of run.isQuick ? sizes.slice(0, 2) : sizes.slice(1)) {
    await growTo(large, grown, size)
    grown = size
    samples.push({ size, small: await sample(run, small.url, small.owner, sizes[0]), large: await sample(run, large.url, large.owner, size) })
  }
  return rowsOf(samples)
}

type Measured = Readonly<{ size: number; small: Sample; large: Sample }>

const steps: readonly (readonly [keyof Sample, string])[] = [
  ['open', 'server open'], ['hello', 'hello to welcome'], ['first', 'first page of a first sync'], ['page', 'later page of 1,000'], ['stream', 'pull of 500 changes'], ['push', 'push of 500'], ['edit', 'push of one edit'],
]

/** One row a step and size, against the store of 1,000 documents at that moment. */
function rowsOf(samples: readonly Measured[]): readonly Row[] {
  return steps.flatMap(([step, name]) => samples.map(({ size, small, large }) => {
    // A small store has no second page: the smallest that has one stands in for it.
    const [base, against] = small[step].length > 0 ? [sizes[0], small[step]] : [samples[0]!.size, samples[0]!.large[step]]
    return {
      figure: `${name} at ${size.toLocaleString('en')} documents, ${Math.round(size * changesEach).toLocaleString('en')} revisions`, unit: 'ms', values: large[step],
      against: { name: `at ${base.toLocaleString('en')}`, values: against },
      // No slope: at most half again as long, or a few milliseconds where everything is short.
      goal: { of: 'median' as const, atMost: +Math.max(median(against) * 1.5, median(against) + 5).toFixed(1) },
    }
  }))
}

export const growthCurve: Figure = { name: 'growth-curve', about: '1,000 to 200,000 documents and 500,000 revisions: open, pull, push', rows: measure }
