import readWorkbook, { InvalidInputError } from 'read-excel-file/universal'
import type { TableRow } from '#shared/domain/import/import-fields'
import { refuse, type ImportRead, type ReadOptions } from './import-read.ts'
import { tableFromRecords } from './table-from-records.ts'

/**
 * A number as people see it: spreadsheets store 4915123456789 as `4.915123456789E12` and 0.1 as
 * `0.10000000000000001`. Whole numbers are written out, so that a phone number stays one.
 */
function writeNumber(stored: string): string {
  const value = Number(stored)
  if (!Number.isFinite(value)) return stored
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value).toString()
  return String(Number(value.toPrecision(15)))
}

/** A day as `YYYY-MM-DD`, with its time only where there is one. Workbooks know no zones: read-excel-file gives UTC. */
function writeDate(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const iso = date.toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ')
}

function writeCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return writeDate(value)
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}

function recordsOf(data: readonly (readonly unknown[])[]): readonly TableRow[] {
  return data
    .map((row, index): TableRow => ({ line: index + 1, cells: row.map(writeCell) }))
    .filter(record => record.cells.some(cell => cell.trim() !== ''))
}

/** An Excel workbook (.xlsx): the sheet asked for, or the first that holds records. */
export async function readXlsx(bytes: Uint8Array, options: ReadOptions): Promise<ImportRead> {
  const copy = bytes.slice().buffer
  let sheets
  try {
    sheets = await readWorkbook<string>(copy, { parseNumber: writeNumber, trim: false })
  } catch (error) {
    const isLocked = error instanceof InvalidInputError && error.code === 'XLS_FILE_NOT_SUPPORTED'
    return isLocked
      ? refuse('import.old_excel', 'This is an old Excel file (.xls). Open it in Excel and save it as .xlsx or CSV.')
      : refuse('import.unreadable_workbook', 'This workbook could not be read. Open it in Excel, save it again as .xlsx or as CSV, and import that.')
  }
  const read = sheets.map(({ sheet, data }) => ({ name: sheet, records: recordsOf(data) }))
  const chosen = options.part === undefined ? (read.find(sheet => sheet.records.length > 1) ?? read[0]) : read.find(sheet => sheet.name === options.part)
  if (chosen === undefined) return refuse('import.unknown_part', 'This workbook has no such sheet.')
  const table = tableFromRecords(chosen.records, 'Row')
  if (table.kind === 'refused') return table
  const others = read.filter(sheet => sheet !== chosen && sheet.records.length > 0)
  const notes = others.length === 0 ? table.notes : [...table.notes, `Only the sheet “${chosen.name}” is read; others with content: ${others.map(sheet => sheet.name).join(', ')}`]
  return { ...table, notes, parts: { names: read.map(sheet => sheet.name), chosen: chosen.name } }
}
