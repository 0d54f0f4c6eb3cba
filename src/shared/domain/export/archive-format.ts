import { z } from 'zod'
import { id, instantMs, line } from '../model/fields.ts'
import { collectionNames, type CollectionName } from '../model/collections.ts'

/** Raised when the archive's layout changes; readers refuse what is newer than they are. */
export const archiveVersion = 1

/** A file of a candidate. `path` is null when it was not on the exporting laptop and could not be fetched. */
export const archivedFileSchema = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/), name: line(255), mediaType: line(120), sizeBytes: z.int().min(0), path: z.string().max(400).nullable(),
})
export type ArchivedFile = z.infer<typeof archivedFileSchema>

/** `manifest.json`: what is in an export, who made it, and what is missing. */
export const manifestSchema = z.object({
  format: z.literal('shortlist-export'),
  version: z.int().min(1),
  exportedAtMs: instantMs,
  workspace: z.object({ id, name: line(120) }),
  exportedBy: z.object({ id, name: line(200) }),
  /** Documents of each collection: an archive that holds fewer was cut short. */
  collections: z.record(z.string().max(40), z.int().min(0)),
  files: z.array(archivedFileSchema),
})
export type Manifest = z.infer<typeof manifestSchema>

export const manifestPath = 'manifest.json'
/** Every collection complete, one document a line. */
export const dataPath = (collection: CollectionName): string => `data/${collection}.json`
/** The same for people and spreadsheets; not read back. */
export const tablePath = (name: string): string => `tables/${name}.csv`

/** Where a file's bytes are; its content's first letters keep two files of one name apart. */
export function filePath(sha256: string, name: string): string {
  // oxlint-disable-next-line no-control-regex -- names no file system takes
  const safe = name.normalize('NFC').replace(/[\x00-\x1f<>:"/\\|?*]+/g, '_').replace(/^\.+/, '_').slice(-120) || 'file'
  return `files/${sha256.slice(0, 12)}-${safe}`
}

/** Collections in the order they are written and read: whatever is named by others comes before them. */
export const archiveOrder: readonly CollectionName[] = [
  'settings', 'people', 'jobs', 'candidates', 'applications', 'notes', 'interviews', 'scorecards', 'offers', 'messages', 'activities',
  ...collectionNames.filter(name => name === 'busy' || name === 'conflicts'),
]
