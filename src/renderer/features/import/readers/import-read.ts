import type { PersonRecord, PlaceName, TableRow } from '#shared/domain/import/import-fields'

/** Stable codes of files that are refused. */
export type RefusalCode =
  | 'import.empty' | 'import.too_large' | 'import.unpacks_too_large' | 'import.old_excel' | 'import.locked_workbook'
  | 'import.unreadable_workbook' | 'import.unreadable_archive' | 'import.unknown_archive' | 'import.open_document'
  | 'import.not_a_table' | 'import.web_page' | 'import.broken_quotes' | 'import.unreadable_json' | 'import.unknown_json'
  | 'import.no_records' | 'import.too_many_columns' | 'import.unknown_part'

export type Refusal = Readonly<{ kind: 'refused'; code: RefusalCode; message: string }>

/** Sheets of a workbook, or lists of an archive, of which one is read at a time. */
export type FileParts = Readonly<{ names: readonly string[]; chosen: string }>

type ReadFacts = Readonly<{
  /** How `line` is called in sentences. */
  place: PlaceName
  /** Plain sentences about what was noticed or left out while reading. */
  notes: readonly string[]
  parts?: FileParts
}>

export type TableRead = ReadFacts & Readonly<{ kind: 'table'; headers: readonly string[]; rows: readonly TableRow[] }>
export type PeopleRead = ReadFacts & Readonly<{ kind: 'people'; records: readonly PersonRecord[] }>

/** A file in one form: a table that needs a mapping, people that need none, or a refusal that says what to do. */
export type ImportRead = TableRead | PeopleRead | Refusal

export type ReadOptions = Readonly<{
  /** Which sheet or list to read; without it the first that holds records. */
  part?: string
}>

/** The largest file that is read; bytes. */
export const maxFileBytes = 50 * 1024 * 1024
/** The most an archive may unpack to; bytes. Real workbooks of 50 MB stay well below. */
export const maxUnpackedBytes = 400 * 1024 * 1024
/** The most columns a table may have. */
export const maxColumns = 500

export function refuse(code: RefusalCode, message: string): Refusal {
  return { kind: 'refused', code, message }
}
