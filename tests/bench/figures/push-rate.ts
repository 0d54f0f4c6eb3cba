import { Client } from 'pg'
import type { Figure, Row, Run } from '../support/measure.ts'
import { Line } from '../support/line.ts'
import { candidates, editRow, inBatches, newRow } from '../support/rows.ts'
import { storesOf, withServer, type Prepared, type StoreName } from '../support/with-server.ts'

const batchSize = 500

/** Batches a second as documents a second, one value a batch; four are under way at any time, as from several laptops. */
async function rate(batches: readonly (readonly unknown[])[], send: (batch: never) => Promise<unknown>, under = 4): Promise<number> {
  const began = performance.now()
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < batches.length) {
      const batch = batches[next]
      next += 1
      await send(batch as never)
    }
  }
  await Promise.all(Array.from({ length: under }, worker))
  return batches.reduce((sum, batch) => sum + batch.length, 0) / ((performance.now() - began) / 1_000)
}

/** The floor: the same documents as bare JSON rows of one table, a commit a batch. */
async function floorRate(url: string, round: number, documents: readonly { id: string }[]): Promise<number> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create table floor_${round} (id uuid primary key, content jsonb not null)`)
    return await rate(inBatches(documents, batchSize), (batch: readonly object[]) =>
      client.query(`insert into floor_${round} select (d->>'id')::uuid, d from jsonb_array_elements($1::text::jsonb) as d`, [JSON.stringify(batch)]), 1)
  } finally {
    await client.end()
  }
}

async function measure(run: Run, name: StoreName, { server, owner, store }: Prepared<null>): Promise<readonly Row[]> {
  const line = await Line.open(server.url, owner.token, { collections: ['candidates'] })
  const [rounds, perRound] = run.isQuick ? [2, 2_000] : [3, name === 'PGlite' ? 3_000 : 6_000]
  const [fresh, alone, edits, floors]: number[][] = [[], [], [], []]
  await line.push(candidates(500, 99).map(content => newRow('candidates', content)))
  for (let round = 0; round < rounds; round += 1) {
    const documents = candidates(perRound, round)
    const revisions = new Map<string, number>()
    const push = async (batch: readonly ReturnType<typeof newRow>[]): Promise<void> => {
      const results = await line.push(batch)
      results.forEach((result, index) => revisions.set(batch[index]!.id, result.revision))
    }
    fresh!.push(await rate(inBatches(documents.map(content => newRow('candidates', content)), batchSize), push))
    edits!.push(await rate(inBatches(documents.map(({ id }) => editRow('candidates', id, revisions.get(id)!, { headline: `changed ${round}` })), batchSize), push))
    const more = candidates(perRound / 2, 50 + round)
    alone!.push(await rate(inBatches(more.map(content => newRow('candidates', content)), batchSize), push, 1))
    if (store.kind === 'postgresql') floors!.push(await floorRate(store.url, round, documents))
  }
  line.close()
  const against = floors!.length > 0 ? { against: { name: 'bare insert', values: floors! } } : {}
  const goal = name === 'PostgreSQL' ? { goal: { of: 'median' as const, atLeast: 3_000 } } : {}
  return [
    { figure: `push new documents, 500 a batch, ${name}`, unit: 'documents/s', values: fresh!, ...against, ...goal },
    { figure: `push new documents, one batch at a time, ${name}`, unit: 'documents/s', values: alone!, ...against },
    { figure: `push one-field edits, 500 a batch, ${name}`, unit: 'documents/s', values: edits!, ...goal },
  ]
}

export const pushRate: Figure = {
  name: 'push-rate', about: 'documents a second into the server, on both stores',
  async rows(run) {
    const rows: Row[] = []
    for (const name of storesOf(run)) rows.push(...await withServer(run, name, prepared => measure(run, name, prepared)))
    return rows
  },
}
