import { csvText } from '#shared/domain/export/csv'
import { saveBytes } from './save-bytes.ts'
import type { ImportState, ImportWork } from './work/import-work.ts'

/** Saves rows as they stand in the file, with their line and the reason in front, ready to be put right. */
export async function saveNotImported(work: ImportWork, state: Extract<ImportState, { step: 'review' }>, ordinals: readonly number[]): Promise<void> {
  const { headers, rows } = await work.original(ordinals)
  const lines = ordinals.map((ordinal, at) => {
    const row = state.rows[ordinal]!
    return [String(row.line), row.reasons.join('; '), ...(headers.length > 0 ? rows[at]! : [row.draft.fullName, row.draft.emails.join(', ')])]
  })
  const text = csvText([[state.read.place, 'Why it was not imported', ...(headers.length > 0 ? headers : ['Name', 'E-mail'])], ...lines])
  await saveBytes(new TextEncoder().encode(text), `${state.read.fileName.replace(/\.[^.]+$/, '').slice(0, 60)} - not imported.csv`)
}
