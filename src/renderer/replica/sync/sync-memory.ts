import type { LocalTable } from '../store/local-tables.ts'
import type { Renewal } from '../sync-view.ts'

/** What the sync client remembers between runs. */
export type SyncMemory = Readonly<{
  /** The server's place up to which everything is on this disk. */
  cursor: string | null
  epoch: string | null
  /** A first sync has been completed. */
  isComplete: boolean
  isUsable: boolean
  lastSyncedAtMs: number | null
  /** Why a copy that was here before is fetched anew, until it is whole again. */
  renewedBy: Renewal | null
}>

const empty: SyncMemory = { cursor: null, epoch: null, isComplete: false, isUsable: false, lastSyncedAtMs: null, renewedBy: null }

export async function readSyncMemory(meta: LocalTable): Promise<SyncMemory> {
  return { ...empty, ...(await meta.get('sync') as Partial<SyncMemory> | undefined) }
}

export const writeSyncMemory = (meta: LocalTable, memory: SyncMemory): Promise<void> => meta.set('sync', memory)

/** A copy that is begun anew knows nothing of the server yet, and says why. */
export const beginAnew = (meta: LocalTable, renewedBy: Renewal): Promise<void> => writeSyncMemory(meta, { ...empty, renewedBy })
