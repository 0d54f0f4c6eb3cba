import { emailKey } from '#shared/lib/contact-keys'
import { probableTargetOfHeader, targetOfHeader } from '#shared/domain/import/header-words'
import type { PlaceName, TableRow } from '#shared/domain/import/import-fields'
import { maxColumns, refuse, type ImportRead } from './import-read.ts'

/** Headings are looked for among the first records only. */
const searchedRecords = 25

function filled(cells: readonly string[]): readonly string[] {
  return cells.filter(cell => cell.trim() !== '')
}

function isData(cells: readonly string[]): boolean {
  return filled(cells).some(cell => emailKey(cell) !== null || /^https?:\/\//i.test(cell.trim()) || /^[+(]?\d[\d\s().-]{6,}$/.test(cell.trim()))
}

/** How much a record looks like headings: words we know, each cell short and different. */
function headingScore(cells: readonly string[]): number {
  const names = filled(cells)
  if (names.length === 0 || isData(cells) || names.some(name => name.length > 120)) return 0
  const known = names.filter(name => targetOfHeader(name) !== undefined).length
  const probable = names.filter(name => targetOfHeader(name) === undefined && probableTargetOfHeader(name) !== undefined).length
  return known + probable * 0.6
}

/**
 * The index of the record that holds the headings; -1 when the table has none. Title lines and LinkedIn's notes stand
 * above. Without any known word, the first record about as wide as the table is taken, unless it holds data.
 */
function findHeadings(records: readonly TableRow[]): number {
  const first = records.slice(0, searchedRecords)
  const scores = first.map(record => (record.problem === undefined ? headingScore(record.cells) : 0))
  const best = Math.max(...scores)
  const width = Math.max(...first.map(record => filled(record.cells).length))
  const known = scores.indexOf(best)
  if (best >= Math.min(2, width)) return known
  const wide = first.findIndex(record => filled(record.cells).length >= Math.max(1, width * 0.6) && record.problem === undefined)
  return wide === -1 || isData(first[wide]?.cells ?? []) ? -1 : wide
}

/** Unique, non-empty headings: `Email`, `Email (2)`, `Column 3`. */
function nameColumns(cells: readonly string[], width: number): readonly string[] {
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, index) => {
    const name = cells[index]?.trim().replace(/\s+/g, ' ') || `Column ${index + 1}`
    let unique = name
    for (let count = 2; taken.has(unique.toLowerCase()); count += 1) unique = `${name} (${count})`
    taken.add(unique.toLowerCase())
    return unique
  })
}

function lastFilled(cells: readonly string[]): number {
  let length = cells.length
  while (length > 0 && cells[length - 1]?.trim() === '') length -= 1
  return length
}

function fitted(record: TableRow, width: number): TableRow {
  if (record.cells.length === width) return record
  const cells = record.cells.slice(0, width)
  while (cells.length < width) cells.push('')
  return { ...record, cells }
}

function describe(records: readonly TableRow[], heading: number, ragged: number, place: PlaceName): readonly string[] {
  const notes: string[] = []
  const above = records.slice(0, Math.max(0, heading)).filter(record => record.problem === undefined)
  if (above.length > 0) {
    const texts = above.map(record => filled(record.cells).join(' ').slice(0, 80)).join(' / ')
    notes.push(`${above.length === 1 ? 'One line' : `${above.length} lines`} above the headings were taken as a title: ${texts}`)
  }
  if (heading === -1) notes.push('There are no headings; columns are numbered')
  if (ragged > 0) notes.push(`${ragged} ${ragged === 1 ? `${place.toLowerCase()} has` : `${place.toLowerCase()}s have`} more cells than headings; they are kept in extra columns`)
  return notes
}

/** A table out of records: finds the headings, names every column, gives every row the same number of cells. */
export function tableFromRecords(records: readonly TableRow[], place: PlaceName): ImportRead {
  if (records.length === 0) return refuse('import.empty', 'This file is empty.')
  const heading = findHeadings(records)
  // A broken line above the headings is still a record that must be named.
  const body = [...records.slice(0, Math.max(0, heading)).filter(record => record.problem !== undefined), ...records.slice(heading + 1)]
  if (body.length === 0) return refuse('import.no_records', 'This file has headings but no records below them.')
  const headingWidth = lastFilled(records[heading]?.cells ?? [])
  let width = headingWidth
  let ragged = 0
  for (const record of body) {
    if (record.problem !== undefined) continue
    const length = lastFilled(record.cells)
    if (length > headingWidth && heading !== -1) ragged += 1
    if (length > width) width = length
  }
  if (width > maxColumns) return refuse('import.too_many_columns', `This file has more than ${maxColumns} columns. Remove the ones you do not need and try again.`)
  const headers = nameColumns(records[heading]?.cells ?? [], Math.max(1, width))
  return { kind: 'table', place, headers, rows: body.map(record => fitted(record, headers.length)), notes: describe(records, heading, ragged, place) }
}
