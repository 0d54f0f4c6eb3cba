import type { Stores } from '../read/reader.ts'
import { readStored } from '../read/read-stored.ts'
import { toLocal } from '../storage/stored-document.ts'
import type { Refusals } from '../sync/refusals.ts'
import type { FileStore } from './file-store.ts'

const pageSize = 500
const hash = /"sha256":"([0-9a-f]{64})"/g

/** Every file that a candidate or an offer on this device lists. */
async function listedHere(stores: Stores): Promise<ReadonlySet<string>> {
  const listed = new Set<string>()
  for (const store of [stores.get('candidates'), stores.get('offers')].filter(each => each !== undefined)) {
    for (let last = ''; ;) {
      const page = await readStored(store.collection, { where: { id: { $gt: last } }, sort: ['id'], limit: pageSize })
      for (const stored of page) for (const [, sha256] of JSON.stringify(toLocal(stored).content).matchAll(hash)) listed.add(sha256!)
      if (page.length < pageSize) break
      last = page.at(-1)!.id
    }
  }
  return listed
}

/**
 * Once candidates were erased for good: files that no record here lists any more leave this device, those that were taken
 * off a record earlier too, and so does what the server refused about them. Emptied records came with the news.
 */
export async function forgetErased({ stores, files, refusals }: { stores: Stores; files: FileStore; refusals: Refusals }, candidateIds: ReadonlySet<string>): Promise<void> {
  await refusals.letGoOf(candidateIds)
  // A replica that was opened without candidates cannot tell whose a file is.
  if (stores.has('candidates')) await files.keepOnly(await listedHere(stores))
}
