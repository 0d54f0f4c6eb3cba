import type { OfferVersion } from '../model/offer.ts'

const labels = { jobTitle: 'Position', startDate: 'First day', baseSalaryMinor: 'Base salary in minor units', currency: 'Currency', salaryPeriod: 'Pay period', bonusMinor: 'Bonus in minor units', equity: 'Equity' } as const
export type SignedTerm = keyof typeof labels
/** Terms as they stood on what was signed; only those that the connection was allowed to send. */
export type SignedTerms = Readonly<Partial<Record<SignedTerm, string>>>
export const signedTermNames = Object.keys(labels) as readonly SignedTerm[]

/** The approved terms in the form in which they are sent to be signed. Nothing of it is never empty text. */
export function termsToSign(version: OfferVersion): SignedTerms {
  const all: Readonly<Record<SignedTerm, string>> = {
    jobTitle: version.title, startDate: version.startDate, baseSalaryMinor: String(version.baseSalary.amountMinor), currency: version.baseSalary.currency, salaryPeriod: version.period,
    bonusMinor: version.bonus ? String(version.bonus.amountMinor) : '', equity: version.equity,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '').map(([name, value]) => [name, value.slice(0, 100)]))
}

/** What was signed against what was approved, a sentence each; empty when they are the same. */
export function signedDifferences(version: OfferVersion, signed: SignedTerms): readonly string[] {
  const approved = termsToSign(version)
  return signedTermNames.flatMap(name => (signed[name] === undefined || signed[name] === approved[name] ? [] : [`${labels[name]}: signed ${signed[name]}, approved ${approved[name] ?? 'nothing'}`]))
}

/** How far an envelope is; a later word never takes it back. */
const rank: Readonly<Record<string, number>> = { created: 0, sent: 1, delivered: 2, completed: 3, declined: 3, voided: 3 }
export const isLaterState = (state: string, than: string): boolean => (rank[state] ?? 1) > (rank[than] ?? 0)
export const isOpenState = (state: string): boolean => (rank[state] ?? 1) < 3
