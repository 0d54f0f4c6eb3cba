import { filesListedIn } from '#shared/domain/erasure/listed-files'
import type { Content } from '#shared/domain/merge/units'
import type { Stores } from '../read/reader.ts'
import { pagesOf } from '../read/read-stored.ts'
import { toLocal } from '../storage/stored-document.ts'
import type { Refusals } from '../sync/refusals.ts'
import type { FileStore } from './file-store.ts'

const pageSize = 500

const hashesIn = (content: Content): readonly string[] => filesListedIn(JSON.stringify(content))

/** Every file that a candidate or an offer on this device lists. */
async function listedHere(stores: Stores): Promise<ReadonlySet<string>> {
  const listed = new Set<string>()
  for (const store of [stores.get('candidates'), stores.get('offers')].filter(each => each !== undefined)) {
    for await (const page of pagesOf(store.collection, pageSize)) {
      for (const stored of page) for (const sha256 of hashesIn(toLocal(stored).content)) listed.add(sha256)
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
