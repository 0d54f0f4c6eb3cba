import { draftOffer, type OfferTerms } from '#shared/domain/commands/offer'
import type { Change } from '#shared/domain/commands/change'
import type { Application } from '#shared/domain/model/application'
import type { Offer } from '#shared/domain/model/offer'
import { createId } from '#shared/lib/ids'
import { testNowMs } from './workspace.ts'

export const someTerms: OfferTerms = {
  title: 'Sync engineer', baseSalary: { amountMinor: 7_200_000, currency: 'EUR' }, period: 'year', bonus: null, equity: '', startDate: '2027-01-04', expiresOn: null, employmentTypeId: null, terms: '',
}

/** An offer as its drafter's laptop makes it. */
export const makeOffer = (application: Application, actorId: string, terms: Partial<OfferTerms> = {}): Offer =>
  draftOffer(application, { ...someTerms, ...terms }, { actorId, nowMs: testNowMs, createId }).offer

/** The offer as it stands after some changes. */
export const afterChanges = (offer: Offer, changes: readonly Change[]): Offer =>
  changes.reduce((now, change) => (change.kind === 'edit' && change.collection === 'offers' ? { ...now, ...change.fields } : now), offer)

/** What a command changed, as the units of a push. */
export function unitsOf(changes: readonly Change[]): Record<string, unknown> {
  const edit = changes.find(change => change.collection === 'offers' && change.kind === 'edit')
  if (edit?.kind !== 'edit') return {}
  const { status, statusAtMs, statusNote, ...fields } = edit.fields as Partial<Offer>
  return { ...fields, ...(status === undefined ? {} : { status: { status, statusAtMs, statusNote } }) }
}
