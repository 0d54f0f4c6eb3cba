import ICAL from 'ical.js'
import type { ImportFields, PersonRecord } from '#shared/domain/import/import-fields'
import { parseCardLine, splitCards, type CardLines, type CardProperty } from './vcard-lines.ts'

/** Properties that say nothing a recruiter works with, or that should not be collected unasked (birthdays, keys). */
const leftOut = new Set([
  'VERSION', 'PRODID', 'REV', 'UID', 'PHOTO', 'LOGO', 'SOUND', 'KEY', 'BDAY', 'ANNIVERSARY', 'GENDER', 'SORT-STRING', 'CLASS', 'MAILER', 'GEO', 'TZ', 'LABEL',
  'CALURI', 'CALADRURI', 'FBURL', 'CLIENTPIDMAP', 'KIND', 'SOURCE', 'XML', 'LANG', 'AGENT', 'X-ABLABEL', 'X-ABADR', 'X-ABSHOWAS', 'X-ABUID', 'X-PHONETIC-FIRST-NAME', 'X-PHONETIC-LAST-NAME',
])

type Values = readonly (string | readonly (string | readonly string[])[])[]

/** The property's values, unescaped and split as its name demands (ical.js); throws on what cannot be read. */
function valuesOf(property: CardProperty): Values {
  const designs = ICAL.design.components as Readonly<Record<string, Parameters<typeof ICAL.parse.property>[1]>>
  const parsed = ICAL.parse.property(`${property.name}:${property.value}`, designs['vcard3']) as unknown as readonly [string, unknown, string, ...Values]
  return parsed.slice(3) as Values
}

function flat(values: Values): readonly string[] {
  return (values.flat(3) as readonly unknown[]).map(value => String(value).replace(/\\([:;,\\])/g, '$1').trim()).filter(value => value !== '')
}

type Collected = {
  fullName: string; nameParts: readonly string[]; emails: string[]; phones: string[]; links: string[]; company: string
  title: string; headline: string; location: string; tags: string[]; noteLines: string[]
}

function structured(values: Values): readonly string[] {
  const [first] = values
  if (typeof first === 'string') return [first]
  return (first ?? []).map(part => (typeof part === 'string' ? part : part.join(' ')))
}

/** Takes one property over; what has no place of its own becomes a line of the note. */
function collect(into: Collected, property: CardProperty): void {
  if (leftOut.has(property.name) || property.value.trim() === '') return
  const values = valuesOf(property)
  const texts = flat(values)
  const first = texts[0] ?? ''
  switch (property.name) {
    case 'FN': into.fullName ||= texts.join(', '); return
    case 'N': into.nameParts = structured(values); return
    case 'EMAIL': into.emails.push(...texts); return
    case 'TEL': into.phones.push(...texts.map(text => text.replace(/^tel:/i, ''))); return
    case 'URL': case 'X-SOCIALPROFILE': case 'X-LINKEDIN': case 'X-GITHUB': case 'X-TWITTER': collectLink(into, property.name, property.value.replace(/\\([:;,])/g, '$1').trim()); return
    case 'ORG': into.company ||= structured(values).map(part => part.trim()).filter(Boolean).join(', '); return
    case 'TITLE': into.title ||= first; return
    case 'ROLE': into.headline ||= first; return
    case 'CATEGORIES': into.tags.push(...texts); return
    case 'ADR': collectAddress(into, structured(values)); return
    case 'NOTE': into.noteLines.push(texts.join(', ')); return
    default: if (texts.length > 0) into.noteLines.push(`${property.name.toLowerCase()}: ${texts.join(', ')}`)
  }
}

function collectLink(into: Collected, name: string, value: string): void {
  if (/^(?:https?:\/\/)?[^\s/]+\.[^\s/]+/i.test(value)) into.links.push(value)
  else into.noteLines.push(`${name.replace(/^X-/, '').toLowerCase()}: ${value}`)
}

/** Town, region and country of an address; street and post code are more than a first contact needs. */
function collectAddress(into: Collected, parts: readonly string[]): void {
  const place = [parts[3], parts[4], parts[6]].map(part => part?.trim() ?? '').filter(Boolean).join(', ')
  into.location ||= place
}

function fieldsOf(collected: Collected): Partial<ImportFields> {
  const { nameParts, ...fields } = collected
  const [lastName = '', firstName = '', middleName = ''] = nameParts
  return { ...fields, fullName: fields.fullName.trim(), lastName, firstName, middleName }
}

function recordOf(card: CardLines): PersonRecord {
  const collected: Collected = { fullName: '', nameParts: [], emails: [], phones: [], links: [], company: '', title: '', headline: '', location: '', tags: [], noteLines: [] }
  let problem = card.problem
  for (const line of card.lines) {
    const property = parseCardLine(line)
    try {
      if (property === null) throw new TypeError('no property')
      collect(collected, property)
    } catch {
      problem ??= 'This contact holds a line that cannot be read'
    }
  }
  const fields = fieldsOf(collected)
  return problem === undefined ? { line: card.line, fields } : { line: card.line, fields, problem }
}

/** Every contact of a vCard 2.1, 3.0 or 4.0 file; a damaged one is returned with its problem, never left out. */
export function readVcards(text: string): readonly PersonRecord[] {
  return splitCards(text).map(recordOf)
}
