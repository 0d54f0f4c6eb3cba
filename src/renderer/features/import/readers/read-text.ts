import { readDelimitedRecords } from './delimited-records.ts'
import { refuse, type ImportRead } from './import-read.ts'
import { isJsonResume, readJsonResumes } from './json-resume.ts'
import { tableFromRecords } from './table-from-records.ts'
import { readVcards } from './vcard.ts'

/** JSON that is not cut off before its end, or null for text that is something else. */
function readJson(text: string): ImportRead {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('import.unreadable_json', 'This JSON file is damaged or incomplete.')
  }
  if (!isJsonResume(value)) return refuse('import.unknown_json', 'This JSON file is not a résumé in the JSON Resume form.')
  return { kind: 'people', place: 'Record', records: readJsonResumes(value), notes: [] }
}

function readTable(text: string): ImportRead {
  const read = readDelimitedRecords(text)
  if (read.kind === 'brokenQuotes') {
    return refuse('import.broken_quotes', `Quotation marks are not closed in many lines, the last near line ${read.line}. Export the file again.`)
  }
  return tableFromRecords(read.records, 'Line')
}

/** A text by its content; the name only decides between JSON and a table that happens to begin with a bracket. */
export function readText(text: string, name: string): ImportRead {
  const start = text.slice(0, 2_000).trimStart()
  if (start === '' && text.trim() === '') return refuse('import.empty', 'This file is empty.')
  if (/^BEGIN:\s*VCARD/i.test(start)) return { kind: 'people', place: 'Line', records: readVcards(text), notes: ['Photos, birthdays and street addresses are not imported'] }
  if (/^\{\s*["}]/.test(start) || /^\[\s*[{\]]/.test(start) || /\.json$/i.test(name)) return readJson(text)
  if (/^(?:<!doctype html|<html|<\?xml|<table)/i.test(start)) {
    return refuse('import.web_page', 'This is a web page that is named like a spreadsheet. Open it in Excel and save it as .xlsx or CSV.')
  }
  return readTable(text)
}
