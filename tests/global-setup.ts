import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres } from '../resources/scripts/find-programs.mjs'
import { startPostgres } from '../resources/scripts/postgres-for-tests.mjs'
import { needs } from '../resources/scripts/test-needs.mjs'
import { makePgliteSeed } from './support/databases.ts'

/** A PostgreSQL server for the whole run, unless one is given in TEST_POSTGRES_URL, and one migrated PGlite to start from. */
export default async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'shortlist-seed-'))
  process.env['TEST_PGLITE_SEED'] = join(folder, 'pglite.tar')
  await writeFile(process.env['TEST_PGLITE_SEED'], await (await makePgliteSeed()).bytes())
  let stop = (): void => undefined
  if (!process.env['TEST_POSTGRES_URL']) {
    const programs = findPostgres()
    if (programs === null) throw new Error(`The store tests need ${needs.postgres.say}. Or set TEST_POSTGRES_URL.`)
    const started = await startPostgres(programs, { durable: false })
    process.env['TEST_POSTGRES_URL'] = started.url
    stop = started.stop
  }
  return () => {
    stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
