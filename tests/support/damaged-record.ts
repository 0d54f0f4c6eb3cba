import { openPlain, resultOf } from '../../src/renderer/replica/store/plain-indexeddb.ts'

/** Spoils what a replica's database holds of one candidate. */
export async function damageRecord(database: string, id: string): Promise<void> {
  const db = await openPlain(`rxdb-dexie-${database}--0--candidates`)
  const docs = db.transaction('docs', 'readwrite').objectStore('docs')
  await resultOf(docs.put({ ...await resultOf(docs.get(id)), body: '{"broken' }))
  db.close()
}
