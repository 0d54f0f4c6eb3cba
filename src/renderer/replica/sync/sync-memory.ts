import type { LocalTable } from '../store/local-tables.ts'

/** What the sync client remembers between runs. */
export type SyncMemory = Readonly<{
  /** The server's place up to which everything is on this disk. */
  cursor: string | null
  epoch: string | null
  /** A first sync has been completed. */
  isComplete: boolean
  isUsable: boolean
  lastSyncedAtMs: number | null
}>

const empty: SyncMemory = { cursor: null, epoch: null, isComplete: false, isUsable: false, lastSyncedAtMs: null }

export async function readSyncMemory(meta: LocalTable): Promise<SyncMemory> {
  return { ...empty, ...(await meta.get('sync') as Partial<SyncMemory> | undefined) }
}

export const writeSyncMemory = (meta: LocalTable, memory: SyncMemory): Promise<void> => meta.set('sync', memory)
