import { expect, test } from 'vitest'
import { onPaperOnly, signedDifferences, termsToSign } from '#shared/domain/offers/signed-terms'
import type { OfferVersion } from '#shared/domain/model/offer'
import { createId } from '#shared/lib/ids'
import { makeOffer } from '#tests/support/offers'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'

const first: OfferVersion = makeOffer(makeApplication(makeJob(), makeCandidate()), createId(), { bonus: { amountMinor: 500_000, currency: 'EUR' } }).versions[0]!
const second: OfferVersion = { ...first, id: createId(), number: 2, baseSalary: { amountMinor: 8_000_000, currency: 'EUR' } }
/** What DocuSign is given where pay is not ticked. */
const withoutPay = { jobTitle: first.title, startDate: first.startDate }

test('signed as approved there is no difference, whatever went along as data', () => {
  expect(signedDifferences(first, first, termsToSign(first))).toEqual([])
  expect(signedDifferences(first, first, withoutPay)).toEqual([])
  expect(signedDifferences(first, first, {})).toEqual([])
})

test('a letter of earlier terms is compared in every term, pay too where it never went along', () => {
  expect(signedDifferences(second, first, withoutPay)).toEqual(['The letter of version 1 was signed, version 2 stands', 'Pay: signed €72,000 a year, approved €80,000 a year'])
})

test('what comes back is compared also where it was never sent', () => {
  expect(signedDifferences(first, first, { ...withoutPay, baseSalaryMinor: '9900000' })).toEqual(['Pay: signed €99,000 a year, approved €72,000 a year'])
  expect(signedDifferences({ ...first, bonus: null }, { ...first, bonus: null }, { ...withoutPay, equity: '1 %' })).toEqual(['Equity: signed 1 %, approved nothing'])
})

test('terms that the letter alone says are named, an amount with its currency and period as one', () => {
  expect(onPaperOnly(first, withoutPay)).toEqual(['Pay', 'Bonus'])
  const { salaryPeriod: _, ...withoutPeriod } = termsToSign(first)
  expect(onPaperOnly(first, withoutPeriod)).toEqual(['Pay period'])
  expect(onPaperOnly(first, termsToSign(first))).toEqual([])
})
