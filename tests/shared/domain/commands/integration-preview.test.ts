import { expect, test } from 'vitest'
import { forecastOf, previewIntegrations, sayAfterHire, sayForHire } from '#shared/domain/commands/integration-preview'
import type { IntegrationSummary } from '#shared/domain/model/onboarding'
import { makeCandidate, makeJob } from '#tests/support/workspace'

const serviceNow: IntegrationSummary = { id: '0198c000-0000-7000-8000-000000000001', connectorId: 'servicenow', title: 'ServiceNow', category: 'it', events: ['candidate.hired'], steps: ['access', 'hardware'], state: 'well', failingSinceMs: null, sandbox: false, requires: [] }
const slack: IntegrationSummary = { ...serviceNow, id: '0198c000-0000-7000-8000-000000000002', title: 'Slack', steps: ['message'] }

test('before a hire it says what each system usually prepares, and of this hire no more than is for it', () => {
  expect(forecastOf('candidate.hired', [serviceNow, slack], makeJob(), []).map(each => each.say)).toEqual(['ServiceNow prepares access and hardware.', 'Slack is told.'])
  expect(sayForHire({ ...serviceNow, state: 'paused' }, ['access'])).toBe('ServiceNow prepares access once it is resumed: it is paused.')
  expect(sayForHire({ ...serviceNow, state: 'failing' }, [])).toBe('ServiceNow has nothing to prepare for this hire.')
  expect(sayForHire({ ...serviceNow, sandbox: true }, ['access'])).toBe('ServiceNow only rehearses: nothing is sent there.')
  expect(sayForHire(slack, ['message'])).toBe('Slack is told.')
})

test('a rehearsing system waits for nothing: what it lacks is said as what the real sending would ask for', () => {
  const asks = { ...serviceNow, requires: ['department'] }
  expect(previewIntegrations('candidate.hired', [asks], makeJob(), [makeCandidate()])[1]).toBe('ServiceNow waits for what is missing: department (on the job).')
  expect(previewIntegrations('candidate.hired', [{ ...asks, sandbox: true }], makeJob(), [makeCandidate()])).toEqual(['ServiceNow only rehearses: nothing is sent there.', 'Were it sent for real, ServiceNow would wait for what is missing: department (on the job).'])
})

test('after a hire it says of each system what truly happens there: told, sent nothing and why, or not told of the hire yet', () => {
  const forecast = { connection: serviceNow, say: 'ServiceNow is told.' }
  const found = { sends: true, say: 'This is what would be sent.', missing: [] }
  const nothing = { ...found, sends: false, say: 'No open request needs the new start date.' }
  const waits = [{ connectionId: serviceNow.id, state: 'waiting' as const }]
  expect(sayAfterHire('start_date.changed', { ...forecast, asked: null }, [])).toBe('ServiceNow is told.')
  expect(sayAfterHire('start_date.changed', { ...forecast, asked: found }, waits)).toBe('ServiceNow is told.')
  expect(sayAfterHire('start_date.changed', { ...forecast, asked: nothing }, [])).toBe('ServiceNow is sent nothing. No open request needs the new start date.')
  expect(sayAfterHire('start_date.changed', { ...forecast, asked: nothing }, waits)).toBe('ServiceNow has not heard of the hire yet; when it does, it hears this day.')
  expect(sayAfterHire('hire.reversed', { ...forecast, asked: nothing }, waits)).toBe('ServiceNow has not heard of the hire yet, and will not.')
  expect(sayAfterHire('start_date.changed', { ...forecast, asked: { ...found, sends: null, missing: [{ label: 'Start date', who: 'the recruiter, on the hire' }] } }, [])).toBe('ServiceNow waits for what is missing: start date (the recruiter, on the hire).')
})
