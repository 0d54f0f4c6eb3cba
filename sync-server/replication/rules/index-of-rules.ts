import { candidateIsThere, erasedStays, openingIsLeft, referencesExist } from './application-rules.ts'
import { testsAreSentByStaff } from './assessment-rules.ts'
import { bookingIsFree } from './booking-rules.ts'
import { decidedInOwnName, ownCardFirst } from './decision-rules.ts'
import { offerHasItsApplication, offerIsSound } from './offer-rules.ts'
import { jobFieldsAreOurs, startDateIsOurs } from './ownership-rules.ts'
import { tickedInOwnName } from './onboarding-rules.ts'
import type { Rule, RuledChange, RuleRefusal } from './rule.ts'
import { cardIsWhole, judgedKitStays, submittedStays } from './scorecard-rules.ts'
import { consentInOwnName, transcriptHasConsent } from './transcript-rules.ts'
import type { Work } from '../work.ts'

/** In order; the booking rule comes last because it reserves as it checks. */
const rules: readonly Rule[] = [referencesExist, candidateIsThere, erasedStays, openingIsLeft, startDateIsOurs, jobFieldsAreOurs, submittedStays, cardIsWhole, judgedKitStays, consentInOwnName, transcriptHasConsent, testsAreSentByStaff, offerHasItsApplication, offerIsSound, decidedInOwnName, tickedInOwnName, ownCardFirst, bookingIsFree]

/** The first rule that says no, or null. */
export async function checkRules(work: Work, change: RuledChange): Promise<RuleRefusal | null> {
  for (const rule of rules) {
    const refused = await rule(work, change)
    if (refused) return refused
  }
  return null
}
