import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildDrafts, buildPeopleDrafts } from '#shared/domain/import/build-drafts'
import type { DraftOptions } from '#shared/domain/import/draft-builder'
import { isBlocked, sayProblem, type ImportDraft } from '#shared/domain/import/import-draft'
import { importTargets, type ImportTable, type ImportTarget } from '#shared/domain/import/import-fields'

function draftsOf(mapping: Readonly<Partial<Record<string, ImportTarget>>>, rows: readonly (readonly string[])[], options: DraftOptions = {}) {
  const headers = Object.keys(mapping)
  const table: ImportTable = { headers, rows: rows.map((cells, index) => ({ line: index + 2, cells })) }
  return buildDrafts(table, headers.map(header => mapping[header] ?? 'note'), options)
}
function draftOf(mapping: Readonly<Partial<Record<string, ImportTarget>>>, cells: readonly string[], options: DraftOptions = {}): ImportDraft {
  return draftsOf(mapping, [cells], options).drafts[0]!
}

test('a row becomes a draft with normalised values', () => {
  const draft = draftOf(
    { First: 'firstName', Last: 'lastName', Mail: 'emails', Phone: 'phones', Web: 'links', City: 'location', Country: 'location', Tags: 'tags', Status: 'status', Applied: 'appliedDate', Job: 'jobTitle', Team: 'note' },
    ['  Ada ', 'Lovelace', 'Ada <ada@acme.com>; ada@home.org', '0151 23456789 / +49 30 1234567', 'linkedin.com/in/ada', 'London', 'UK', 'math, Math; steam', 'Archived', '01 Jan 2024', 'Engineer', 'Blue'],
    { defaultCountry: 'DE' })
  expect(draft).toMatchObject({
    line: 2, fullName: 'Ada Lovelace', emails: ['ada@acme.com', 'ada@home.org'], phones: ['+4915123456789', '+49301234567'], links: ['https://linkedin.com/in/ada'],
    location: 'London, UK', tags: ['math', 'steam'], status: 'rejected', appliedOn: '2024-01-01', jobTitle: 'Engineer', noteLines: ['Team: Blue'], problems: [],
  })
})

test('a value that does not fit is named with its line and kept in the note', () => {
  const { drafts } = draftsOf({ Name: 'fullName', Mail: 'emails', Applied: 'appliedDate', Status: 'status' }, [['Ada', 'jane at acme', 'soon', 'hmm']])
  expect(drafts[0]!.problems.map(problem => sayProblem(problem))).toEqual([
    'Line 2: “jane at acme” is not an e-mail address', 'Line 2: “soon” is not a date', 'Line 2: “hmm” is not a status Shortlist knows',
  ])
  expect(drafts[0]!.noteLines).toEqual(['Mail: jane at acme', 'Applied: soon', 'Status: hmm'])
  expect(isBlocked(drafts[0]!)).toBe(false)
})

test('a row without a name cannot be imported, and says so', () => {
  const draft = draftOf({ Name: 'fullName', Mail: 'emails' }, [' ', 'ada@x.com'])
  expect(isBlocked(draft)).toBe(true)
  expect(sayProblem(draft.problems[0]!, 'Row')).toBe('Row 2: There is no name')
})

test('a number without a country is kept as written', () => {
  expect(draftOf({ Name: 'fullName', Phone: 'phones' }, ['Ada', '0151 23456789'])).toMatchObject({ phones: ['0151 23456789'], problems: [] })
})

test('a reversed name is turned, a title behind the name is not', () => {
  expect(draftOf({ Name: 'fullName' }, ['Lovelace, Ada']).fullName).toBe('Ada Lovelace')
  expect(draftOf({ Name: 'fullName' }, ['Ada Lovelace, PhD']).fullName).toBe('Ada Lovelace, PhD')
})

test('a column of dates that can be read both ways asks once; the answer settles it', () => {
  const rows = [['Ada', '03/04/2024'], ['Bo', '05/06/2024'], ['Cy', '07/07/2024']]
  const asked = draftsOf({ Name: 'fullName', Applied: 'appliedDate' }, rows)
  expect(asked.questions).toEqual([{ kind: 'ambiguous dates', column: 1, header: 'Applied', target: 'appliedDate', examples: ['03/04/2024', '05/06/2024'] }])
  expect(asked.drafts[0]).toMatchObject({ appliedOn: null, noteLines: ['Applied: 03/04/2024'], problems: [{ kind: 'ambiguous dates', line: 2 }] })
  const answered = draftsOf({ Name: 'fullName', Applied: 'appliedDate' }, rows, { dateOrders: new Map([[1, 'monthFirst']]) })
  expect(answered.questions).toEqual([])
  expect(answered.drafts.map(draft => draft.appliedOn)).toEqual(['2024-03-04', '2024-05-06', '2024-07-07'])
})

test('one clear date settles the column without asking', () => {
  const { drafts, questions } = draftsOf({ Name: 'fullName', Applied: 'appliedDate' }, [['Ada', '03/04/2024'], ['Bo', '25/06/2024']])
  expect(questions).toEqual([])
  expect(drafts[0]!.appliedOn).toBe('2024-04-03')
})

test('mapped pay is read and never lands in a note', () => {
  const pay = (cell: string): ImportDraft => draftOf({ Name: 'fullName', Pay: 'salary' }, ['Ada', cell], { defaultCurrency: 'EUR' })
  expect(pay('65.000 €').expectedCompensation).toEqual({ amountMinor: 6_500_000, currency: 'EUR' })
  expect(pay('USD 120k').expectedCompensation).toEqual({ amountMinor: 12_000_000, currency: 'USD' })
  expect(pay('1,234.50').expectedCompensation).toEqual({ amountMinor: 123_450, currency: 'EUR' })
  expect(pay('60 to 70')).toMatchObject({ expectedCompensation: null, noteLines: [], problems: [{ kind: 'not an amount' }] })
})

test('a value longer than its field is cut and kept whole in the note', () => {
  const long = 'x'.repeat(500)
  expect(draftOf({ Name: 'fullName', Company: 'company' }, ['Ada', long])).toMatchObject({ company: 'x'.repeat(200), noteLines: [`Company: ${long}`], problems: [{ kind: 'too long' }] })
})

test('a person of a vCard becomes a draft the same way', () => {
  const [draft] = buildPeopleDrafts([{ line: 7, fields: { firstName: 'Ada', lastName: 'Lovelace', emails: ['ADA@x.com', 'no'], links: ['nowhere'] } }])
  expect(draft).toMatchObject({ line: 7, fullName: 'Ada Lovelace', emails: ['ADA@x.com'], problems: [{ reason: '“no” is not an e-mail address' }, { reason: '“nowhere” is not a web address' }] })
})

const cell = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('Ada', 'a@x.com', '+4915123456789', '03/04/2024', '__proto__', '\u0000', '\ud800', 'x'.repeat(400)))

test('every record ends as one draft with its line, and all its texts can be stored', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...importTargets), { minLength: 1, maxLength: 8 }), fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 10 }), (mapping, rows) => {
    const table: ImportTable = { headers: mapping.map((_, index) => `H${index}`), rows: rows.map((cells, index) => ({ line: index + 2, cells })) }
    const { drafts } = buildDrafts(table, mapping)
    expect(drafts.map(draft => draft.line)).toEqual(table.rows.map(row => row.line))
    for (const draft of drafts) {
      const text = JSON.stringify(draft)
      expect(text.includes('\\u0000') || /\\ud[89a-f]/.test(text)).toBe(false)
      expect(isBlocked(draft) || draft.fullName !== '').toBe(true)
    }
  }))
})

test('no cell disappears: its words are in the draft, unless it is ignored or pay', () => {
  const kept = importTargets.filter(target => target !== 'ignore' && target !== 'salary' && target !== 'note')
  fc.assert(fc.property(fc.constantFrom(...kept), fc.stringMatching(/^[a-z]{6,12}$/), (target, word) => {
    const draft = draftOf({ Name: 'fullName', Value: target }, ['Ada', word])
    expect(JSON.stringify({ ...draft, problems: [] })).toContain(word)
  }))
})
