import type { OfferStatus, OfferVersion } from '#shared/domain/model/offer'
import { moneyWords } from '#shared/lib/money'
import { sayDay } from '#shared/lib/zoned-time'
import type { Tone } from '../../ui/display/badge.tsx'

export const statusWords: Readonly<Record<OfferStatus, { word: string; tone: Tone }>> = {
  draft: { word: 'Draft', tone: 'neutral' }, approving: { word: 'Waits for approval', tone: 'warn' }, approved: { word: 'Approved', tone: 'accent' },
  extended: { word: 'With the candidate', tone: 'accent' }, accepted: { word: 'Accepted', tone: 'good' }, declined: { word: 'Declined', tone: 'bad' },
  expired: { word: 'Ran out', tone: 'neutral' }, rescinded: { word: 'Rescinded', tone: 'neutral' },
}

const periodWords = { year: 'a year', month: 'a month', hour: 'an hour' } as const

/** "Monday 4 January 2027" */
export const dayWords = (day: string): string => `${sayDay(day)} ${day.slice(0, 4)}`

export const payWords = ({ baseSalary, period }: OfferVersion): string => `${moneyWords(baseSalary)} ${periodWords[period]}`

export type TermLine = Readonly<{ label: string; value: string }>

/** The terms as lines; what is not part of the offer has none. */
export function termLines(version: OfferVersion, choice: (id: string) => string | null): readonly TermLine[] {
  const lines: readonly (readonly [string, string | null])[] = [
    ['Position', version.title], ['Pay', payWords(version)], ['Bonus', version.bonus && moneyWords(version.bonus)], ['Equity', version.equity],
    ['Employment', version.employmentTypeId === null ? null : choice(version.employmentTypeId)], ['First day', dayWords(version.startDate)],
    ['Answer until', version.expiresOn && dayWords(version.expiresOn)], ['Other terms', version.terms],
  ]
  return lines.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}
