// oxlint-disable no-console -- prints what it measured
import * as fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { buildDrafts, buildPeopleDrafts } from '#shared/domain/import/build-drafts'
import { classifyDrafts } from '#shared/domain/import/classify-drafts'
import { guessMapping } from '#shared/domain/import/guess-mapping'
import { isBlocked } from '#shared/domain/import/import-draft'
import { buildMatchIndex } from '#shared/domain/import/match-index'
import { readImportFile } from '../../../src/renderer/features/import/readers/read-import-file.ts'
import { bytesOf } from './make-files.ts'

const headers = ['First Name', 'Last Name', 'Email', 'Phone', 'LinkedIn', 'Current Company', 'Title', 'Location', 'Tags', 'Source', 'Job', 'Stage', 'Applied On', 'Notes', 'Team']

function row(at: number): readonly string[] {
  return [`Ada${at}`, 'Lovelace', `ada${at}@acme.com`, `+4915${100_000_000 + at}`, `https://www.linkedin.com/in/ada-${at}`, 'Acme, Inc.', 'Engineer', 'London', 'math;steam', 'Referral', 'Engineer', 'Offer', '2024-03-01', `a "quoted"\nnote ${at}`, 'Blue']
}

test('10,000 rows are read, mapped and judged, each with its line', async () => {
  const bytes = bytesOf(Papa.unparse([headers, ...Array.from({ length: 10_000 }, (_, at) => row(at))]))
  const began = performance.now()
  const read = await readImportFile('people.csv', bytes)
  if (read.kind !== 'table') throw new Error('no table')
  const mapping = guessMapping(read.headers, read.rows.slice(0, 200).map(record => record.cells)).map(guess => guess.target)
  const { drafts } = buildDrafts(read, mapping, { defaultCountry: 'DE' })
  const rows = classifyDrafts(drafts, buildMatchIndex([]))
  const tookMs = performance.now() - began
  console.info(`${(bytes.length / 1e6).toFixed(1)} MB in ${Math.round(tookMs)} ms`)
  expect(mapping).toEqual(['firstName', 'lastName', 'emails', 'phones', 'links', 'company', 'title', 'location', 'tags', 'source', 'jobTitle', 'stage', 'appliedDate', 'noteText', 'note'])
  expect(rows.map(({ verdict, line }) => [verdict, line])).toEqual(drafts.map((_, at) => ['new', 2 + at * 2]))
})

const value = fc.oneof(fc.constantFrom('Ada', 'a@x.com', '', '"', 'x"y', '\n', 'a\nb', ',', ';', '03/04/2024', '__proto__'), fc.string({ maxLength: 8 }))

test('every record of a written table ends as exactly one draft or one named invalid line', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 12 }), async rows => {
    const text = Papa.unparse([['Name', 'Email', 'Note'], ...rows], { newline: '\n' })
    const read = await readImportFile('a.csv', bytesOf(text))
    const filled = rows.filter(cells => cells.some(cell => cell.trim() !== ''))
    const table = read.kind === 'table' ? read : { headers: [], rows: [] }
    const { drafts } = buildDrafts(table, ['fullName', 'emails', 'noteText'])
    const judged = classifyDrafts(drafts, buildMatchIndex([]))
    expect(judged).toHaveLength(filled.length)
    expect(new Set(judged.map(({ line }) => line)).size).toBe(filled.length)
    for (const { verdict, draft, reasons } of judged) {
      expect(verdict === 'invalid').toBe(isBlocked(draft))
      expect(verdict === 'invalid' && reasons.length === 0).toBe(false)
    }
  }), { numRuns: 300 })
})

test('every card of a vCard file, whole or not, ends as exactly one draft', async () => {
  const line = fc.constantFrom('FN:Ada', 'N:Lovelace;Ada', 'EMAIL:a@x.com', 'no property', 'TEL;CELL:+4915123456789', ' fold', 'NOTE;ENCODING=QUOTED-PRINTABLE:a=', 'END:VCARD', 'BEGIN:VCARD', 'item1.URL:x.example', ':', 'X;=:y', 'ORG:"')
  await fc.assert(fc.asyncProperty(fc.array(line, { maxLength: 25 }), async lines => {
    const text = ['BEGIN:VCARD', ...lines].join('\n')
    const read = await readImportFile('a.vcf', bytesOf(text))
    if (read.kind !== 'people') throw new Error('no people')
    const drafts = buildPeopleDrafts(read.records)
    expect(drafts.map(draft => draft.line)).toEqual(read.records.map(record => record.line))
    const begins = [...text.matchAll(/^BEGIN:VCARD$/gm)].length
    expect(read.records.length).toBeGreaterThanOrEqual(begins)
  }), { numRuns: 300 })
})
