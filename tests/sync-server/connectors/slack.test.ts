import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outcome } from '#server/connectors/kit/connector'
import type { HookEvent } from '#server/connectors/kit/connector-context'
import { healingOf, retryAfterOf } from '#server/connectors/kit/errors'
import type { RecordValues } from '#server/connectors/kit/record-fields'
import { slack } from '#server/connectors/slack/connector'
import { wordsFor } from '#server/connectors/slack/words'
import { errorEntry } from '#shared/contract/errors'
import { hookEventKinds } from '#shared/domain/model/onboarding'
import { errorCode } from '#shared/lib/app-error'
import { connectorSuite, memoryIds, testOnce, tryOnce, type SuiteCase } from '#tests/support/connector-suite'
import { startSlack, type SlackVendor } from '#tests/support/slack'

const event: HookEvent = {
  id: '0198c000-0000-7000-8000-00000000000a', kind: 'candidate.hired', atMs: 1_790_000_000_000, candidateId: '0198c000-0000-7000-8000-00000000000b', applicationId: '0198c000-0000-7000-8000-00000000000c',
  jobId: null, personId: null, data: {},
}
const record: RecordValues = { fullName: 'Ana Sousa', jobTitle: 'Nurse', startDate: '2026-10-01', department: 'Nursing', stage: 'Onsite', offerStatus: 'accepted', recordUrl: 'https://hiring.example.test/app/#open/candidate/1' }
const suite: SuiteCase<SlackVendor> = {
  connector: slack, startVendor: startSlack, home: 'https://slack.com', config: () => ({ channel: 'C0DEFAULT01' }), secrets: { token: 'xoxb-sesame-open' }, badConfig: { channel: '#hiring' },
  event, record, effects: vendor => vendor.messages.length, isEffect: request => request.path === '/api/chat.postMessage',
}
connectorSuite(suite)

describe('Slack', () => {
  let vendor: SlackVendor
  let ids: ReturnType<typeof memoryIds>
  beforeEach(async () => {
    vendor = await startSlack()
    ids = memoryIds()
  })
  afterEach(() => vendor.stop())
  const send = (kind: HookEvent['kind'] = 'candidate.hired', more: Partial<Parameters<typeof tryOnce>[2]> & { id?: string; config?: object } = {}): Promise<Outcome> =>
    tryOnce({ ...suite, config: () => ({ channel: 'C0DEFAULT01', ...more.config }) }, vendor, { externalIds: ids, ...more, event: { ...event, kind, id: more.id ?? event.id } })

  test('the first message about a candidate begins their thread, what follows is said in it', async () => {
    await send('stage.changed', { id: '0198c000-0000-7000-8000-0000000000a1' })
    await send('interview.scheduled', { id: '0198c000-0000-7000-8000-0000000000a2' })
    expect(await send()).toMatchObject({ steps: [{ kind: 'message', state: 'done' }] })
    const [first] = vendor.messages
    expect(vendor.messages.map(each => [each.text, each.thread])).toEqual([
      ['Ana Sousa (Nurse) is now in Onsite. <https://hiring.example.test/app/#open/candidate/1|Open in Shortlist>', null],
      ['An interview with Ana Sousa (Nurse) is booked.', first!.ts], [':tada: Ana Sousa (Nurse) is hired, from 1 October 2026.', first!.ts],
    ])
  })

  test('a reply whose answer was lost is found in the thread, a first one in the channel behind pages of others', async () => {
    vendor.pageSize = 1
    for (const [id, kind] of [['0198c000-0000-7000-8000-0000000000a1', 'stage.changed'], ['0198c000-0000-7000-8000-0000000000a2', 'interview.scheduled']] as const) {
      vendor.mishap({ kind: 'answerLost', when: suite.isEffect })
      await expect(send(kind, { id })).rejects.toMatchObject({ code: 'connector.unreachable' })
      await tryOnce(suite, vendor, { externalIds: memoryIds(), event: { ...event, id: `${id.slice(0, -2)}ff`, candidateId: id } })
      await send(kind, { id, mayHaveHappened: true })
    }
    expect(vendor.messages).toHaveLength(4)
    expect(vendor.messages.filter(each => each.thread !== null)).toHaveLength(1)
  })

  test('a job or a department has a channel of its own, and a hire is announced where everybody is', async () => {
    const config = { rooms: [{ department: 'Nursing', channel: 'C0NURSING01' }, { requisitionCode: 'ENG-1', channel: 'C0OTHER0001' }], welcomeChannel: 'C0WELCOME01' }
    expect(await send('candidate.hired', { config })).toMatchObject({ steps: [{ kind: 'message' }, { kind: 'welcome', state: 'done' }] })
    await send('candidate.hired', { config, mayHaveHappened: true })
    expect(vendor.messages.map(each => [each.channel, each.text])).toEqual([['C0NURSING01', expect.stringContaining('is hired')], ['C0WELCOME01', 'Ana Sousa joins us as Nurse on 1 October 2026. Welcome! :wave:']])
  })

  test('the recruiter is mentioned if asked for and known there', async () => {
    vendor.users = { 'rita@example.test': 'U0RITA' }
    const withRecruiter = { ...record, recruiterEmail: 'rita@example.test' }
    await send('candidate.hired', { config: { mentionRecruiter: true }, record: withRecruiter })
    await send('candidate.hired', { id: '0198c000-0000-7000-8000-0000000000a1', config: { mentionRecruiter: true }, record: { ...record, recruiterEmail: 'gone@example.test' } })
    expect(vendor.messages.map(each => each.text.includes('<@U0RITA>'))).toEqual([true, false])
  })

  test.each([
    ['rate_limited', 'connector.rate_limited', 'retry'], ['invalid_auth', 'connector.unauthorized', 'settings'], ['channel_not_found', 'connector.channel_unknown', 'settings'],
    ['not_in_channel', 'connector.channel_not_joined', 'settings'], ['is_archived', 'connector.channel_closed', 'settings'], ['msg_too_long', 'connector.too_large', 'final'], ['no_text', 'connector.refused', 'final'],
  ])('“%s” with status 200 is %s', async (said, code, healing) => {
    vendor.saysNo = { error: said, retryAfter: '30' }
    const failure = await send().catch((caught: unknown) => caught)
    expect([errorCode(failure), healingOf(failure), retryAfterOf(failure)]).toEqual([code, healing, 30_000])
    expect(errorEntry(code).say).toMatch(/\. /)
    vendor.saysNo = null
  })

  test('a candidate’s name calls nobody', async () => {
    await send('candidate.hired', { record: { ...record, fullName: '<!channel> & <@U1>', jobTitle: '<https://evil.example|Nurse>' } })
    expect(vendor.messages[0]!.text).toContain('&lt;!channel&gt; &amp; &lt;@U1&gt; (&lt;https://evil.example|Nurse&gt;)')
    expect(vendor.requests.at(-1)!.body).toContain('parse=none&link_names=false')
  })

  test('the test of a connection names a channel that is not there', async () => {
    expect(await testOnce(suite, vendor)).toMatchObject({ kind: 'failed', code: 'connector.channel_unknown', say: expect.stringContaining('C0DEFAULT01') })
  })
})

test('whatever happens, nothing private is said', () => {
  const secret: RecordValues = { ...record, email: 'ana@secret.test', phone: '+351 secret', rejectionReason: 'secret reason', baseSalaryMinor: '777777', bonusMinor: '777777', equity: 'secret equity', recruiterEmail: 'rita@secret.test', location: 'secret street' }
  for (const kind of hookEventKinds) expect(wordsFor(kind, secret) ?? '').not.toMatch(/secret|777777/)
})

test('an edited hire is told by what changed and may be said; where nothing of it may, nothing is', () => {
  const record = { fullName: 'Ana', jobTitle: 'Nurse', department: 'Sales', workLocation: 'Porto' }
  expect(wordsFor('hire.changed', record, ['department', 'managerName'])).toBe('Changed before Ana (Nurse) begins: department is now Sales.')
  expect(wordsFor('hire.changed', record, ['managerName', 'level'])).toBeNull()
  const offered = slack.fields.map(field => field.name)
  for (const name of ['email', 'phone', 'location', 'rejectionReason', 'baseSalaryMinor', 'bonusMinor', 'equity']) expect(offered).not.toContain(name)
})
