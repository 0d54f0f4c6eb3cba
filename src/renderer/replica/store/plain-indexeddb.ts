/**
 * The few calls the replica makes beside RxDB. Dexie is RxDB's own dependency in its own version; a second copy in
 * one page refuses to load ("Two different versions of Dexie"), so these stores speak IndexedDB directly.
 */

export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Opens a database with stores keyed by one field each. `stores` absent: as it is. */
export async function openPlain(name: string, stores: Readonly<Record<string, string>> = {}): Promise<IDBDatabase> {
  const request = Object.keys(stores).length > 0 ? indexedDB.open(name, 1) : indexedDB.open(name)
  request.onupgradeneeded = () => {
    for (const [store, keyPath] of Object.entries(stores)) request.result.createObjectStore(store, { keyPath })
  }
  const db = await resultOf(request)
  // Another tab that wipes the replica must not wait for this one.
  db.onversionchange = () => db.close()
  return db
}

/** Runs work in one transaction and resolves when it is on disk. */
export function inTransaction<T>(db: IDBDatabase, store: string, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T> | null): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode)
    const request = work(transaction.objectStore(store))
    transaction.oncomplete = () => resolve(request?.result)
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
  })
}

export async function existsPlain(name: string): Promise<boolean> {
  return (await indexedDB.databases()).some(database => database.name === name)
}

/** Deletes a database, also while a forgotten connection is about to close. */
export async function deletePlain(name: string): Promise<void> {
  await resultOf(indexedDB.deleteDatabase(name))
}
