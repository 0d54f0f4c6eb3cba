import { isSameJson } from '#shared/lib/json'
import type { Application } from '#shared/domain/model/application'
import type { Note } from '#shared/domain/model/note'
import { refusal, type Rule } from './rule.ts'

/** The voices of a transcript as they came, without whose they are. */
const voicesOf = (note: Note): readonly (readonly [string, number, string])[] => (note.speakers ?? []).map(({ id, number, label }) => [id, number, label] as const).toSorted(([, a], [, b]) => a - b)

/** Nothing of a recording is kept before the candidate's consent is; what came stays as it came, save whose voice is whose. */
export const transcriptHasConsent: Rule = async (work, change) => {
  const [before, after] = [change.before as Note | null, change.after as Note | null]
  if (change.collection !== 'notes' || change.hand === 'trusted' || after?.transcript === undefined) return null
  if (before?.transcript !== undefined) {
    if (!isSameJson(before.transcript, after.transcript)) return refusal('document.invalid', 'transcript')
    return isSameJson(voicesOf(before), voicesOf(after)) ? null : refusal('document.invalid', 'speakers')
  }
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
