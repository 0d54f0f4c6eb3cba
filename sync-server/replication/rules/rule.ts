import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Json } from '#shared/lib/json'
import type { Work } from '../work.ts'

/** A change of one document. `after` is null for a deletion. */
export type WrittenChange = Readonly<{
  collection: CollectionName; id: string; before: Content | null; after: Content | null; actorId: string
}>

/**
 * A change that passed access and merge, just before it is written. `hand`: a recruiter's, anybody else's, or one that
 * is believed because it gives back what was judged in a life of the database that was lost.
 */
export type RuledChange = WrittenChange & Readonly<{ hand: 'staff' | 'other' | 'trusted' }>

/** A refusal says why, which unit it is about, and what could be done instead. With `seeksTimes` its conflict is given what is free instead, soon after. */
export type RuleRefusal = Readonly<{
  code: string; unit: string; alternatives: readonly { readonly label: string; readonly value: Json }[]; seeksTimes: boolean
}>

/** A rule that spans documents. It sees the workspace as it stands inside the transaction. */
export type Rule = (work: Work, change: RuledChange) => Promise<RuleRefusal | null>

export const refusal = (code: string, unit: string, alternatives: RuleRefusal['alternatives'] = []): RuleRefusal => ({ code, unit, alternatives, seeksTimes: false })

/** A booking that cannot be as it was wanted. */
export const refusedBooking = (code: string): RuleRefusal => ({ code, unit: 'booking', alternatives: [], seeksTimes: true })
