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

/**
 * What was signed against what is approved now, a sentence each; empty when they are the same. `sent` is the version whose letter was
 * signed: what did not go along as data is as it stands there, so that every term is compared, whatever the owner lets the connection send.
 */
export function signedDifferences(approved: OfferVersion, sent: OfferVersion, signed: SignedTerms): readonly string[] {
  const [is, was]: readonly SignedTerms[] = [termsToSign(approved), { ...termsToSign(sent), ...signed }]
  return [
    ...(sent.id === approved.id ? [] : [`The letter of version ${sent.number} was signed, version ${approved.number} stands`]),
    ...lines.flatMap(({ label, of, say }) => (of.some(name => was![name] !== is![name]) ? [`${label}: signed ${say(was!)}, approved ${say(is!)}`] : [])),
  ]
}

const labels: Readonly<Record<SignedTerm, string>> = {
  jobTitle: 'Position', startDate: 'First day', baseSalaryMinor: 'Pay', currency: 'Currency', salaryPeriod: 'Pay period', bonusMinor: 'Bonus', equity: 'Equity',
}

/** Terms that only the letter says: the connection was not given them as data, so nothing that came back could tell of another value. */
export function onPaperOnly(sent: OfferVersion, signed: SignedTerms): readonly string[] {
  const terms = termsToSign(sent)
  const missing = names.filter(name => terms[name] !== undefined && signed[name] === undefined)
  // An amount that is not known makes its currency and period no news of their own.
  return missing.filter(name => !missing.includes('baseSalaryMinor') || name !== 'currency' && name !== 'salaryPeriod').map(name => labels[name])
}

/** How far an envelope is; a later word never takes it back. */
const rank: Readonly<Record<string, number>> = { created: 0, sent: 1, delivered: 2, completed: 3, declined: 3, voided: 3 }
export const isLaterState = (state: string, than: string): boolean => (rank[state] ?? 1) > (rank[than] ?? 0)
