import { expect, test } from 'vitest'
import { inviteTrouble, inviteWords } from '#shared/domain/invite-words'

const invite = (state: 'waiting' | 'delivered' | 'failed' | 'accepted' | 'declined' | 'tentative', method: 'request' | 'cancel' = 'request') =>
  ({ invitee: 'ana@example.com', method, state, problem: null, nextTryAtMs: null, atMs: 1 })
const elsewhere = { kind: 'moved', startMs: 5, endMs: 9, calendar: 'Google Calendar', atMs: 1 } as const

test('delivered is said only of what was acknowledged, and of a cancellation that it is off', () => {
  expect([inviteWords(invite('waiting')), inviteWords(invite('delivered')), inviteWords(invite('delivered', 'cancel')), inviteWords(invite('failed'))].map(each => each.say))
    .toEqual(['Not sent yet', 'Delivered', 'Told that it is off', 'Not delivered'])
})

test('a change in an outside calendar comes first, then a decline, then a letter that did not arrive', () => {
  const all = [invite('failed'), invite('declined'), invite('accepted')]
  expect(inviteTrouble({ invites: all, elsewhere, cancelled: false })).toBe('Moved in a calendar')
  expect(inviteTrouble({ invites: all, elsewhere: null, cancelled: false })).toBe('Declined')
  expect(inviteTrouble({ invites: [invite('failed')], elsewhere: null, cancelled: false })).toBe('Not delivered')
  expect(inviteTrouble({ invites: [invite('accepted'), invite('tentative')], elsewhere: null, cancelled: false })).toBe(null)
})

test('what was called off worries only about those who were not told', () => {
  expect(inviteTrouble({ invites: [invite('declined')], elsewhere, cancelled: true })).toBe(null)
  expect(inviteTrouble({ invites: [invite('failed', 'cancel')], elsewhere, cancelled: true })).toBe('Not delivered')
})
