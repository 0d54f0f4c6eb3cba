import { refusal, type Rule } from './rule.ts'

/** A line that asks for a test sets something off in the world: only recruiters write it. */
export const testsAreSentByStaff: Rule = async (_work, change) => {
  const asks = change.collection === 'activities' && change.after?.['kind'] === 'assessment.sent'
  return asks && change.hand === 'other' ? refusal('access.not_yours_to_change', 'record') : null
}
