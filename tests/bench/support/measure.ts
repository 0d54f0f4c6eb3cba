/** What one line of the table says. Times are milliseconds unless `unit` says otherwise. */
export type Row = Readonly<{
  figure: string
  unit: string
  /** Every measurement, in the order taken. */
  values: readonly number[]
  /** A floor or a peer measured in the same run, interleaved with ours. */
  against?: Readonly<{ name: string; values: readonly number[] }>
  /** Judges the median, the 95th percentile, or the ratio of either to that of `against`. */
  goal?: Readonly<{ of: 'median' | 'p95' | 'ratio' | 'p95 ratio'; atMost?: number; atLeast?: number }>
  note?: string
}>

/** One named group of rows. `rows` may take a while and cleans up after itself. */
export type Figure = Readonly<{ name: string; about: string; rows(run: Run): Promise<readonly Row[]> }>

/** What a run offers to its figures. */
export type Run = Readonly<{
  isQuick: boolean
  /** A throwaway PostgreSQL; null when its programs are not installed. */
  postgresUrl: string | null
  chromePath: string
  say(line: string): void
}>

/** Nearest-rank percentile; `share` from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Ours as a share of the floor: for times floor/ours, for rates ours/floor, so that 1 is as good as the floor. */
export function ratioOf(row: Row): number | null {
  if (!row.against) return null
  const share = row.goal?.of === 'p95 ratio' ? 0.95 : 0.5
  const [ours, theirs] = [percentile(row.values, share), percentile(row.against.values, share)]
  return row.unit.endsWith('/s') ? ours / theirs : theirs / ours
}

/** Whether the goal holds; null where there is none. */
export function isMet(row: Row): boolean | null {
  if (!row.goal) return null
  const value = row.goal.of === 'ratio' || row.goal.of === 'p95 ratio' ? ratioOf(row) : row.goal.of === 'p95' ? percentile(row.values, 0.95) : median(row.values)
  if (value === null || Number.isNaN(value)) return false
  return value <= (row.goal.atMost ?? Infinity) && value >= (row.goal.atLeast ?? -Infinity)
}

const digits = (value: number): string => (!Number.isFinite(value) ? '–' : Math.abs(value) >= 100 ? String(Math.round(value)) : value.toFixed(value < 10 ? 2 : 1))

function goalText({ goal }: Row): string {
  if (!goal) return ''
  return `${goal.of} ${goal.atMost === undefined ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`}`
}

/** The table, one line a row, columns padded. */
export function tableOf(rows: readonly Row[]): string {
  const head = ['figure', 'median', 'p95', 'n', 'min–max', 'unit', 'against', 'ratio', 'goal', '']
  const lines = rows.map(row => [
    row.figure, digits(median(row.values)), digits(percentile(row.values, 0.95)), String(row.values.length),
    `${digits(Math.min(...row.values))}–${digits(Math.max(...row.values))}`, row.unit,
    row.against ? `${row.against.name} ${digits(percentile(row.against.values, row.goal?.of === 'p95 ratio' ? 0.95 : 0.5))}` : '', ratioOf(row) === null ? '' : digits(ratioOf(row)!), goalText(row),
    isMet(row) === null ? '' : isMet(row) ? 'met' : 'MISSED',
  ])
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map(line => line[column]!.length)))
  const render = (cells: readonly string[]): string => cells.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()
  const notes = rows.filter(row => row.note).map(row => `  ${row.figure}: ${row.note}`)
  return [render(head), render(widths.map(width => '-'.repeat(width))), ...lines.map(render), ...notes].join('\n')
}

/** A clock that agrees between the processes and pages of one machine, in milliseconds with fractions. */
export const wallMs = (): number => performance.timeOrigin + performance.now()

/** Rejects when a measurement hangs, so that a run always ends. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms) })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
