import type { Replica } from '../../../replica/replica.ts'
import { openImportWorker } from './import-port.ts'
import { ImportWork } from './import-work.ts'

const works = new WeakMap<Replica, ImportWork>()

/** The one import of a replica's window. */
export function importOf(replica: Replica): ImportWork {
  const known = works.get(replica)
  if (known) return known
  const work = new ImportWork(replica, openImportWorker())
  works.set(replica, work)
  return work
}
