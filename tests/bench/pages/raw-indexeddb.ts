/** A bare IndexedDB store, opened once a name. */
const opened = new Map<string, Promise<IDBDatabase>>()

export function openRaw(name: string): Promise<IDBDatabase> {
  const known = opened.get(name)
  if (known) return known
  const opening = new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.addEventListener('upgradeneeded', () => void request.result.createObjectStore('docs', { keyPath: 'id' }))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
  })
  opened.set(name, opening)
  return opening
}

/** Puts rows in one transaction; resolves when it is complete. */
export async function putRaw(name: string, rows: readonly object[]): Promise<void> {
  const db = await openRaw(name)
  await new Promise<void>((resolve, reject) => {
    const transaction = db.transaction('docs', 'readwrite', { durability: 'relaxed' })
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')))
    const store = transaction.objectStore('docs')
    for (const row of rows) store.put(row)
  })
}

export async function countAndDrop(name: string): Promise<number> {
  const db = await openRaw(name)
  const count = await new Promise<number>((resolve, reject) => {
    const request = db.transaction('docs').objectStore('docs').count()
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('not counted')))
  })
  db.close()
  opened.delete(name)
  indexedDB.deleteDatabase(name)
  return count
}
