import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** A phone number as people read it, and as a phone dials it; what cannot be read as one stays as typed. */
export function phoneWords(phone: string): Readonly<{ shown: string; href: string }> {
  const parsed = parsePhoneNumberFromString(phone)
  if (parsed?.isPossible() === true) return { shown: parsed.formatInternational(), href: parsed.getURI() }
  return { shown: phone, href: `tel:${phone.replace(/[^\d+*#,;]/g, '')}` }
}

/**
 * A link without its scheme and trailing slash. Only web addresses become links, and all of them protected ones: the
 * workstation opens no other, and a page that a candidate wrote as http is there as https too.
 */
export function linkWords(link: string): Readonly<{ shown: string; href: string | null }> {
  const shown = link.replace(/^https?:\/\//i, '').replace(/^www\./i, '').replace(/\/$/, '')
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(link) ? link : `https://${link}`)
    if (url.protocol === 'http:') url.protocol = 'https:'
    return { shown, href: url.protocol === 'https:' ? url.href : null }
  } catch {
    return { shown, href: null }
  }
}

/** A sentence when the text is no e-mail address. */
export function refuseEmail(email: string): string | null {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? null : 'That is not an e-mail address. Write it like name@company.com.'
}

/** A sentence when the text is no phone number. */
export function refusePhone(phone: string): string | null {
  return /\d(?:\D*\d){4}/.test(phone) ? null : 'That is too short for a phone number.'
}

/** A sentence when the text is no web address. */
export function refuseLink(link: string): string | null {
  return linkWords(link).href !== null && /\./.test(link) ? null : 'That is not a web address. Write it like linkedin.com/in/name.'
}

/** `12.3 kB`; sizes as people know them. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** `2019-04` → `Apr 2019`; `2019` stays. */
function monthWords(date: string | null): string {
  if (date === null) return ''
  const [year, month] = date.split('-')
  return month === undefined ? year! : new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.UTC(Number(year), Number(month) - 1, 1))
}

/** `Apr 2019 – now`; empty where neither end is known. */
export function spanWords(start: string | null, end: string | null, isOngoing: boolean): string {
  if (start === null && end === null) return ''
  return `${monthWords(start) || '?'} – ${end === null ? (isOngoing ? 'now' : '?') : monthWords(end)}`
}

/** Newest first: what goes on still comes before what ended. */
export function byNewest(a: Readonly<{ start: string | null; end: string | null }>, b: Readonly<{ start: string | null; end: string | null }>): number {
  const end = (each: typeof a) => each.end ?? (each.start === null ? '' : '9999')
  return end(b).localeCompare(end(a)) || (b.start ?? '').localeCompare(a.start ?? '')
}
