/** A line of a list as the connector keeps it. Nothing of it that has no input is lost. */
export type FormRow = Readonly<Record<string, unknown>>

const isRow = (value: unknown): value is FormRow => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The lines of a form's value; none where nothing was typed. */
export function rowsIn(value: string): readonly FormRow[] {
  if (value.trim() === '') return []
  const found: unknown = JSON.parse(value)
  return Array.isArray(found) ? found.filter(isRow) : []
}

export const at = (row: unknown, path: readonly string[]): unknown => path.reduce<unknown>((held, name) => (isRow(held) ? held[name] : undefined), row)

/** The line with something in its place; `undefined` takes it away, and what is left empty by that as well. */
export function put(row: FormRow, [name, ...rest]: readonly string[], value: unknown): FormRow {
  if (name === undefined) return row
  const inner = isRow(row[name]) ? row[name] : {}
  const next = rest.length === 0 ? value : put(inner, rest, value)
  const isEmpty = next === undefined || rest.length > 0 && isRow(next) && Object.keys(next).length === 0
  const { [name]: _was, ...others } = row
  return isEmpty ? others : { ...row, [name]: next }
}

export const pairsOf = (value: unknown): readonly (readonly [string, unknown])[] => (isRow(value) ? Object.entries(value) : [])
