import { storableLine } from './clean-text.ts'
import { findDateOrder, parseDay, type DateOrder } from './dates.ts'
import { DraftBuilder, type DraftOptions } from './draft-builder.ts'
import type { ImportMapping } from './guess-mapping.ts'
import type { ImportDraft, ImportQuestion } from './import-draft.ts'
import { sharedTargets, type ImportTable, type ImportTarget, type PersonRecord, type TableRow } from './import-fields.ts'

/** Turns rows into drafts, one by one, so that a large file can be built in pieces. */
export type DraftPlan = Readonly<{
  /** What a person has to say first; until then those dates stay in the note. */
  questions: readonly ImportQuestion[]
  /** One draft for every row, also for one that cannot be read: `isBlocked` tells. */
  draftOf: (row: TableRow) => ImportDraft
}>

type Column = Readonly<{ index: number; header: string; target: ImportTarget }>

function columnValues(table: ImportTable, index: number): readonly string[] {
  return table.rows.map(row => row.cells[index] ?? '')
}

/** The order of each date column, decided over the whole column; open ones become questions. */
function decideDates(table: ImportTable, columns: readonly Column[], options: DraftOptions) {
  const orders = new Map<number, DateOrder>()
  const questions: ImportQuestion[] = []
  for (const { index, header, target } of columns) {
    if (target !== 'appliedDate') continue
    const values = columnValues(table, index)
    const finding = findDateOrder(values)
    const answer = options.dateOrders?.get(index)
    if (answer !== undefined) orders.set(index, answer)
    else if (finding === 'dayFirst' || finding === 'monthFirst') orders.set(index, finding)
    else if (finding !== 'notNeeded') {
      const examples = [...new Set(values.filter(value => parseDay(value, null) === 'ambiguous'))].slice(0, 3)
      if (examples.length > 0) questions.push({ kind: 'ambiguous dates', column: index, header, target, examples })
    }
  }
  return { orders, questions }
}

function applyCell(draft: DraftBuilder, column: Column, cell: string, order: DateOrder | null): void {
  const { target, header } = column
  switch (target) {
    case 'emails': return draft.emails(cell, header)
    case 'phones': return draft.phones(cell, header)
    case 'links': return draft.links(cell, header)
    case 'tags': return draft.tags(cell, header)
    case 'location': return draft.location(cell, header)
    case 'status': return draft.status(cell, header)
    case 'appliedDate': return draft.appliedDate(cell, order, header)
    case 'ownerEmail': return draft.ownerEmail(cell, header)
    case 'salary': return draft.salary(cell)
    case 'noteText': return draft.note(cell)
    case 'note': return draft.note(`${header}: ${cell}`)
    case 'ignore': case 'fullName': case 'firstName': case 'middleName': case 'lastName': return undefined
    default: return draft.text(target, cell, header)
  }
}

/** `Doe, Jane` as `Jane Doe`: only for one comma between plain words, so that `Jane Doe, PhD` stays. */
function unreversed(name: string): string {
  const parts = /^([\p{L}\p{M}'’ -]+),\s*([\p{L}\p{M}'’. -]+)$/u.exec(name)
  return parts === null || /^(?:ph\.?d|m\.?d|mba|msc|bsc|jr|sr|i{2,3}|iv|esq|cpa|dr)\.?$/i.test(parts[2] ?? '') ? name : `${parts[2]} ${parts[1]}`
}

function nameOf(row: TableRow, columns: readonly Column[]): { name: string; rest: string } {
  const cellOf = (target: ImportTarget): string => storableLine(row.cells[columns.find(column => column.target === target)?.index ?? -1] ?? '')
  const full = unreversed(cellOf('fullName'))
  const parts = [cellOf('firstName'), cellOf('middleName'), cellOf('lastName')].filter(part => part !== '').join(' ')
  if (full === '') return { name: parts, rest: '' }
  const known = new Set(full.toLowerCase().split(/[\s,]+/))
  return { name: full, rest: parts.toLowerCase().split(/[\s,]+/).every(word => word === '' || known.has(word)) ? '' : parts }
}

/** A second column of a target that holds one value: the first filled one counts, the others stay in the note. */
function isSpare(column: Column, cells: readonly string[], columns: readonly Column[]): boolean {
  if (sharedTargets.has(column.target)) return false
  const rival = columns.find(other => other.target === column.target && (isName(column.target) || cells[other.index]?.trim()))
  return rival !== undefined && rival.index < column.index
}

function isName(target: ImportTarget): boolean {
  return target === 'fullName' || target === 'firstName' || target === 'middleName' || target === 'lastName'
}

/** Prepares the drafts of a table under a mapping (one target per column). Date columns are judged as a whole here. */
export function planDrafts(table: ImportTable, mapping: ImportMapping, options: DraftOptions = {}): DraftPlan {
  const columns = table.headers.map((header, index): Column => ({ index, header, target: mapping[index] ?? 'note' }))
  const { orders, questions } = decideDates(table, columns, options)
  const draftOf = (row: TableRow): ImportDraft => {
    const draft = new DraftBuilder(row.line, options)
    if (row.problem !== undefined) draft.problem('unreadable record', row.problem, true)
    const { name, rest } = nameOf(row, columns)
    draft.text('fullName', name, 'Name')
    if (rest !== '') draft.note(`Name: ${rest}`)
    for (const column of columns) {
      const cell = row.cells[column.index]
      if (cell === undefined || cell.trim() === '') continue
      if (!isSpare(column, row.cells, columns)) applyCell(draft, column, cell, orders.get(column.index) ?? null)
      else if (column.target === 'salary') draft.problem('not an amount', 'There is a second amount of pay, which was left out')
      else draft.note(`${column.header}: ${cell}`)
    }
    return draft.finish()
  }
  return { questions, draftOf }
}

/** All drafts of a table, one for every row and in their order, and what a person has to say first. */
export function buildDrafts(
  table: ImportTable, mapping: ImportMapping, options: DraftOptions = {},
): { drafts: readonly ImportDraft[]; questions: readonly ImportQuestion[] } {
  const plan = planDrafts(table, mapping, options)
  return { drafts: table.rows.map(row => plan.draftOf(row)), questions: plan.questions }
}

function draftOfPerson(record: PersonRecord, options: DraftOptions): ImportDraft {
  const { fields } = record
  const draft = new DraftBuilder(record.line, options)
  if (record.problem !== undefined) draft.problem('unreadable record', record.problem, true)
  const parts = [fields.firstName, fields.middleName, fields.lastName].filter(part => part !== undefined && part.trim() !== '')
  draft.text('fullName', fields.fullName?.trim() ? fields.fullName : parts.join(' '), 'Name')
  for (const field of ['headline', 'company', 'title', 'summary', 'source'] as const) draft.text(field, fields[field] ?? '', field)
  draft.location(fields.location ?? '', 'Location')
  for (const email of fields.emails ?? []) draft.emails(email, 'E-mail')
  for (const phone of fields.phones ?? []) draft.phones(phone, 'Phone')
  for (const link of fields.links ?? []) draft.links(link, 'Link')
  for (const tag of fields.tags ?? []) draft.tags(tag, 'Tags')
  for (const line of fields.noteLines ?? []) draft.note(line)
  draft.history(fields.employments ?? [], fields.educations ?? [])
  return draft.finish()
}

/** All drafts of a structured file (vCard, JSON Resume, LinkedIn profile), one for every record. */
export function buildPeopleDrafts(records: readonly PersonRecord[], options: DraftOptions = {}): readonly ImportDraft[] {
  return records.map(record => draftOfPerson(record, options))
}
