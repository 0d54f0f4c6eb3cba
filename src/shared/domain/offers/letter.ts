import { moneyWords } from '../../lib/money.ts'
import { dayOf, sayDay } from '../../lib/zoned-time.ts'
import type { OfferVersion } from '../model/offer.ts'

/** What a letter's places stand for, in the words of its editor. */
export const letterPlaces = {
  'candidate.fullName': 'the candidate’s name', 'candidate.firstName': 'their first name', 'workspace.name': 'your organisation', 'sender.name': 'who wrote the terms',
  'letter.date': 'the day the terms were written', 'offer.title': 'the position', 'offer.pay': 'the pay', 'offer.bonus': 'the bonus', 'offer.equity': 'the equity',
  'offer.startDate': 'the first day', 'offer.answerUntil': 'the last day for an answer', 'offer.employment': 'the employment type', 'offer.terms': 'the other terms',
} as const
export type LetterPlace = keyof typeof letterPlaces
export type LetterFacts = Readonly<Record<LetterPlace, string>>

/** The letter of a workspace that has written none of its own. */
export const usualLetter = `# Offer of employment

{{letter.date}}

Dear {{candidate.fullName}},

we are glad to offer you the position of {{offer.title}} at {{workspace.name}}.

First day: {{offer.startDate}}
Pay: {{offer.pay}}
Bonus: {{offer.bonus}}
Equity: {{offer.equity}}
Employment: {{offer.employment}}

{{offer.terms}}

Please let us know by {{offer.answerUntil}} whether you accept.

We look forward to working with you.

{{sender.name}}
{{workspace.name}}`

const periodWords = { year: 'a year', month: 'a month', hour: 'an hour' } as const
const dayWords = (day: string): string => `${sayDay(day)} ${day.slice(0, 4)}`

/** Everything a letter may say of one version; the same on every laptop and on the server. */
export function letterFacts(version: OfferVersion, around: Readonly<{ candidateName: string; workspaceName: string; senderName: string; employment: string; zone: string }>): LetterFacts {
  return {
    'candidate.fullName': around.candidateName, 'candidate.firstName': around.candidateName.trim().split(/\s+/)[0] ?? '', 'workspace.name': around.workspaceName, 'sender.name': around.senderName,
    'letter.date': dayWords(dayOf(version.atMs, around.zone)), 'offer.title': version.title, 'offer.pay': `${moneyWords(version.baseSalary, 'en-GB')} ${periodWords[version.period]}`,
    'offer.bonus': version.bonus ? moneyWords(version.bonus, 'en-GB') : '', 'offer.equity': version.equity, 'offer.startDate': dayWords(version.startDate),
    'offer.answerUntil': version.expiresOn ? dayWords(version.expiresOn) : '', 'offer.employment': around.employment, 'offer.terms': version.terms,
  }
}

export type LetterBlock = Readonly<{ kind: 'heading' | 'paragraph'; text: string }>

const place = /\{\{\s*([a-zA-Z.]+)\s*\}\}/g

/** A line that speaks of what is not part of the offer is left out; a place nobody knows stays visible. */
function fillLine(line: string, facts: Readonly<Record<string, string>>): string | null {
  const named = [...line.matchAll(place)].map(match => match[1]!)
  if (named.some(name => facts[name] === '')) return null
  return line.replaceAll(place, (whole, name: string) => facts[name] ?? whole)
}

/** The letter as headings and paragraphs: what the preview shows and the PDF prints. */
export function letterBlocks(body: string, facts: LetterFacts): readonly LetterBlock[] {
  return body.replaceAll('\r\n', '\n').split(/\n[ \t]*\n/).flatMap((part): LetterBlock[] => {
    const text = part.split('\n').flatMap(line => fillLine(line, facts) ?? []).join('\n').trim()
    if (text === '') return []
    return text.startsWith('# ') ? [{ kind: 'heading', text: text.slice(2).trim() }] : [{ kind: 'paragraph', text }]
  })
}

/** Places a template names that no letter knows, such as a slip of the keys. */
export const unknownPlaces = (body: string): readonly string[] =>
  [...new Set([...body.matchAll(place)].map(match => match[1]!))].filter(name => !(name in letterPlaces))
