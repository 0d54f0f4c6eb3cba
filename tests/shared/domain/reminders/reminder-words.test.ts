import { expect, test } from 'vitest'
import { reminderWords, spanWords } from '#shared/domain/reminders/reminder-words'
import { usualTimes } from '#shared/domain/reminders/reminder-times'
import { usualMail } from '#shared/domain/model/settings'

const settings = (fields: Partial<NonNullable<Parameters<typeof reminderWords>[0]>> = {}) => ({ automaticMail: null, capabilities: { email: true }, reminderTimes: null, ...fields })

test('what one is reminded of follows the workspace’s own times', () => {
  expect(reminderWords(settings())).toEqual([
    'By e-mail: 1 hour before an interview, and 1 hour after it if your scorecard is not in.',
    'On this computer, while Shortlist is open: 10 minutes before an interview and 5 minutes after it; one summary when you were away for more than 4 hours.',
  ])
  expect(reminderWords(settings({ reminderTimes: { ...usualTimes, interviewMinutes: 1_440, cardMinutes: 0 } }))[0]).toBe('By e-mail: 1 day before an interview, and at its end if your scorecard is not in.')
})

test('no letter is promised where none can be sent, or where they are switched off', () => {
  expect(reminderWords(settings({ capabilities: { email: false } }))[0]).toContain('cannot send any yet')
  expect(reminderWords(settings({ automaticMail: { ...usualMail, colleagues: false } }))[0]).toContain('switched them off')
})

test('spans are said as people say them', () => {
  expect([0, 0.25, 1, 2, 24, 48].map(spanWords)).toEqual(['at once', '15 minutes', '1 hour', '2 hours', '1 day', '2 days'])
})
