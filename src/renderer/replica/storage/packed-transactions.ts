import { fromDisk, toDisk, type DiskRecord, type PackedRecord } from './packer.ts'

/** Relaxed: handed to the operating system, so it survives a killed process; only a power cut can take it back. */
function inTransaction(db: IDBDatabase, mode: IDBTransactionMode, work: (store: IDBObjectStore, transaction: IDBTransaction) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction('docs', mode, { durability: 'relaxed' })
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
    work(transaction.objectStore('docs'), transaction)
  })
}

/**
 * Puts records in one transaction. No event handler a record: at 20,000 records the handlers alone cost a tenth of the
 * time. Rejects (and keeps nothing) when the disk is full.
 */
export function insertPacked(db: IDBDatabase, records: readonly PackedRecord[]): Promise<void> {
  return inTransaction(db, 'readwrite', (store, transaction) => {
    for (const record of records) store.put(toDisk(record))
    transaction.commit()
  })
}

/**
 * Looks at what is stored, lets `decide` choose what to put and what to remove, and does so: all in one transaction, so
 * that two tabs cannot both win.
 */
export function replacePacked(
  db: IDBDatabase, ids: readonly string[], decide: (stored: ReadonlyMap<string, PackedRecord>) => { put: readonly PackedRecord[]; remove: readonly string[] },
): Promise<void> {
  return inTransaction(db, 'readwrite', (store, transaction) => {
    const stored = new Map<string, PackedRecord>()
    let missing = ids.length
    const onRead = (record: DiskRecord | undefined): void => {
      if (record) stored.set(record.id, fromDisk(record))
      missing -= 1
      if (missing > 0) return
      const decision = decide(stored)
      for (const chosen of decision.put) store.put(toDisk(chosen))
      for (const id of decision.remove) store.delete(id)
      transaction.commit()
    }
    for (const id of ids) {
      const request: IDBRequest<DiskRecord | undefined> = store.get(id)
      request.onsuccess = () => onRead(request.result)
    }
  })
}

export async function readPacked(db: IDBDatabase, ids: readonly string[]): Promise<PackedRecord[]> {
  const found: PackedRecord[] = []
  await inTransaction(db, 'readonly', store => {
    for (const id of ids) {
      const request: IDBRequest<DiskRecord | undefined> = store.get(id)
      request.onsuccess = () => { if (request.result) found.push(fromDisk(request.result)) }
    }
  })
  return found
}
