import { reportSteps } from '../steps.ts'
import { takeOver } from '../take-over.ts'
import type { Apply } from './apply.ts'

/** Lines of a first-day checklist, and what their system says of fields it owns. */
export const applyHireNews: Apply<'hire'> = async (tx, port, connection, { applicationId, steps, told }) => {
  const tellTold = await takeOver(tx, port, connection, applicationId, told ?? {})
  const tellSteps = await reportSteps(tx, port, connection, { applicationId, kind: 'poll' }, steps)
  return () => { tellTold?.(); tellSteps() }
}
