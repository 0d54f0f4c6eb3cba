import type { Settings } from '../model/settings.ts'

const [minute, hour] = [60_000, 3_600_000]

/** When a workspace reminds, in milliseconds before an interview's start, after its end, and after its cards are due. */
export type ReminderTimes = Readonly<{ beforeInterviewMs: number; beforeCandidateMs: number; cardAfterMs: number; dueAfterMs: number; missingAfterDueMs: number }>

/** An hour before, a day before to the candidate; a card is asked for after an hour, due after a day, and the recruiter hears a day later. */
export const usualTimes: NonNullable<Settings['reminderTimes']> = { interviewMinutes: 60, candidateHours: 24, cardMinutes: 60, dueHours: 24, missingHours: 24 }

/** A workspace's own times, or the usual ones. */
export function reminderTimesOf(settings: Pick<Settings, 'reminderTimes'> | null): ReminderTimes {
  const { interviewMinutes, candidateHours, cardMinutes, dueHours, missingHours } = settings?.reminderTimes ?? usualTimes
  return { beforeInterviewMs: interviewMinutes * minute, beforeCandidateMs: candidateHours * hour, cardAfterMs: cardMinutes * minute, dueAfterMs: dueHours * hour, missingAfterDueMs: missingHours * hour }
}
