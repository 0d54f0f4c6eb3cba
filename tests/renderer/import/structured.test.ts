import { expect, test } from 'vitest'
import { buildPeopleDrafts } from '#shared/domain/import/build-drafts'
import type { PersonRecord } from '#shared/domain/import/import-fields'
import type { ImportRead, PeopleRead, TableRead } from '../../../src/renderer/features/import/readers/import-read.ts'
import { readImportFile } from '../../../src/renderer/features/import/readers/read-import-file.ts'
import { bytesOf, makeXlsx, makeZip } from './make-files.ts'

async function people(bytes: Uint8Array, name = 'x', part?: string): Promise<PeopleRead> {
  const read = await readImportFile(name, bytes, part === undefined ? {} : { part })
  if (read.kind !== 'people') throw new Error(`no people: ${JSON.stringify(read)}`)
  return read
}
async function table(bytes: Uint8Array, part?: string): Promise<TableRead> {
  const read = await readImportFile('x', bytes, part === undefined ? {} : { part })
  if (read.kind !== 'table') throw new Error(`no table: ${JSON.stringify(read)}`)
  return read
}
const refused = async (bytes: Uint8Array, name = 'x.csv'): Promise<ImportRead> => readImportFile(name, bytes)
const fieldsOf = (record: PersonRecord | undefined) => record?.fields

// --- Workbooks

test('a workbook keeps phone numbers whole, writes days as ISO and counts real rows', async () => {
  const read = await table(makeXlsx({ People: [
    ['Name', 'Phone', 'Applied', 'Score'], [], ['Ada', { number: '4.915123456789E12' }, { dateSerial: 45_352 }, { number: '0.10000000000000001' }], ['Bo', '+49 30 1', { dateSerial: 45_352.5 }, null],
  ] }))
  expect(read.headers).toEqual(['Name', 'Phone', 'Applied', 'Score'])
  expect(read.rows).toEqual([
    { line: 3, cells: ['Ada', '4915123456789', '2024-03-01', '0.1'] }, { line: 4, cells: ['Bo', '+49 30 1', '2024-03-01 12:00', ''] },
  ])
  expect(read.place).toBe('Row')
})

test('the first sheet with records is read, the others are named and can be chosen', async () => {
  const workbook = makeXlsx({ Cover: [], People: [['Name'], ['Ada']], Old: [['Name'], ['Bo']] })
  const first = await table(workbook)
  expect(first.parts).toEqual({ names: ['Cover', 'People', 'Old'], chosen: 'People' })
  expect(first.notes.join()).toContain('Old')
  expect((await table(workbook, 'Old')).rows[0]?.cells).toEqual(['Bo'])
  expect(await readImportFile('x', workbook, { part: 'None' })).toMatchObject({ code: 'import.unknown_part' })
})

// --- Refusals

test.each([
  ['nothing', new Uint8Array(), 'import.empty'],
  ['only blanks', bytesOf(' \n\n'), 'import.empty'],
  ['headings alone', bytesOf('Name,Email\n'), 'import.no_records'],
  ['an old Excel file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'import.old_excel'],
  ['a PDF', bytesOf('%PDF-1.7 …'), 'import.not_a_table'],
  ['a program', new Uint8Array(400).map((_, index) => index % 7), 'import.not_a_table'],
  ['a web page', bytesOf('<html><table><tr><td>Ada</td></tr></table></html>'), 'import.web_page'],
  ['cut JSON', bytesOf('[{"basics": {"name": "A'), 'import.unreadable_json'],
  ['foreign JSON', bytesOf('{"people": 3}'), 'import.unknown_json'],
  ['a cut archive', makeZip({ 'a.csv': 'Name\nAda' }).slice(0, 40), 'import.unreadable_archive'],
  ['an archive of pictures', makeZip({ 'a.png': 'x' }), 'import.unknown_archive'],
  ['an OpenDocument sheet', makeZip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }), 'import.open_document'],
  ['a broken workbook', makeZip({ 'xl/workbook.xml': '<workbook' }), 'import.unreadable_workbook'],
])('%s is refused with its own code', async (_, bytes, code) => {
  const read = await refused(bytes)
  expect(read).toMatchObject({ kind: 'refused', code })
  expect(read.kind === 'refused' && read.message.length).toBeGreaterThan(10)
})

test('a workbook with a password is told apart from an old one', async () => {
  const name = [...'EncryptedPackage'].flatMap(letter => [letter.charCodeAt(0), 0])
  expect(await refused(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(508), ...name]))).toMatchObject({ code: 'import.locked_workbook' })
})

test('more than 50 MB is refused before anything is read', async () => {
  expect(await refused(new Uint8Array(50 * 1024 * 1024 + 1))).toMatchObject({ code: 'import.too_large' })
})

test('an archive that unpacks to far more than it is, is refused without unpacking', async () => {
  const bomb = makeZip({ 'people.csv': 'Name\nAda' })
  // The declared size in the central directory (APPNOTE 4.3.12, offset 24), here 1 GB.
  const directory = bomb.findIndex((_, at) => bomb[at] === 0x50 && bomb[at + 1] === 0x4b && bomb[at + 2] === 1 && bomb[at + 3] === 2)
  new DataView(bomb.buffer, bomb.byteOffset).setUint32(directory + 24, 2 ** 30, true)
  expect(await refused(bomb)).toMatchObject({ code: 'import.unpacks_too_large' })
})

test('content decides, not the ending of the name', async () => {
  expect((await readImportFile('people.csv', makeXlsx({ A: [['Name'], ['Ada']] }))).kind).toBe('table')
  expect((await readImportFile('people.xlsx', bytesOf('Name,Email\nAda,a@x.com'))).kind).toBe('table')
  expect((await readImportFile('people.txt', bytesOf('BEGIN:VCARD\nFN:Ada\nEND:VCARD'))).kind).toBe('people')
})

// --- LinkedIn

const connections = 'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing."\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nAda,Lovelace,https://www.linkedin.com/in/ada,ada@acme.com,"Acme, Inc.",Engineer,01 Jan 2024\n'
const linkedin = { 'Basic/Connections.csv': connections,
  'Basic/Profile.csv': 'First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers\nDana,Reyes,,,,Trader,"About\nme",Finance,,"Atlanta, Georgia",[dana],"[PERSONAL:https://dana.example,PORTFOLIO:https://d.example/w]",\n',
  'Basic/Positions.csv': 'Company Name,Title,Description,Location,Started On,Finished On\nAcme,Lead,"• One\n• Two",Paris,Jun 2025,\nOld,Dev,,,2019,May 2025\n',
  'Basic/Email Addresses.csv': 'Email Address,Confirmed,Primary,Updated On\ndana@x.com,Yes,Yes,1/1/24\n', 'Basic/Skills.csv': 'Name\nRisk\n' }

test('Connections.csv is read below its notes, alone and in the archive', async () => {
  for (const bytes of [bytesOf(connections), makeZip(linkedin)]) {
    const read = await table(bytes)
    expect(read.headers).toEqual(['First Name', 'Last Name', 'URL', 'Email Address', 'Company', 'Position', 'Connected On'])
    expect(read.rows).toEqual([{ line: 5, cells: ['Ada', 'Lovelace', 'https://www.linkedin.com/in/ada', 'ada@acme.com', 'Acme, Inc.', 'Engineer', '01 Jan 2024'] }])
  }
})

test('the profile of a LinkedIn archive becomes one person with work history', async () => {
  expect((await table(makeZip(linkedin))).parts).toEqual({ names: ['Connections', 'Own profile'], chosen: 'Connections' })
  const { records } = await people(makeZip(linkedin), 'x', 'Own profile')
  expect(fieldsOf(records[0])).toMatchObject({
    firstName: 'Dana', lastName: 'Reyes', headline: 'Trader', location: 'Atlanta, Georgia', company: 'Acme', title: 'Lead', emails: ['dana@x.com'], tags: ['Risk'],
    links: ['https://dana.example', 'https://d.example/w', 'https://x.com/dana'],
    employments: [{ company: 'Acme', title: 'Lead', start: '2025-06', end: null, summary: '• One\n• Two' }, { company: 'Old', title: 'Dev', start: '2019', end: '2025-05', summary: '' }],
  })
})

// --- JSON Resume

const resume = { basics: { name: 'Ada', label: 'Engineer', email: 'a@x.com', phone: null, location: { city: 'London', countryCode: 'GB' }, profiles: [{ network: 'LinkedIn', username: 'ada' }] },
  work: [{ company: 'Acme', position: 'Lead', startDate: '2020-02-01', highlights: ['Built it'] }], skills: [{ name: 'Engines', keywords: ['steam'] }], __proto__: null }

test('JSON résumés are read alone, in a list and in an archive; what is none is named', async () => {
  const one = await people(bytesOf(JSON.stringify(resume)))
  expect(fieldsOf(one.records[0])).toMatchObject({ fullName: 'Ada', headline: 'Engineer', location: 'London, GB', company: 'Acme', links: ['https://www.linkedin.com/in/ada'], tags: ['Engines'], noteLines: ['Engines: steam'] })
  const many = await people(bytesOf(JSON.stringify([resume, { basics: 'no' }, resume])))
  expect(many.records.map(record => [record.line, record.problem !== undefined])).toEqual([[1, false], [2, true], [3, false]])
  const zipped = await people(makeZip({ 'a.json': JSON.stringify(resume), 'b.json': '{', '__MACOSX/a.json': 'x' }))
  expect(zipped.records.map(record => record.problem)).toEqual([undefined, 'The file “b.json” is not a JSON résumé'])
})

test('what is too long or too much for the profile is named and kept whole in the note', async () => {
  const long = 'Built bridges. '.repeat(400)
  const skills = Array.from({ length: 102 }, (_, n) => ({ name: `Skill ${n}` }))
  const jobs = Array.from({ length: 61 }, (_, n) => ({ name: `Company ${n}`, position: 'Engineer', summary: n === 0 ? long : '' }))
  const { records } = await people(bytesOf(JSON.stringify({ ...resume, work: jobs, skills })))
  const [draft] = buildPeopleDrafts(records)
  expect(draft!.employments[0]!.summary.length).toBeLessThanOrEqual(5_000)
  expect([draft!.tags.length, draft!.employments.length]).toEqual([100, 60])
  expect(draft!.problems.map(problem => problem.kind).toSorted()).toEqual(['too long', 'too many', 'too many', 'too many'])
  const note = draft!.noteLines.join('\n')
  for (const kept of [long.trim(), 'Skill 100', 'Skill 101', 'Company 60']) expect(note).toContain(kept)
})

test('prototype keys in JSON reach nothing', async () => {
  await people(bytesOf('{"basics":{"name":"Ada","profiles":[{"network":"__proto__","username":"x"},{"network":"constructor","username":"y"}]},"__proto__":{"polluted":1}}'))
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

// --- vCard

test('vCard 2.1 with bare types and quoted-printable is read', async () => {
  const { records } = await people(bytesOf('BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen;;;\r\nTEL;CELL;VOICE:+49 151 23456789\r\nEMAIL;INTERNET:j@x.de\r\nNOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\r\ntwo\r\nPHOTO;JPEG;ENCODING=BASE64:AAAA\r\nBBBB\r\nEND:VCARD\r\n'))
  expect(records[0]?.problem).toBeUndefined()
  expect(fieldsOf(records[0])).toMatchObject({ firstName: 'Jürgen', lastName: 'Müller', phones: ['+49 151 23456789'], emails: ['j@x.de'], noteLines: ['one\ntwo'] })
})

test('quoted-printable in another character set is read', async () => {
  const { records } = await people(bytesOf('BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=FCrgen\nEND:VCARD'))
  expect(fieldsOf(records[0])?.fullName).toBe('Jürgen')
})

test('vCard 3.0 and 4.0 with groups, folds, escapes and tel addresses are read', async () => {
  const { records } = await people(bytesOf([
    'BEGIN:VCARD', 'VERSION:3.0', 'FN:Ada Lovelace', 'N:Lovelace;Ada;;Countess;', 'ORG:Acme\\, Inc.;Engines', 'TITLE:Engineer', 'item1.EMAIL;type=INTERNET:ada@a', ' cme.com', 'item1.X-ABLabel:_$!<Work>!$_',
    'item2.URL:https\\://ada.example', 'ADR;TYPE=HOME:;;1 Road;London;;N1;UK', 'CATEGORIES:math,steam', 'X-SOCIALPROFILE;type=linkedin:https://www.linkedin.com/in/ada', 'NOTE:a\\nb\\, c', 'END:VCARD',
    'BEGIN:VCARD', 'VERSION:4.0', 'FN:Bo Li', 'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1-555-555-5555', 'IMPP:xmpp:bo@x.com', 'END:VCARD'].join('\n')))
  expect(fieldsOf(records[0])).toMatchObject({
    fullName: 'Ada Lovelace', company: 'Acme, Inc., Engines', title: 'Engineer', emails: ['ada@acme.com'], links: ['https://ada.example', 'https://www.linkedin.com/in/ada'], location: 'London, UK', tags: ['math', 'steam'], noteLines: ['a\nb, c'],
  })
  expect(fieldsOf(records[1])).toMatchObject({ fullName: 'Bo Li', phones: ['+1-555-555-5555'], noteLines: ['impp: xmpp:bo@x.com'] })
  expect(records.map(record => record.line)).toEqual([1, 16])
})

test('a damaged contact is named with its line and its neighbours stay', async () => {
  const { records } = await people(bytesOf('BEGIN:VCARD\nFN:Ada\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\nsomething else\nBEGIN:VCARD\nFN:Cy\nno property here\nEND:VCARD\nBEGIN:VCARD\nFN:Di'))
  expect(records.map(record => [record.line, record.fields.fullName ?? '', record.problem !== undefined])).toEqual([[1, 'Ada', true], [3, 'Bo', false], [6, '', true], [7, 'Cy', true], [11, 'Di', true]])
})
