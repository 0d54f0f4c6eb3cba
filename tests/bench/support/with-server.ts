import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, setUp, startBuiltServer, type BuiltServer, type SignedIn, type StoreChoice } from './built-server.ts'
import type { Run } from './measure.ts'
import { openForSeeding, type Database } from './seed.ts'

export type StoreName = 'PostgreSQL' | 'PGlite'

/** A running server over a fresh store with its owner, and what was told of the documents put in before. */
export type Prepared<T> = Readonly<{ server: BuiltServer; owner: SignedIn; seeded: T; store: StoreChoice }>

/** The stores this machine can run. */
export const storesOf = (run: Run): readonly StoreName[] => (run.postgresUrl === null ? ['PGlite'] : ['PostgreSQL', 'PGlite'])

/** Runs over a fresh store and leaves nothing behind. */
export async function withServer<T>(run: Run, name: StoreName, work: (prepared: Prepared<null>) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'shortlist-bench-'))
  const store: StoreChoice = name === 'PGlite' ? { kind: 'embedded', folder } : await createDatabase(run.postgresUrl!)
  try {
    const server = await startBuiltServer(store)
    try {
      return await work({ server, owner: await setUp(server.url), seeded: null, store })
    } finally {
      await server.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** On PostgreSQL, with documents put in while no server runs. */
export async function withSeededServer<S, T>(run: Run, seed: (db: Database, owner: SignedIn) => Promise<S>, work: (prepared: Prepared<S>) => Promise<T>): Promise<T> {
  if (run.postgresUrl === null) throw new Error('this figure needs PostgreSQL')
  const store = await createDatabase(run.postgresUrl)
  const first = await startBuiltServer(store)
  const owner = await setUp(first.url)
  await first.stop()
  const db = await openForSeeding(store.url)
  const seeded = await seed(db, owner).finally(() => db.close())
  const server = await startBuiltServer(store)
  try {
    return await work({ server, owner, seeded, store })
  } finally {
    await server.stop()
  }
}
