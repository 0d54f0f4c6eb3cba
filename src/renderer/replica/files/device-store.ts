import { filter, startWith, Subject, switchMap } from 'rxjs'
import type { DeviceStore } from '../replica.ts'
import type { LocalTable } from '../store/local-tables.ts'
import { storageError } from '../store/storage-error.ts'

/** Values that stay on this device. */
export function createDeviceStore(table: LocalTable): DeviceStore {
  const written = new Subject<{ key: string; value: unknown }>()
  return {
    get: async <T>(key: string) => await table.get(key) as T | undefined,
    async set(key, value) {
      try {
        if (value === undefined) await table.delete(key)
        else await table.set(key, value)
      } catch (error) {
        throw storageError(error)
      }
      written.next({ key, value })
    },
    keys: prefix => table.keys(prefix),
    watch: <T>(key: string) => written.pipe(
      filter(change => change.key === key), startWith(null), switchMap(async () => await table.get(key) as T | undefined),
    ),
  }
}
