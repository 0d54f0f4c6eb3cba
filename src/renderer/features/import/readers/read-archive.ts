import type { PersonRecord } from '#shared/domain/import/import-fields'
import { decodeText } from '#shared/lib/text-encoding'
import { baseName, isClutter, listArchive, unpackArchive } from './archive.ts'
import { refuse, type ImportRead, type ReadOptions } from './import-read.ts'
import { isJsonResume, readJsonResumes } from './json-resume.ts'
import { isLinkedinArchive, linkedinFiles, readLinkedinArchive } from './linkedin-export.ts'
import { readText } from './read-text.ts'
import { readVcards } from './vcard.ts'
import { readXlsx } from './workbook.ts'

function parseJson(bytes: Uint8Array): { value: unknown } | null {
  try {
    return { value: JSON.parse(decodeText(bytes).text) }
  } catch {
    return null
  }
}

/** All résumés of an archive, numbered through; a file that cannot be read is a record with its name. */
function readResumes(files: ReadonlyMap<string, Uint8Array>): ImportRead {
  const records: PersonRecord[] = []
  let found = 0
  for (const [name, bytes] of files) {
    const parsed = parseJson(bytes)
    if (parsed !== null && isJsonResume(parsed.value)) {
      found += 1
      records.push(...readJsonResumes(parsed.value, records.length + 1))
    } else {
      records.push({ line: records.length + 1, fields: {}, problem: `The file “${baseName(name)}” is not a JSON résumé` })
    }
  }
  if (found === 0) return refuse('import.unknown_json', 'The JSON files in this archive are not résumés.')
  return { kind: 'people', place: 'Record', records, notes: [] }
}

/** All contacts of an archive of vCards; records are numbered, because lines of several files would be confused. */
function readCards(files: ReadonlyMap<string, Uint8Array>): ImportRead {
  const cards = [...files.values()].flatMap(bytes => readVcards(decodeText(bytes).text))
  return { kind: 'people', place: 'Record', records: cards.map((card, index) => ({ ...card, line: index + 1 })), notes: [] }
}

function readTables(files: ReadonlyMap<string, Uint8Array>, options: ReadOptions): ImportRead {
  const names = [...files.keys()]
  const chosen = options.part ?? names[0] ?? ''
  const bytes = files.get(chosen)
  if (bytes === undefined) return refuse('import.unknown_part', 'This archive does not hold that list.')
  const read = readText(decodeText(bytes).text, chosen)
  if (read.kind === 'refused' || names.length === 1) return read
  return { ...read, parts: { names, chosen }, notes: [...read.notes, `Only “${chosen}” is read; the archive also holds: ${names.filter(name => name !== chosen).join(', ')}`] }
}

/** A zip archive by what is in it: a workbook, a LinkedIn export, JSON résumés, vCards or tables. */
export async function readArchive(bytes: Uint8Array, options: ReadOptions): Promise<ImportRead> {
  const list = listArchive(bytes)
  if (list.kind === 'refused') return list
  const names = list.entries.map(entry => entry.name)
  if (names.includes('xl/workbook.xml')) return readXlsx(bytes, options)
  if (names.includes('mimetype') && names.includes('content.xml')) return refuse('import.open_document', 'This is an OpenDocument file. Save it as .xlsx or CSV and import that.')
  const isWanted = isLinkedinArchive(names) ? (name: string) => (linkedinFiles as readonly string[]).includes(baseName(name)) : (name: string) => /\.(?:json|vcf|csv|tsv)$/i.test(name)
  const files = unpackArchive(bytes, name => !isClutter(name) && isWanted(name))
  if ('kind' in files) return files
  if (isLinkedinArchive(names)) return readLinkedinArchive(files, options)
  const ofType = (pattern: RegExp): ReadonlyMap<string, Uint8Array> => new Map([...files].filter(([name]) => pattern.test(name)))
  const [resumes, cards, tables] = [ofType(/\.json$/i), ofType(/\.vcf$/i), ofType(/\.[ct]sv$/i)]
  if (tables.size > 0) return readTables(tables, options)
  if (resumes.size > 0) return readResumes(resumes)
  if (cards.size > 0) return readCards(cards)
  return refuse('import.unknown_archive', 'There is no list of people in this archive. Import a CSV, an Excel workbook, vCards, JSON résumés or a LinkedIn export.')
}
