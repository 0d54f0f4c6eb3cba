import type { Change } from '#shared/domain/commands/change'
import type { ChosenRow } from '#shared/domain/commands/import-chunk'
import type { ImportCounts, RowOutcome } from '#shared/domain/commands/import'
import type { ImportRun } from '#shared/domain/commands/import-facts'
import type { DeviceStore } from '../../../replica/replica.ts'

/** An import as this device keeps it, so that it goes on after a crash where it stopped. */
export type ImportRecord = Readonly<{
  run: ImportRun
  fileName: string
  placeName: string
  chunkCount: number
  /** The first chunk that is not known to be written. */
  nextChunk: number
  status: 'writing' | 'finished' | 'cancelled' | 'undone'
  counts: ImportCounts
  startedAtMs: number
  endedAtMs: number | null
}>

/** A row that has something to say, kept for the result. */
export type SaidRow = Readonly<{ line: number; name: string; effect: RowOutcome['effect'] | 'invalid'; said: readonly string[] }>
/** What a chunk was about to write: replayed as it is when nobody knows whether it was. */
export type ChunkIntent = Readonly<{ chunk: number; changes: readonly Change[]; said: readonly SaidRow[]; counts: ImportCounts }>

export const chunkRows = 100
const prefix = 'import/'
const recordKey = (id: string): string => `${prefix}${id}/record`
const rowsKey = (id: string, chunk: number): string => `${prefix}${id}/rows/${String(chunk).padStart(6, '0')}`
const saidKey = (id: string, chunk: number): string => `${prefix}${id}/said/${String(chunk).padStart(6, '0')}`
const intentKey = (id: string): string => `${prefix}${id}/intent`

/** The rows of imports on this device. */
export type ImportShelf = Readonly<{
  list(): Promise<readonly ImportRecord[]>
  get(importId: string): Promise<ImportRecord | undefined>
  put(record: ImportRecord): Promise<void>
  putRows(importId: string, rows: readonly ChosenRow[]): Promise<void>
  rows(importId: string, chunk: number): Promise<readonly ChosenRow[]>
  intent(importId: string): Promise<ChunkIntent | undefined>
  putIntent(importId: string, intent: ChunkIntent | undefined): Promise<void>
  putSaid(importId: string, chunk: number, said: readonly SaidRow[]): Promise<void>
  said(importId: string): Promise<readonly SaidRow[]>
  /** Drops the rows that are no longer needed; the record and what was said stay. */
  tidy(importId: string): Promise<void>
}>

export function openShelf(device: DeviceStore): ImportShelf {
  const all = async <T>(start: string): Promise<readonly T[]> => {
    const keys = [...await device.keys(start)].sort()
    const found = await Promise.all(keys.map(key => device.get<T>(key)))
    return found.filter(value => value !== undefined)
  }
  return {
    list: async () => {
      const keys = (await device.keys(prefix)).filter(key => key.endsWith('/record'))
      const found = await Promise.all(keys.map(key => device.get<ImportRecord>(key)))
      return found.filter(record => record !== undefined).toSorted((a, b) => b.startedAtMs - a.startedAtMs)
    },
    get: id => device.get(recordKey(id)),
    put: record => device.set(recordKey(record.run.importId), record),
    putRows: async (id, rows) => {
      for (let chunk = 0; chunk * chunkRows < rows.length; chunk++) await device.set(rowsKey(id, chunk), rows.slice(chunk * chunkRows, (chunk + 1) * chunkRows))
    },
    rows: async (id, chunk) => await device.get<readonly ChosenRow[]>(rowsKey(id, chunk)) ?? [],
    intent: id => device.get(intentKey(id)),
    putIntent: (id, intent) => device.set(intentKey(id), intent),
    putSaid: (id, chunk, said) => device.set(saidKey(id, chunk), said.length === 0 ? undefined : said),
    said: async id => (await all<readonly SaidRow[]>(`${prefix}${id}/said/`)).flat(),
    tidy: async id => {
      for (const key of await device.keys(`${prefix}${id}/rows/`)) await device.set(key, undefined)
      await device.set(intentKey(id), undefined)
    },
  }
}
