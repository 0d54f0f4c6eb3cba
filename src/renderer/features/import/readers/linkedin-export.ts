import { parsePartialDate } from '#shared/domain/import/dates'
import type { ImportFields, PersonRecord, TableRow } from '#shared/domain/import/import-fields'
import { decodeText } from '#shared/lib/text-encoding'
import { baseName } from './archive.ts'
import { readDelimitedRecords } from './delimited-records.ts'
import { refuse, type ImportRead, type ReadOptions } from './import-read.ts'
import { tableFromRecords } from './table-from-records.ts'

/**
 * LinkedIn's "Get a copy of your data" archive. Column names as stored public examples of the export show them:
 * Connections.csv (First Name, Last Name, URL, Email Address, Company, Position, Connected On; below lines of notes),
 * Profile.csv (First Name, Last Name, Maiden Name, Address, Birth Date, Headline, Summary, Industry, Zip Code,
 * Geo Location, Twitter Handles, Websites, Instant Messengers), Positions.csv (Company Name, Title, Description,
 * Location, Started On, Finished On), Education.csv (School Name, Start Date, End Date, Notes, Degree Name, Activities),
 * Skills.csv (Name), Email Addresses.csv (Email Address, …), PhoneNumbers.csv (Extension, Number, Type).
 */
export const linkedinFiles = ['Connections.csv', 'Profile.csv', 'Positions.csv', 'Education.csv', 'Skills.csv', 'Email Addresses.csv', 'PhoneNumbers.csv'] as const

/** True for an archive with LinkedIn's file names. */
export function isLinkedinArchive(names: readonly string[]): boolean {
  const bases = new Set(names.map(baseName))
  return bases.has('Connections.csv') || bases.has('Profile.csv')
}

type CsvRow = ReadonlyMap<string, string>

function fileNamed(files: ReadonlyMap<string, Uint8Array>, base: string): Uint8Array | undefined {
  for (const [name, bytes] of files) if (baseName(name) === base) return bytes
  return undefined
}

function rowsOf(files: ReadonlyMap<string, Uint8Array>, base: string): readonly CsvRow[] {
  const bytes = fileNamed(files, base)
  const read = bytes === undefined ? null : readDelimitedRecords(decodeText(bytes).text, ',')
  if (read === null || read.kind !== 'records') return []
  const [headers, ...rows] = read.records
  return rows.map(row => new Map((headers?.cells ?? []).map((header, index) => [header.trim(), row.cells[index]?.trim() ?? ''])))
}

/** `[PERSONAL:https://ada.example,PORTFOLIO:https://…]` and plain lists of addresses. */
function listed(value: string): readonly string[] {
  return value.replace(/^\[|\]$/g, '').split(',').map(part => part.trim().replace(/^[A-Z_]+:(?=\S)/, '')).filter(part => part !== '')
}

function profileFields(profile: CsvRow, files: ReadonlyMap<string, Uint8Array>): Partial<ImportFields> {
  const of = (row: CsvRow, name: string): string => row.get(name) ?? ''
  const employments = rowsOf(files, 'Positions.csv').map(row => ({
    company: of(row, 'Company Name'), title: of(row, 'Title'), start: parsePartialDate(of(row, 'Started On')), end: parsePartialDate(of(row, 'Finished On')), summary: of(row, 'Description'),
  }))
  const current = employments.find(job => job.end === null) ?? employments[0]
  return {
    firstName: of(profile, 'First Name'), lastName: of(profile, 'Last Name'), fullName: of(profile, 'Full Name'), headline: of(profile, 'Headline'), summary: of(profile, 'Summary'), location: of(profile, 'Geo Location'),
    links: [...listed(of(profile, 'Websites')), ...listed(of(profile, 'Twitter Handles')).map(handle => `https://x.com/${handle.replace(/^@/, '')}`)],
    emails: rowsOf(files, 'Email Addresses.csv').map(row => of(row, 'Email Address')),
    phones: rowsOf(files, 'PhoneNumbers.csv').map(row => of(row, 'Number')),
    tags: rowsOf(files, 'Skills.csv').map(row => of(row, 'Name')),
    company: current?.company ?? '', title: current?.title ?? '', employments,
    educations: rowsOf(files, 'Education.csv').map(row => ({
      school: of(row, 'School Name'), degree: of(row, 'Degree Name'), start: parsePartialDate(of(row, 'Start Date')), end: parsePartialDate(of(row, 'End Date')),
    })),
    noteLines: of(profile, 'Industry') === '' ? [] : [`Industry: ${of(profile, 'Industry')}`],
    source: 'LinkedIn',
  }
}

const connectionsPart = 'Connections'
const profilePart = 'Own profile'

/** Reads the archive's connections, or the profile of the person whose archive it is. `files` by path. */
export function readLinkedinArchive(files: ReadonlyMap<string, Uint8Array>, options: ReadOptions): ImportRead {
  const connections = fileNamed(files, 'Connections.csv')
  const profile = rowsOf(files, 'Profile.csv')[0]
  const names = [...(connections === undefined ? [] : [connectionsPart]), ...(profile === undefined ? [] : [profilePart])]
  const chosen = options.part ?? names[0]
  if (chosen === undefined || !names.includes(chosen)) return refuse('import.unknown_part', 'This archive does not hold that list.')
  const parts = { names, chosen }
  const notes = names.length > 1 ? [`Only “${chosen}” is read; the archive also holds: ${names.filter(name => name !== chosen).join(', ')}`] : []
  if (chosen === connectionsPart && connections !== undefined) {
    const read = readDelimitedRecords(decodeText(connections).text, ',')
    if (read.kind === 'brokenQuotes') return refuse('import.broken_quotes', `Quotation marks are not closed in many lines, the last near line ${read.line}. Download the archive again.`)
    const table = tableFromRecords(read.records satisfies readonly TableRow[], 'Line')
    return table.kind === 'refused' ? table : { ...table, parts, notes: [...table.notes, ...notes] }
  }
  const record: PersonRecord = { line: 1, fields: profile === undefined ? {} : profileFields(profile, files) }
  return { kind: 'people', place: 'Record', records: [record], parts, notes }
}
