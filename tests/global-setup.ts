import { startCluster } from './support/postgres.ts'

/** A PostgreSQL server for the whole run, unless one is given in TEST_POSTGRES_URL. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_POSTGRES_URL']) return undefined
  const cluster = await startCluster()
  process.env['TEST_POSTGRES_URL'] = cluster.url
  return cluster.stop
}
