/** How a column writes days like 03/04/2024. `undecided`: nothing in the column tells; `contradictory`: it says both. */
export type DateOrder = 'dayFirst' | 'monthFirst'
export type DateOrderFinding = DateOrder | 'undecided' | 'contradictory' | 'notNeeded'

const monthNames: ReadonlyMap<string, number> = new Map([
  'jan|january|januar|janner|janv|janvier|ene|enero', 'feb|february|februar|fev|fevr|fevrier|febrero',
  'mar|march|marz|maerz|mrz|mars|marzo', 'apr|april|avr|avril|abr|abril', 'may|mai|mayo', 'jun|june|juni|juin|junio',
  'jul|july|juli|juil|juillet|julio', 'aug|august|aout|ago|agosto', 'sep|sept|september|septembre|septiembre',
  'oct|october|okt|oktober|octobre|octubre', 'nov|november|novembre|noviembre', 'dec|december|dez|dezember|decembre|dic|diciembre',
].flatMap((names, index) => names.split('|').map(name => [name, index + 1] as const)))

const numericDay = /^(\d{1,2})([/\-.])(\d{1,2})\2(\d{4}|\d{2})(?:[ ,t].*)?$/
const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t].*)?$/
const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/
const dayMonthName = /^(?:\p{L}+,? )?(\d{1,2})(?:\.|st|nd|rd|th)?[ \-.]+(?:de )?(\p{L}+)\.?[ \-,]+(?:de )?(\d{4}|\d{2})(?:[ ,].*)?$/u
const monthNameDay = /^(?:\p{L}+,? )?(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[ ,].*)?$/u

function isoDay(year: number, month: number, day: number): string | null {
  const full = year < 100 ? year + (year < 70 ? 2000 : 1900) : year
  const date = new Date(Date.UTC(full, month - 1, day))
  if (full < 1970 || full > 2199 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return date.toISOString().slice(0, 10)
}

function simplified(raw: string): string {
  return raw.trim().normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/\s+/g, ' ')
}

function monthOf(name: string | undefined): number {
  return monthNames.get(name ?? '') ?? 0
}

/** The order of a whole column: one value above 12 decides for all; dots are always written day first. */
export function findDateOrder(values: Iterable<string>): DateOrderFinding {
  let dayFirst = false
  let monthFirst = false
  let open = false
  for (const value of values) {
    const parts = numericDay.exec(simplified(value))
    if (parts === null || parts[2] === '.') continue
    const first = Number(parts[1])
    const second = Number(parts[3])
    if (first > 12 && second <= 12) dayFirst = true
    else if (second > 12 && first <= 12) monthFirst = true
    else if (first !== second) open = true
  }
  if (dayFirst && monthFirst) return 'contradictory'
  if (dayFirst || monthFirst) return dayFirst ? 'dayFirst' : 'monthFirst'
  return open ? 'undecided' : 'notNeeded'
}

/**
 * A written date as `YYYY-MM-DD`; the day is taken as written, without turning it into another zone. Null when it is no
 * day between 1970 and 2199, `'ambiguous'` when only `order` could tell and none is given. Whole milliseconds since
 * 1970 (13 digits, as Lever writes them) are read in UTC.
 */
export function parseDay(raw: string, order: DateOrder | null): string | null | 'ambiguous' {
  const text = simplified(raw)
  const iso = yearFirst.exec(text) ?? compact.exec(text)
  if (iso !== null) return isoDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  if (/^\d{13}$/.test(text)) return new Date(Number(text)).toISOString().slice(0, 10)
  const named = dayMonthName.exec(text)
  if (named !== null) return isoDay(Number(named[3]), monthOf(named[2]), Number(named[1]))
  const american = monthNameDay.exec(text)
  if (american !== null) return isoDay(Number(american[3]), monthOf(american[1]), Number(american[2]))
  const parts = numericDay.exec(text)
  if (parts === null) return null
  const [first, second, year] = [Number(parts[1]), Number(parts[3]), Number(parts[4])]
  if (parts[2] === '.' || first > 12) return isoDay(year, second, first)
  if (second > 12) return isoDay(year, first, second)
  if (first === second) return isoDay(year, first, second)
  if (order === null) return 'ambiguous'
  return order === 'dayFirst' ? isoDay(year, second, first) : isoDay(year, first, second)
}

/** A month or a year of a résumé as `2019`, `2019-04` or `2019-04-01`; null when it is neither. */
export function parsePartialDate(raw: string): string | null {
  const text = simplified(raw)
  const numeric = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:t.*)?$/.exec(text)
  if (numeric !== null) {
    const [, year, month, day] = numeric
    if (month === undefined) return year ?? null
    if (Number(month) < 1 || Number(month) > 12) return year ?? null
    const yearMonth = `${year}-${month.padStart(2, '0')}`
    return day === undefined ? yearMonth : `${yearMonth}-${day.padStart(2, '0')}`
  }
  const named = /^(\p{L}+)\.? (\d{4})$/u.exec(text)
  const month = monthOf(named?.[1])
  if (named !== null && month > 0) return `${named[2]}-${String(month).padStart(2, '0')}`
  const day = parseDay(raw, null)
  return day === 'ambiguous' ? null : day
}
