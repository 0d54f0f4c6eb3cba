import { isSameJson } from '#shared/lib/json'
import type { Application } from '#shared/domain/model/application'
import type { Note } from '#shared/domain/model/note'
import { refusal, type Rule } from './rule.ts'

/** Nothing of a recording is kept before the candidate's consent is; what came stays as it came. */
export const transcriptHasConsent: Rule = async (work, change) => {
  const [before, after] = [change.before as Note | null, change.after as Note | null]
  if (change.collection !== 'notes' || change.hand === 'trusted' || after?.transcript === undefined) return null
  if (before?.transcript !== undefined) return isSameJson(before.transcript, after.transcript) ? null : refusal('document.invalid', 'transcript')
  if (after.applicationId === null) return refusal('rules.no_recording_consent', 'transcript')
  await work.load([{ collection: 'applications', id: after.applicationId }])
  return work.live('applications', after.applicationId)?.recordingConsent?.given === true ? null : refusal('rules.no_recording_consent', 'transcript')
}

/** Who wrote an answer down stands there in their own name; a recruiter who puts an archive back brings the names in it. */
export const consentInOwnName: Rule = (_work, change) => {
  const [before, after] = [change.before as Application | null, change.after as Application | null]
  if (change.collection !== 'applications' || change.hand === 'trusted' || !after?.recordingConsent || !before && change.hand === 'staff') return Promise.resolve(null)
  const isNew = !isSameJson(before?.recordingConsent ?? null, after.recordingConsent)
  return Promise.resolve(isNew && after.recordingConsent.recordedById !== change.actorId ? refusal('access.not_yours_to_change', 'recordingConsent') : null)
}
