import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'

/** An ISO 3166 country, such as `DE`, in which numbers without a country code are read. */
export type PhoneCountry = CountryCode

/** What is around an address in address books: `Jane <jane@acme.com>`, `mailto:`, quotes, a closing comma. */
const emailWrapping = /^(?:mailto:|[^<]*<)|[>"'.,;\s]+$|^["'\s]+/gi
const emailShape = /^[^\s@<>(),;:"[\]\\]{1,64}@([^\s@<>(),;:"[\]\\]{1,255})$/u
const hostShape = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/

/** The ASCII form of a domain (IDNA, as browsers do it); null when it is none. */
function asciiHost(host: string): string | null {
  // oxlint-disable-next-line no-control-regex -- plain ASCII needs no conversion
  const ascii = /^[\x00-\x7f]*$/.test(host) ? host : (URL.parse(`http://${host}/`)?.hostname ?? '')
  return hostShape.test(ascii) ? ascii : null
}

/**
 * An e-mail address as it is compared: trimmed, lower case, its domain in ASCII; null when it is no address.
 * Gmail's dots and `+tags` stay: the same rule does not hold at other hosts (and not in Workspace domains, which
 * cannot be told from the address), `+tag` is how agencies and families share one inbox, and a wrong match joins two
 * people whereas a missed one only leaves a duplicate that somebody can merge.
 */
export function emailKey(raw: string): string | null {
  const text = raw.trim().replace(emailWrapping, '').toLowerCase().normalize('NFC')
  const host = emailShape.exec(text)?.[1]
  if (host === undefined) return null
  const ascii = asciiHost(host)
  return ascii === null ? null : `${text.slice(0, text.length - host.length)}${ascii}`
}

/**
 * A phone number in E.164, such as `+4915123456789`, without its extension; null when it is no possible number.
 * `defaultCountry` reads numbers written without a country code; without it those give null.
 */
export function phoneKey(raw: string, defaultCountry?: PhoneCountry): string | null {
  if (raw.length > 250) return null
  const text = raw.normalize('NFKC').replace(/^\s*tel:/i, '').trim()
  if (!/\d{3}|\d[^\d]{1,3}\d/.test(text)) return null
  // `00` is read as `+` everywhere: where another prefix dials abroad (US, SG, JP), the library returns a wrong number.
  const international = text.replace(/^00[\s.-]*(?=[1-9])/, '+')
  const number = parsePhoneNumberFromString(international, defaultCountry === undefined ? {} : { defaultCountry })
  return number !== undefined && number.isPossible() ? number.number : null
}

const profilePaths: ReadonlyMap<string, RegExp> = new Map([
  ['linkedin.com', /^\/(?:mwlite\/)?(in|pub|talent\/profile|recruiter\/profile)\/([^/]+)/],
  ['github.com', /^\/()([^/]+)/],
  ['gitlab.com', /^\/()([^/]+)/],
  ['x.com', /^\/()@?([^/]+)/],
])

/** The host that stands for all its country and mobile names: `de.linkedin.com` and `m.linkedin.com` are one. */
function profileHost(host: string): string {
  const bare = host.replace(/^www\./, '').replace(/\.$/, '')
  if (bare === 'twitter.com' || bare === 'mobile.twitter.com' || bare === 'mobile.x.com') return 'x.com'
  if (/^[a-z]{1,3}\.linkedin\.com$/.test(bare)) return 'linkedin.com'
  return bare.replace(/^m\./, '')
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path).normalize('NFC')
  } catch {
    return path
  }
}

/**
 * A profile's address as it is compared: `host/path` without scheme, `www`, country subdomain, query, fragment and
 * closing slash. Known sites keep only what names the person, in lower case. Bare `linkedin.com/in/x` is accepted.
 * Null when it is no web address or names a site but nobody on it (`https://www.linkedin.com/`).
 */
export function profileKey(raw: string): string | null {
  const text = raw.trim().replace(/[\s>"',;]+$/, '').replace(/^[<"'\s]+/, '')
  if (text === '' || text.length > 2_000 || /\s|@.*\./.test(text)) return null
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`)
  if (url === null || !hostShape.test(url.hostname)) return null
  const host = profileHost(url.hostname)
  const path = decodedPath(url.pathname).replace(/\/+$/, '').replace(/\/{2,}/g, '/')
  const known = profilePaths.get(host)
  if (known === undefined) return `${host}${path}`
  const parts = known.exec(path.toLowerCase())
  if (parts === null) return null
  const [, kind, name] = parts
  return kind === '' || kind === undefined ? `${host}/${name}` : `${host}/${kind}/${name}`
}

/** A profile's address as it is kept and opened: with its scheme, without tracking; null when it is no web address. */
export function profileUrl(raw: string): string | null {
  const key = profileKey(raw)
  return key === null ? null : `https://${key.replaceAll(' ', '%20')}`
}
