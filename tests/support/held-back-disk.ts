import { openPlain } from '../../src/renderer/replica/store/plain-indexeddb.ts'

/** A database whose next writes wait, until they may go on or the disk turns out to be full. */
export type HeldBackDisk = Readonly<{ letGo(): void; fill(): void }>

/** Keeps a transaction open over the documents of a database, as a slow disk would: whoever writes there waits behind it. */
export async function heldBackDisk(name: string): Promise<HeldBackDisk> {
  const db = await openPlain(name)
  let isHeld = true
  const store = db.transaction('docs', 'readwrite').objectStore('docs')
  const again = (): void => { if (isHeld) store.count().onsuccess = again }
  again()
  const letGo = (): void => {
    isHeld = false
    db.close()
  }
  return {
    letGo,
    fill: () => {
      const real = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')!
      Object.defineProperty(IDBObjectStore.prototype, 'put', { ...real, value(this: IDBObjectStore, ...args: Parameters<IDBObjectStore['put']>) {
        if (this.transaction.db.name !== name) return (real.value as IDBObjectStore['put']).apply(this, args)
        // Full for the one write that waited.
        Object.defineProperty(IDBObjectStore.prototype, 'put', real)
        this.transaction.abort()
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      } })
      letGo()
    },
  }
}
