import { usualMail, type Settings } from '../model/settings.ts'
import { askAfterMs, beforeMs, longAwayMs } from './desktop-notes.ts'
import { usualTimes } from './reminder-times.ts'

const hourMs = 3_600_000

/** `15 minutes`, `1 hour`, `2 days`; `at once` for none. */
export function spanWords(hours: number): string {
  const [count, one] = hours < 1 ? [Math.round(hours * 60), 'minute'] : hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour']
  return count === 0 ? 'at once' : `${count} ${one}${count === 1 ? '' : 's'}`
}

/** What a colleague is reminded of and when, as their workspace has it: by letter, then on their own computer. */
export function reminderWords(settings: Pick<Settings, 'automaticMail' | 'capabilities' | 'reminderTimes'> | null): readonly string[] {
  const { interviewMinutes, cardMinutes } = settings?.reminderTimes ?? usualTimes
  const asked = cardMinutes === 0 ? 'at its end' : `${spanWords(cardMinutes / 60)} after it`
  const byMail = settings?.capabilities.email !== true ? 'No reminder comes by e-mail: Shortlist cannot send any yet.'
    : (settings.automaticMail ?? usualMail).colleagues ? `By e-mail: ${spanWords(interviewMinutes / 60)} before an interview, and ${asked} if your scorecard is not in.`
      : 'No reminder comes by e-mail: your workspace has switched them off.'
  return [byMail, `On this computer, while Shortlist is open: ${spanWords(beforeMs / hourMs)} before an interview and ${spanWords(askAfterMs / hourMs)} after it; one summary when you were away for more than ${spanWords(longAwayMs / hourMs)}.`]
}
