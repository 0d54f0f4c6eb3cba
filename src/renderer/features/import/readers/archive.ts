import { unzipSync } from 'fflate'
import { maxUnpackedBytes, refuse, type Refusal } from './import-read.ts'

/** More files than any export we read has. */
const maxEntries = 20_000

export type ArchiveEntry = Readonly<{ name: string; sizeBytes: number }>
export type ArchiveList = Readonly<{ kind: 'list'; entries: readonly ArchiveEntry[] }>

/** What a zip archive declares to hold, read without unpacking; refused when it would unpack to too much. */
export function listArchive(bytes: Uint8Array): ArchiveList | Refusal {
  const entries: ArchiveEntry[] = []
  let total = 0
  try {
    unzipSync(bytes, {
      filter: file => {
        total += file.originalSize
        if (entries.length <= maxEntries) entries.push({ name: file.name, sizeBytes: file.originalSize })
        return false
      },
    })
  } catch {
    return refuse('import.unreadable_archive', 'This archive is damaged or incomplete. Download or save it again and try once more.')
  }
  if (total > maxUnpackedBytes || entries.length > maxEntries) {
    return refuse('import.unpacks_too_large', 'This archive unpacks to more than Shortlist reads at once. Import its files one by one.')
  }
  return { kind: 'list', entries }
}

/**
 * Unpacks the entries `wanted` says, by name. Call `listArchive` first. fflate fills a buffer of the declared size and
 * never more, so an archive that lies about its sizes cannot use more memory than it was judged by.
 */
export function unpackArchive(bytes: Uint8Array, wanted: (name: string) => boolean): ReadonlyMap<string, Uint8Array> | Refusal {
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter: file => wanted(file.name) })))
  } catch {
    return refuse('import.unreadable_archive', 'This archive is damaged or incomplete. Download or save it again and try once more.')
  }
}

/** The last part of a path inside an archive. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** True for the entries systems add by themselves, and for folders. */
export function isClutter(name: string): boolean {
  return name.endsWith('/') || name.startsWith('__MACOSX/') || baseName(name).startsWith('.')
}
