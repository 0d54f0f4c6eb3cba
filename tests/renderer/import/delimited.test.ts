import * as fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { readDelimitedRecords } from '../../../src/renderer/features/import/readers/delimited-records.ts'
import type { TableRead } from '../../../src/renderer/features/import/readers/import-read.ts'
import { readImportFile } from '../../../src/renderer/features/import/readers/read-import-file.ts'
import { bytesOf } from './make-files.ts'

async function readTable(text: string | Uint8Array, name = 'people.csv'): Promise<TableRead> {
  const read = await readImportFile(name, typeof text === 'string' ? bytesOf(text) : text)
  if (read.kind !== 'table') throw new Error(`not a table: ${JSON.stringify(read)}`)
  return read
}

test.each([[','], [';'], ['\t'], ['|']])('a file cut by %j is read', async delimiter => {
  const read = await readTable(['Name,E-Mail,Ort', 'Ada Lovelace,ada@acme.com,London', 'Bo Li,bo@acme.com,Köln'].join('\n').replaceAll(',', delimiter))
  expect(read.headers).toEqual(['Name', 'E-Mail', 'Ort'])
  expect(read.rows).toEqual([{ line: 2, cells: ['Ada Lovelace', 'ada@acme.com', 'London'] }, { line: 3, cells: ['Bo Li', 'bo@acme.com', 'Köln'] }])
})

test('a record after quoted line breaks has the line of its own beginning', async () => {
  const read = await readTable('Name,Note\r\nAda,"first\r\nsecond\nthird"\r\nBo,plain\r\n\r\nCy,"a ""quoted"" word"\r\n')
  expect(read.rows).toEqual([
    { line: 2, cells: ['Ada', 'first\r\nsecond\nthird'] }, { line: 5, cells: ['Bo', 'plain'] }, { line: 7, cells: ['Cy', 'a "quoted" word'] },
  ])
})

test('mixed line endings do not glue records together', async () => {
  const read = await readTable('Name,Email\r\nAda,a@x.com\nBo,b@x.com\r\nCy,c@x.com')
  expect(read.rows.map(row => row.cells)).toEqual([['Ada', 'a@x.com'], ['Bo', 'b@x.com'], ['Cy', 'c@x.com']])
})

test('line endings of old Macs are read', async () => {
  expect((await readTable('Name,Email\rAda,a@x.com\rBo,b@x.com')).rows.map(row => row.line)).toEqual([2, 3])
})

test('a quote that is never closed costs one line, which is named, and not the rest of the file', async () => {
  const read = await readTable('Name,Note\nAda,ok\nBo,"never closed\nCy,fine\nDi,"also fine"\n')
  expect(read.rows.map(row => [row.line, row.cells[0], row.problem !== undefined])).toEqual([[2, 'Ada', false], [3, 'Bo', true], [4, 'Cy', false], [5, 'Di', false]])
})

test('a file full of broken quotes is refused instead of taking forever', async () => {
  const text = `Name,Note\n${'Bo,"never closed\n'.repeat(500)}`
  expect(await readImportFile('a.csv', bytesOf(text))).toMatchObject({ kind: 'refused', code: 'import.broken_quotes' })
})

test('title lines above the headings are left out and said', async () => {
  const read = await readTable('Candidates of May,,\nExported by Ben,,\n\nName,Email,Stage\nAda,ada@acme.com,Offer\n')
  expect(read.headers).toEqual(['Name', 'Email', 'Stage'])
  expect(read.rows).toEqual([{ line: 5, cells: ['Ada', 'ada@acme.com', 'Offer'] }])
  expect(read.notes.join()).toContain('Candidates of May')
})

test('a file without headings keeps its first record', async () => {
  const read = await readTable('Ada,ada@acme.com\nBo,bo@acme.com\n')
  expect(read.headers).toEqual(['Column 1', 'Column 2'])
  expect(read.rows).toHaveLength(2)
})

test('short records are filled, longer ones keep their cells in extra columns', async () => {
  const read = await readTable('Name,Email\nAda\nBo,bo@acme.com,extra,\n')
  expect(read.headers).toEqual(['Name', 'Email', 'Column 3'])
  expect(read.rows.map(row => row.cells)).toEqual([['Ada', '', ''], ['Bo', 'bo@acme.com', 'extra']])
  expect(read.notes.join()).toContain('1 line has more cells')
})

test('headings that repeat or are missing get names of their own', async () => {
  expect((await readTable('Email,email,,__proto__\na@x.com,b@x.com,c,d\n')).headers).toEqual(['Email', 'email (2)', 'Column 3', '__proto__'])
})

test("Excel's sep line names the delimiter and is no record", async () => {
  const read = await readTable('sep=;\r\nName;Email\r\nAda, née Byron;a@x.com\r\n')
  expect(read.rows).toEqual([{ line: 3, cells: ['Ada, née Byron', 'a@x.com'] }])
})

test('a list of e-mail addresses alone is a table of one column', async () => {
  const read = await readTable('Email\na@x.com\nb@x.com\n')
  expect(read.headers).toEqual(['Email'])
  expect(read.rows).toHaveLength(2)
})

test('Windows-1252 and UTF-16 files read as UTF-8 does', async () => {
  const windows = new Uint8Array([...'Name;Ort\nZo'].map(c => c.charCodeAt(0)).concat(0xeb, ...[...';K'].map(c => c.charCodeAt(0)), 0xf6, ...[...'ln\n'].map(c => c.charCodeAt(0))))
  const utf16 = new Uint8Array([0xff, 0xfe, ...[...'Name;Ort\nZoë;Köln\n'].flatMap(c => [c.charCodeAt(0), 0])])
  for (const bytes of [windows, utf16]) expect((await readTable(bytes)).rows[0]?.cells).toEqual(['Zoë', 'Köln'])
})

const nasty = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', 'a', ' ', '|', '\u0000', '__proto__', '=1+1', 'é') }))

test('what Papa Parse writes comes back cell by cell', () => {
  fc.assert(fc.property(fc.array(fc.array(nasty, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 12 }), fc.constantFrom('\r\n', '\n'), fc.boolean(), (rows, newline, quotes) => {
    // Blank records are no records; a byte order mark belongs to the file and not to the first cell.
    const kept = rows.map(row => ['x', ...row])
    const read = readDelimitedRecords(Papa.unparse(kept, { newline, quotes }), ',')
    expect(read.kind === 'records' ? read.records.map(record => record.cells) : read).toEqual(kept)
  }), { numRuns: 400 })
})

// Shrunk from seed 202058825.
test('a quoted last cell that ends in a quotation mark and a carriage return keeps both', () => {
  const read = readDelimitedRecords('x,,"""\r"\r\nx,,', ',')
  expect(read).toMatchObject({ kind: 'records', records: [{ cells: ['x', '', '"\r'] }, { cells: ['x', '', ''] }] })
})

test('every line of any text is part of exactly one record or blank, and lines only grow', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('"', ',', 'a', 'b', ' ') }), { maxLength: 30 }), lines => {
    const text = lines.join('\n')
    const read = readDelimitedRecords(text, ',')
    if (read.kind !== 'records') throw new Error('refused')
    const starts = read.records.map(record => record.line)
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b))
    const covered = new Set(read.records.flatMap(record => {
      const breaks = record.problem === undefined ? record.cells.join('').split('\n').length - 1 : 0
      return Array.from({ length: breaks + 1 }, (_, index) => record.line + index)
    }))
    const missing = lines.map((line, index) => ({ line, number: index + 1 })).filter(({ line, number }) => /[ab]/.test(line) && !covered.has(number))
    expect(missing).toEqual([])
  }), { numRuns: 1_000 })
})
