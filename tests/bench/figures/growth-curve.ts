import { createId } from '#shared/lib/ids'
import { startBuiltServer, type SignedIn } from '../support/built-server.ts'
import { Line } from '../support/line.ts'
import { median, type Figure, type Row, type Run } from '../support/measure.ts'
import { benchNowMs, candidates, editRow, newRow } from '../support/rows.ts'
import { openForSeeding, type Database } from '../support/seed.ts'
import { withServer } from '../support/with-server.ts'

/** Documents in the store, and how many changes each has seen: 500,000 revisions at the largest. */
const sizes = [1_000, 10_000, 50_000, 200_000] as const
const changesEach = 2.5

/**
 * Fills the store by SQL from one document that the server wrote: 200,000 pushes would take minutes, and what is
 * measured is what comes after.
 */
async function grow(db: Database, { workspaceId, personId }: SignedIn, templateId: string, from: number, to: number): Promise<void> {
  const sequence = Number((await db.query<{ sequence: number }>('select sequence from workspaces where id = $1', [workspaceId]))[0]!.sequence)
  const id = `overlay('00000000-0000-7000-8000-000000000000' placing lpad(to_hex(n), 8, '0') from 1)::uuid`
  const [many, count] = [Math.round((to - from) * changesEach), to - from]
  await db.query(
    `insert into documents (workspace_id, collection, id, revision, stream_revision, created_revision, content, unit_revisions, audience, candidate_id)
     select workspace_id, 'candidates', ${id}, $4 + n, $4 + n, $4 + n,
       content || jsonb_build_object('id', ${id}, 'fullName', 'Person ' || n, 'emails', jsonb_build_array('person' || n || '@mail.example')),
       jsonb_build_object('headline', $4 + n), audience, ${id}
     from documents, generate_series($2::int + 1, $3::int) as n where workspace_id = $1 and collection = 'candidates' and documents.id = $5`,
    [workspaceId, from, to, sequence - from, templateId],
  )
  await db.query(
    `insert into revisions (workspace_id, revision, collection, id, kind, person_id, operation, at_ms, received_at_ms, changes)
     select $1, $2 + r, 'candidates', ${id.replaceAll('n)', '($3 + 1 + r % $4)::int)')}, 'edit', $5, 'grown' || r, $6, $6, '{"headline": ["before it was changed", "after it was changed"]}'
     from generate_series(1, $7::int) as r`,
    [workspaceId, sequence, from, count, personId, benchNowMs, many],
  )
  await db.query('update workspaces set sequence = sequence + $2 where id = $1', [workspaceId, many])
  for (const table of ['documents', 'revisions']) await db.query(`analyze ${table}`)
}

type Sample = Readonly<{ open: number[]; hello: number[]; page: number[]; stream: number[]; push: number[]; edit: number[] }>

async function timed(into: number[], work: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  await work()
  into.push(performance.now() - began)
}

/** Opens the server afresh and uses it as laptops do. */
async function sample(run: Run, url: string, owner: SignedIn, size: number): Promise<Sample> {
  const result: Sample = { open: [], hello: [], page: [], stream: [], push: [], edit: [] }
  for (let opening = 0; opening < (run.isQuick ? 1 : 3); opening += 1) {
    const server = await startBuiltServer({ kind: 'postgresql', url })
    result.open.push(server.openMs)
    await timed(result.hello, async () => (await Line.open(server.url, owner.token, { collections: ['candidates'] })).close())
    if (opening === 0) await use(run, server.url, owner, size, result)
    await server.stop()
  }
  return result
}

async function use(run: Run, url: string, owner: SignedIn, size: number, result: Sample): Promise<void> {
  const line = await Line.open(url, owner.token, { collections: ['candidates'] })
  const rounds = run.isQuick ? 4 : 8
  let page = await line.pull(null)
  // From the middle on: the last page is as far from the beginning as it gets.
  for (let skipped = 1; skipped < Math.min(rounds, size / 2_000); skipped += 1) await timed(result.page, async () => { page = await line.pull(page.cursor) })
  if (result.page.length === 0) await timed(result.page, () => line.pull(null))
  while (!page.done && !JSON.stringify(atOf(page.cursor)).includes('null')) page = await line.pull(page.cursor)
  for (let round = 0; round < rounds; round += 1) {
    const made = candidates(500, size + round)
    let revisions: number[] = []
    await timed(result.push, async () => { revisions = (await line.push(made.map(content => newRow('candidates', content)))).map(each => each.revision) })
    await timed(result.stream, async () => { page = await line.pull(page.cursor) })
    for (let one = 0; one < 5; one += 1) await timed(result.edit, () => line.push([editRow('candidates', made[one]!.id, revisions[one]!, { headline: 'a new headline' })]))
    page = await line.pull(page.cursor)
  }
  line.close()
}

const atOf = (cursor: string): unknown => (JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as { walk: unknown }).walk

async function measure(run: Run): Promise<readonly Row[]> {
  if (run.postgresUrl === null) throw new Error('this figure needs PostgreSQL')
  return withServer(run, 'PostgreSQL', async ({ server, owner, store }) => {
    const line = await Line.open(server.url, owner.token)
    const template = candidates(1)[0]!
    await line.push([newRow('candidates', { ...template, id: createId() })])
    const { id } = (await line.pull(null)).rows.find(row => row.collection === 'candidates')!
    line.close()
    await server.stop()
    const { url } = store as { url: string }
    const samples: [size: number, sample: Sample][] = []
    let grown = 0
    for (const size of run.isQuick ? sizes.slice(0, 3) : sizes) {
      const db = await openForSeeding(url)
      await grow(db, owner, id, grown, size).finally(() => db.close())
      grown = size
      samples.push([size, await sample(run, url, owner, size)])
    }
    return rowsOf(samples)
  })
}

const steps: readonly (readonly [keyof Sample, string])[] = [
  ['open', 'server open'], ['hello', 'hello to welcome'], ['page', 'snapshot page of 1,000'], ['stream', 'pull of 500 changes'], ['push', 'push of 500'], ['edit', 'push of one edit'],
]

/** One row a step and size; the smallest store is what the others are held against. */
function rowsOf(samples: readonly (readonly [number, Sample])[]): readonly Row[] {
  return steps.flatMap(([step, name]) => samples.map(([size, taken], index) => ({
    figure: `${name} at ${size.toLocaleString('en')} documents, ${Math.round(size * changesEach).toLocaleString('en')} revisions`, unit: 'ms', values: taken[step],
    ...(index > 0 && { against: { name: 'smallest', values: samples[0]![1][step] } }),
    // No slope: at most half again as long, or two milliseconds where everything is short.
    ...(index > 0 && { goal: { of: 'median' as const, atMost: +Math.max(median(samples[0]![1][step]) * 1.5, median(samples[0]![1][step]) + 2).toFixed(1) } }),
  })))
}

export const growthCurve: Figure = { name: 'growth-curve', about: '1,000 to 200,000 documents and 500,000 revisions: open, pull, push', rows: measure }
