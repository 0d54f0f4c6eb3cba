/** What a spreadsheet would run as a formula, however many guards stand before it. */
const dangerous = /^'*[=+\-@\t\r]/

/**
 * A cell that no spreadsheet takes for a formula: an apostrophe goes before `=`, `+`, `-`, `@`, tab and return.
 * Source: OWASP, CSV injection. `unguardCell` takes it off again, exactly.
 */
export function guardCell(cell: string): string {
  return dangerous.test(cell) ? `'${cell}` : cell
}

/** The cell as it was before `guardCell`. */
export function unguardCell(cell: string): string {
  return cell.startsWith("'") && dangerous.test(cell.slice(1)) ? cell.slice(1) : cell
}

const quoted = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** One record with its line end (RFC 4180), guarded. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell => quoted(guardCell(cell))).join(',')}\r\n`
}

/** A whole file, with the mark by which spreadsheets know that it is UTF-8. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map(csvLine).join('')}`
}
