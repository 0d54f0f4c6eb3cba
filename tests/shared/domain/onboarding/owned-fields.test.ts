import { expect, test } from 'vitest'
import { ownerOf, sayOwned, sayOwnedOfJob } from '#shared/domain/onboarding/owned-fields'

const bamboo = { title: 'BambooHR', owns: ['startDate', 'department', 'level', 'email'] }
const okta = { title: 'Okta', owns: ['jobTitle'] }
const slack = { title: 'Slack' }

test('a refused write names the system that owns the field, and says so when none does any more', () => {
  expect(sayOwned('applications', 'pipeline', [slack, okta, bamboo])).toBe('BambooHR owns the first day. Change it there, or have the workspace owner change who owns it, under Integrations.')
  expect(sayOwned('jobs', 'title', [slack, okta, bamboo])).toContain('Okta owns the title.')
  expect(sayOwned('jobs', 'locationId', [slack, okta, bamboo])).toBe('Another system owned this field then. None does any more, so trying again can work.')
  expect(ownerOf('workLocation', [bamboo, okta, slack])).toBeNull()
})

test('where a job is edited, each system says what of those who were hired is changed there', () => {
  expect(sayOwnedOfJob([bamboo, okta, slack])).toEqual([
    'BambooHR owns the department and level of whoever was hired here: change them there, what is changed here is refused.', 'Okta owns the title of whoever was hired here: change it there, what is changed here is refused.',
  ])
})
