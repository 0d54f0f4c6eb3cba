/** Text that every store keeps: no NUL or other control characters (line breaks and tabs stay), no lone surrogates. */
export function storableText(raw: string): string {
  const text = raw.isWellFormed() ? raw : raw.toWellFormed()
  // oxlint-disable-next-line no-control-regex -- the characters that must go
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, '').trim()
}

/** The same on one line, inner white space as single spaces. */
export function storableLine(raw: string): string {
  return storableText(raw).replace(/\s+/g, ' ')
}

/** The beginning of somebody else's text as every store keeps it; a character is never cut in two. */
export function clipped(raw: string, max: number): string {
  return storableText(raw).slice(0, max).toWellFormed()
}

/** Several values of one cell, split at `separators`, without empty and repeated ones. */
export function splitCell(cell: string, separators: RegExp): readonly string[] {
  return [...new Set(cell.split(separators).map(part => storableLine(part)).filter(part => part !== ''))]
}

/** A value as shown inside a sentence: short, on one line. */
export function quoted(value: string): string {
  const line = storableLine(value)
  return `“${line.length > 60 ? `${line.slice(0, 57)}…` : line}”`
}
