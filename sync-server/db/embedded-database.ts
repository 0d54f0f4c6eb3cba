import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import type { Database, Tx } from './database.ts'
import { lockFolder } from './folder-lock.ts'

/** int8 (OID 20) as a number: our sequences and instants stay far below 2^53. */
const parsers = { 20: Number }

/** What PGlite and its transactions have in common. */
type Runner = { query<T>(text: string, params?: unknown[]): Promise<{ rows: T[] }> }

const asTx = (runner: Runner): Tx => ({
  query: async <T>(text: string, params: readonly unknown[] = []) => (await runner.query<T>(text, [...params])).rows,
})

/**
 * PostgreSQL inside this process, in a folder or in memory. Meant for trying Shortlist out and for one small team: it
 * does not wait for the disk at each commit, so a power cut may take the last changes back. Laptops notice and give
 * them back (see the replication room).
 */
export async function openEmbedded(folder: string, seed?: Blob): Promise<Database> {
  const isMemory = folder === 'memory'
  const unlock = isMemory ? async () => undefined : await lockFolder(folder)
  try {
    const pglite = await PGlite.create({
      ...(isMemory ? {} : { dataDir: `${folder}/postgres` }), ...(seed ? { loadDataDir: seed } : {}), extensions: { btree_gist }, parsers, relaxedDurability: false,
    })
    return {
      kind: 'embedded',
      ...asTx(pglite),
      transaction: work => pglite.transaction(tx => work(asTx(tx as Runner))),
      script: async text => (await pglite.exec(text).catch(async (error: unknown) => {
        // One connection: a failed block must not leave its transaction open for whoever comes next.
        await pglite.exec('rollback')
        throw error
      })).flatMap(result => result.rows),
      listen: (channel, onPayload) => pglite.listen(channel, onPayload).then(stop => () => stop()),
      close: async () => {
        await pglite.close()
        await unlock()
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}
