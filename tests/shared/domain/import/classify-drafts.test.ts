// oxlint-disable no-console -- prints what it measured
import { expect, test } from 'vitest'
import { buildDrafts } from '#shared/domain/import/build-drafts'
import { classifyDraft, classifyDrafts } from '#shared/domain/import/classify-drafts'
import type { ImportDraft } from '#shared/domain/import/import-draft'
import { addToMatchIndex, buildMatchIndex, removeFromMatchIndex, type ExistingCandidate } from '#shared/domain/import/match-index'

const ada: ExistingCandidate = { id: 'ada', fullName: 'Ada Lovelace', emails: ['Ada@Acme.com'], phones: ['0151 23456789'], links: ['https://de.linkedin.com/in/ada/'], company: 'Acme', title: '', tags: ['math'] }
const bo: ExistingCandidate = { id: 'bo', fullName: 'Bo Li', emails: ['bo@x.com'], phones: [], links: [] }
const index = () => buildMatchIndex([ada, bo], 'DE')

/** Drafts of `name, mail, phone, link, company, tags, job`. */
function drafts(...rows: readonly (readonly string[])[]): readonly ImportDraft[] {
  const headers = ['Name', 'Mail', 'Phone', 'Link', 'Company', 'Tags', 'Job']
  const table = { headers, rows: rows.map((cells, at) => ({ line: at + 2, cells })) }
  return buildDrafts(table, ['fullName', 'emails', 'phones', 'links', 'company', 'tags', 'jobTitle'], { defaultCountry: 'DE' }).drafts
}
const verdicts = (...rows: readonly (readonly string[])[]) => classifyDrafts(drafts(...rows), index())

test('somebody unknown is new', () => {
  expect(verdicts(['Cy', 'cy@x.com'])[0]).toMatchObject({ line: 2, verdict: 'new', reasons: [] })
})

test.each([['e-mail', ['Ada Lovelace', 'ada@acme.com']], ['phone', ['Ada Lovelace', '', '+49 151 23456789']], ['link', ['Ada Lovelace', '', '', 'www.linkedin.com/in/Ada']]])('a known candidate is found by %s', (_, row) => {
  expect(verdicts(row)[0]).toMatchObject({ verdict: 'same', matchId: 'ada' })
})

test('a matching name alone is nobody known', () => {
  expect(verdicts(['Ada Lovelace', 'other@x.com'])[0]).toMatchObject({ verdict: 'new' })
})

test('two numbers that share their last digits are not the same', () => {
  expect(verdicts(['Cy', '', '+1 212 515 23456789'.slice(0, 14)])[0]).toMatchObject({ verdict: 'new' })
})

test('what the file adds is listed; a differing value is kept as it is and said', () => {
  expect(verdicts(['Ada King', 'ada@acme.com; ada@home.org', '', '', 'Other Ltd', 'math, steam', 'Engineer'])[0]).toMatchObject({
    verdict: 'changed', matchId: 'ada', changes: [
      { kind: 'adds', field: 'emails', values: ['ada@home.org'] }, { kind: 'adds', field: 'tags', values: ['steam'] },
      { kind: 'kept', field: 'fullName', ours: 'Ada Lovelace', theirs: 'Ada King' }, { kind: 'kept', field: 'company', ours: 'Acme', theirs: 'Other Ltd' },
      { kind: 'application', jobTitle: 'Engineer' },
    ],
  })
})

test('an empty field is filled', () => {
  expect(verdicts(['Bo Li', 'bo@x.com', '', '', 'Acme'])[0]).toMatchObject({ verdict: 'changed', changes: [{ kind: 'fills', field: 'company', value: 'Acme' }] })
})

test('only a differing value is nothing to do', () => {
  expect(verdicts(['Ada King', 'ada@acme.com'])[0]).toMatchObject({ verdict: 'same', changes: [{ kind: 'kept' }] })
})

test('a row that fits several candidates is a possible duplicate of all of them', () => {
  expect(verdicts(['Ada', 'bo@x.com', '0151 23456789'])[0]).toMatchObject({ verdict: 'possibleDuplicate', matchIds: ['bo', 'ada'], matchedBy: ['email', 'phone'], reasons: ['It matches 2 candidates by e-mail address and phone number'] })
})

test('a row that repeats an earlier one names its line, and whether it is the same person', () => {
  const rows = verdicts(['Cy Dee', 'cy@x.com', '', '', '', '', 'Engineer'], ['Dee, Cy', 'CY@x.com', '', '', '', '', 'Designer'], ['Eve', 'cy@x.com'])
  expect(rows[1]).toMatchObject({ verdict: 'possibleDuplicate', sameAsLine: 2, isSamePerson: true, reasons: ['It has the same e-mail address as line 2'] })
  expect(rows[2]).toMatchObject({ verdict: 'possibleDuplicate', sameAsLine: 2, isSamePerson: false })
})

test('an unusable row is invalid with its reasons', () => {
  expect(verdicts(['', 'nobody@x.com'])[0]).toMatchObject({ line: 2, verdict: 'invalid', reasons: ['There is no name'] })
})

test('the index follows candidates as they come, change and go', () => {
  const known = index()
  addToMatchIndex(known, { ...bo, emails: ['new@x.com'] })
  const [old, next] = drafts(['Bo', 'bo@x.com'], ['Bo', 'new@x.com'])
  expect([classifyDraft(old!, known).verdict, classifyDraft(next!, known).matchId]).toEqual(['new', 'bo'])
  removeFromMatchIndex(known, 'bo')
  expect(classifyDraft(next!, known).verdict).toBe('new')
})

test('10,000 rows against 50,000 candidates are each judged, and the time is told', () => {
  const phone = (at: number): string => `+4915${String(100_000_000 + at)}`
  const existing = Array.from({ length: 50_000 }, (_, at): ExistingCandidate => ({ id: `c${at}`, fullName: `Person ${at}`, emails: [`p${at}@x.com`], phones: [phone(at)], links: [`https://www.linkedin.com/in/p${at}`] }))
  const rows = drafts(...Array.from({ length: 10_000 }, (_, at) => [`Person ${at * 9}`, `p${at * 9}@x.com`, phone(at * 9), `linkedin.com/in/p${at * 9}`]))
  const began = performance.now()
  const known = buildMatchIndex(existing, 'DE')
  const indexed = performance.now()
  const judged = classifyDrafts(rows, known)
  const ended = performance.now()
  classifyDraft(rows[5]!, known)
  const single = performance.now() - ended
  console.info(`index ${Math.round(indexed - began)} ms, verdicts ${Math.round(ended - indexed)} ms, one person ${single.toFixed(2)} ms`)
  expect(judged.filter(row => row.verdict === 'same').length).toBe(5_556)
})
