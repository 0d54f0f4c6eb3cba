import Papa from 'papaparse'
import type { TableRow } from '#shared/domain/import/import-fields'

/** A file with more broken quotes than this is refused: each costs a search to the end of the file. */
const maxRepairs = 200
const sampleLength = 64 * 1024
const delimiters = [',', ';', '\t', '|'] as const

export type DelimitedRecords = Readonly<{ kind: 'records'; records: readonly TableRow[] }> | Readonly<{ kind: 'brokenQuotes'; line: number }>

type Parsed = Readonly<{ cells: readonly string[]; end: number; isBroken: boolean }>

/** Runs Papa Parse from `start`; `onRecord` returns false to stop. */
function parseFrom(text: string, delimiter: string, newline: '\n' | '\r', onRecord: (record: Parsed) => boolean): void {
  const parser = new Papa.Parser({
    delimiter, newline, quoteChar: '"', escapeChar: '"', fastMode: false,
    step: result => {
      const cells = (result.data as unknown as readonly string[][])[0]
      const isBroken = result.errors.some(error => error.type === 'Quotes')
      if (cells !== undefined && !onRecord({ cells, end: result.meta.cursor, isBroken })) parser.abort()
    },
  })
  parser.parse(text, 0, false)
}

/** How evenly and widely a delimiter cuts the beginning of a file: rows of the commonest width above one, times width. */
function scoreDelimiter(sample: string, delimiter: string, newline: '\n' | '\r'): number {
  const widths = new Map<number, number>()
  let count = 0
  parseFrom(sample, delimiter, newline, ({ cells }) => {
    if (cells.length > 1 || cells[0] !== '') widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
    count += 1
    return count < 100
  })
  let best = 0
  for (const [width, rows] of widths) if (width > 1) best = Math.max(best, rows * Math.log2(width))
  return best
}

/** The delimiter of a text: `sep=;` of Excel, else the one that cuts it most evenly; a comma for a single column. */
function findDelimiter(text: string, newline: '\n' | '\r' = '\n'): string {
  const named = /^sep=([,;\t|])\r?[\n\r]/i.exec(text.slice(0, 8))?.[1]
  if (named !== undefined) return named
  const sample = text.slice(0, sampleLength)
  const scores = delimiters.map(delimiter => ({ delimiter, score: scoreDelimiter(sample, delimiter, newline) }))
  return scores.reduce((best, next) => (next.score > best.score ? next : best), { delimiter: ',', score: 0 }).delimiter
}

/** Papa is told one line ending; the `\r` of `\r\n` then sits at the end of an unquoted last cell and is taken off. */
function withoutCarriageReturn(cells: readonly string[], text: string, lineEnd: number): readonly string[] {
  const last = cells.at(-1)
  if (last === undefined || !last.endsWith('\r')) return cells
  const from = lineEnd - last.length
  const quoted = `"${last.replaceAll('"', '""')}"`
  const isQuoted = text.slice(from, lineEnd) !== last || text[from - 1] === '"' || text.endsWith(quoted, lineEnd) || text.endsWith(`${quoted}\r`, lineEnd)
  if (isQuoted) return cells
  return [...cells.slice(0, -1), last.slice(0, -1)]
}

function countLines(text: string, from: number, to: number, newline: string): number {
  let lines = 0
  for (let at = text.indexOf(newline, from); at !== -1 && at < to; at = text.indexOf(newline, at + 1)) lines += 1
  return lines
}

/**
 * The records of a delimited text with the physical 1-based line where each starts, blank lines left out. Line endings
 * may be mixed; quoted cells may hold line breaks. A quote that is never closed, or closed in the middle of a later
 * cell, costs only its own line: that line is returned with its problem and reading goes on behind it.
 */
export function readDelimitedRecords(text: string, delimiter = findDelimiter(text)): DelimitedRecords {
  const newline = text.includes('\n') || !text.includes('\r') ? '\n' : '\r'
  const records: TableRow[] = []
  let start = /^sep=.\r?[\n\r]/i.test(text.slice(0, 8)) ? text.indexOf(newline) + 1 : 0
  let line = start === 0 ? 1 : 2
  let repairs = 0
  while (start < text.length) {
    const base = start
    let rest = ''
    parseFrom(base === 0 ? text : (rest = text.slice(base)), delimiter, newline, ({ cells, end, isBroken }) => {
      const source = base === 0 ? text : rest
      const from = start - base
      const lines = countLines(source, from, end, newline)
      const lineEnd = source.indexOf(newline, from)
      if (isBroken && lineEnd !== -1 && lineEnd + 1 < end) {
        records.push({ line, cells: source.slice(from, lineEnd).split(delimiter), problem: 'A quotation mark in this line is not closed where it should be' })
        start = base + lineEnd + 1
        line += 1
        repairs += 1
        return false
      }
      const clean = withoutCarriageReturn(cells, source, source[end - 1] === newline ? end - 1 : end)
      if (clean.some(cell => cell.trim() !== '')) records.push({ line, cells: clean })
      start = base + end
      line += lines
      return true
    })
    if (repairs > maxRepairs) return { kind: 'brokenQuotes', line }
  }
  return { kind: 'records', records }
}
