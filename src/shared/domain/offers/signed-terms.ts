import { moneyWords } from '../../lib/money.ts'
import { sayDay } from '../../lib/zoned-time.ts'
import type { OfferVersion } from '../model/offer.ts'

const names = ['jobTitle', 'startDate', 'baseSalaryMinor', 'currency', 'salaryPeriod', 'bonusMinor', 'equity'] as const
export type SignedTerm = (typeof names)[number]
/** Terms as they stood on what was signed; only those that the connection was allowed to send. */
export type SignedTerms = Readonly<Partial<Record<SignedTerm, string>>>
export const signedTermNames: readonly SignedTerm[] = names

/** The approved terms in the form in which they are sent to be signed. Nothing of it is never empty text. */
export function termsToSign(version: OfferVersion): SignedTerms {
  const all: Readonly<Record<SignedTerm, string>> = {
    jobTitle: version.title, startDate: version.startDate, baseSalaryMinor: String(version.baseSalary.amountMinor), currency: version.baseSalary.currency, salaryPeriod: version.period,
    bonusMinor: version.bonus ? String(version.bonus.amountMinor) : '', equity: version.equity,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '').map(([name, value]) => [name, value.slice(0, 100)]))
}

const periods: Readonly<Record<string, string>> = { year: 'a year', month: 'a month', hour: 'an hour' }

/** What came back may be anything: what is no amount is said as it stands. */
function sayAmount(minor: string | undefined, currency: string | undefined): string {
  if (minor === undefined) return 'nothing'
  const amountMinor = Number(minor)
  if (!/^\d{1,13}$/.test(minor) || !/^[A-Z]{3}$/.test(currency ?? '')) return [minor, currency].filter(Boolean).join(' ')
  return moneyWords({ amountMinor, currency: currency! }, 'en-GB')
}

function sayDate(day: string | undefined): string {
  return day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? `${sayDay(day)} ${day.slice(0, 4)}` : day ?? 'nothing'
}

/** The terms as people read them; those that are one on paper, such as an amount with its currency, are one here. */
const lines: readonly { label: string; of: readonly SignedTerm[]; say: (terms: SignedTerms) => string }[] = [
  { label: 'Position', of: ['jobTitle'], say: ({ jobTitle }) => jobTitle ?? 'nothing' },
  { label: 'First day', of: ['startDate'], say: ({ startDate }) => sayDate(startDate) },
  { label: 'Pay', of: ['baseSalaryMinor', 'currency', 'salaryPeriod'], say: ({ baseSalaryMinor, currency, salaryPeriod = '' }) => [sayAmount(baseSalaryMinor, currency), periods[salaryPeriod] ?? salaryPeriod].filter(Boolean).join(' ') },
  { label: 'Bonus', of: ['bonusMinor'], say: ({ bonusMinor, currency }) => sayAmount(bonusMinor, currency) },
  { label: 'Equity', of: ['equity'], say: ({ equity }) => equity ?? 'nothing' },
]

/** What was signed against what was approved, a sentence each; empty when they are the same. What was not sent along is taken as approved. */
export function signedDifferences(version: OfferVersion, signed: SignedTerms): readonly string[] {
  const approved = termsToSign(version)
  const whole: SignedTerms = { ...approved, ...signed }
  return lines.flatMap(({ label, of, say }) => (of.some(name => signed[name] !== undefined && signed[name] !== approved[name]) ? [`${label}: signed ${say(whole)}, approved ${say(approved)}`] : []))
}

/** How far an envelope is; a later word never takes it back. */
const rank: Readonly<Record<string, number>> = { created: 0, sent: 1, delivered: 2, completed: 3, declined: 3, voided: 3 }
export const isLaterState = (state: string, than: string): boolean => (rank[state] ?? 1) > (rank[than] ?? 0)
