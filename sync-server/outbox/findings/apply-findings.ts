import type { Finding } from '../../connectors/kit/findings.ts'
import type { Tx } from '../../db/database.ts'
import type { ConnectionRow } from '../connection-row.ts'
import type { StepsPort } from '../steps.ts'
import type { Apply } from './apply.ts'
import { applyAssessmentNews } from './assessment-news.ts'
import { applyBookingNews } from './booking-news.ts'
import { applyCalendarNews } from './calendar-news.ts'
import { applyHireNews } from './hire-news.ts'
import { applySignature } from './signature.ts'
import { applyTranscript } from './transcript.ts'
import { applyNewCandidate } from './new-candidate.ts'

/** Every kind, one line each. */
const rules: { readonly [Kind in Finding['kind']]: Apply<Kind> } = {
  booking: applyBookingNews,
  calendar: applyCalendarNews,
  hire: applyHireNews,
  signature: applySignature,
  transcript: applyTranscript,
  candidate: applyNewCandidate,
  assessment: applyAssessmentNews,
}

/** Applies what a connector found out, in order, all or nothing. The caller holds the workspace's lock. */
export async function applyFindings(tx: Tx, port: StepsPort, connection: ConnectionRow, findings: readonly Finding[]): Promise<() => void> {
  const tells: (() => void)[] = []
  for (const finding of findings) tells.push(await (rules[finding.kind] as Apply<Finding['kind']>)(tx, port, connection, finding as never))
  return () => tells.forEach(tell => tell())
}
