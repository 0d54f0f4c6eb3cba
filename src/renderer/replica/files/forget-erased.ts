import type { Content } from '#shared/domain/merge/units'
import type { Stores } from '../read/reader.ts'
import { readStored } from '../read/read-stored.ts'
import { toLocal } from '../storage/stored-document.ts'
import type { Refusals } from '../sync/refusals.ts'
import type { FileStore } from './file-store.ts'

const pageSize = 500
const hash = /"sha256":"([0-9a-f]{64})"/g

const hashesIn = (content: Content): string[] => [...JSON.stringify(content).matchAll(hash)].map(match => match[1]!)

/** Every file that a candidate or an offer on this device lists. */
async function listedHere(stores: Stores): Promise<ReadonlySet<string>> {
  const listed = new Set<string>()
  for (const store of [stores.get('candidates'), stores.get('offers')].filter(each => each !== undefined)) {
    for (let last = ''; ;) {
      const page = await readStored(store.collection, { where: { id: { $gt: last } }, sort: ['id'], limit: pageSize })
      for (const stored of page) for (const sha256 of hashesIn(toLocal(stored).content)) listed.add(sha256)
      if (page.length < pageSize) break
      last = page.at(-1)!.id
    }
  }
  return listed
}

/**
 * Once candidates were erased for good: files that no record here lists any more leave this device, those that were taken
 * off a record earlier too, and so does what the server refused about them. Emptied records came with the news. `refused` is
 * what this device still wanted of them: files it lists need not be sent any more.
 */
export async function forgetErased({ stores, files, refusals }: { stores: Stores; files: FileStore; refusals: Refusals }, candidateIds: ReadonlySet<string>, refused: readonly Content[]): Promise<void> {
  await refusals.letGoOf(candidateIds)
  // A replica that was opened without candidates cannot tell whose a file is.
  if (stores.has('candidates')) await files.keepOnly(await listedHere(stores), new Set(refused.flatMap(hashesIn)))
}
