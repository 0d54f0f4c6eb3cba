import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outcome } from '#server/connectors/kit/connector'
import type { HookEvent } from '#server/connectors/kit/connector-context'
import { healingOf } from '#server/connectors/kit/errors'
import type { RecordValues } from '#server/connectors/kit/record-fields'
import { configSchema } from '#server/connectors/servicenow/config'
import { servicenow } from '#server/connectors/servicenow/connector'
import { slack } from '#server/connectors/slack/connector'
import { stepsOf } from '#server/outbox/steps'
import { connectorSuite, memoryIds, pollOnce, testOnce, tryOnce, type SuiteCase } from '#tests/support/connector-suite'
import { startServiceNow, type ServiceNow } from '#tests/support/servicenow'

const event: HookEvent = {
  id: '0198c000-0000-7000-8000-00000000000a', kind: 'candidate.hired', atMs: 1, candidateId: '0198c000-0000-7000-8000-00000000000b', applicationId: '0198c000-0000-7000-8000-00000000000c',
  jobId: null, personId: null, data: {},
}
const record: RecordValues = { fullName: 'Ana Sousa', startDate: '2026-10-01', department: 'Engineering', jobTitle: 'Engineer' }
const laptop = { name: 'Laptop', kind: 'hardware', item: 'a'.repeat(32), fields: { full_name: '{{fullName}}' } }
const desk = { name: 'Desk', kind: 'access', table: 'incident', fields: { short_description: 'Desk for {{fullName}}' } }
const suite = (...work: readonly object[]): SuiteCase<ServiceNow> => ({
  connector: servicenow, startVendor: startServiceNow, config: vendor => ({ address: vendor.url, user: 'shortlist', keyVariable: 'shortlist_key', work }), secrets: { password: 'sesame-open-7' },
  badConfig: { address: 'https://x.test', user: 'x', work: [{ name: 'Laptop', kind: 'hardware' }] }, event, record,
  effects: vendor => vendor.orders.length + vendor.all('incident').length, isEffect: request => request.method === 'POST',
})
describe('an order from the catalog', () => { connectorSuite(suite(laptop)) })
describe('a record of a table', () => { connectorSuite(suite(desk)) })
describe('what changes after the hire', () => {
  connectorSuite({
    ...suite(desk), startVendor: async () => {
      const vendor = await startServiceNow()
      vendor.add('incident', { number: 'INC7', state: '1', active: 'true', correlation_id: `${event.id}/Desk`, correlation_display: 'Shortlist' })
      return vendor
    },
    event: { ...event, id: '0198c000-0000-7000-8000-0000000000bb', kind: 'hire.changed', data: { fields: ['department'] } },
    known: vendor => ({ [`hire/${event.applicationId}`]: event.id, [`setOff/${event.id}`]: JSON.stringify([{ name: 'Desk', kind: 'access' }]), [`ticket/${event.id}/Desk`]: `incident/${vendor.all('incident')[0]!['sys_id']}/INC7` }),
    effects: vendor => vendor.notes.length, isEffect: request => request.method === 'PATCH',
  })
})

describe('ServiceNow', () => {
  let vendor: ServiceNow
  let ids: ReturnType<typeof memoryIds>
  beforeEach(async () => {
    vendor = await startServiceNow()
    ids = memoryIds()
  })
  afterEach(() => vendor.stop())
  const both = suite(laptop, desk)
  const send = (kind: HookEvent['kind'] = 'candidate.hired', more: Partial<Omit<Parameters<typeof tryOnce>[2], 'event'>> & { id?: string; data?: HookEvent['data']; of?: SuiteCase<ServiceNow> } = {}): Promise<Outcome> =>
    tryOnce(more.of ?? both, vendor, { externalIds: ids, ...more, event: { ...event, kind, id: more.id ?? event.id, data: more.data ?? {} } })
  const open = [{ applicationId: event.applicationId!, kind: 'hardware' as const, key: 'Laptop' }, { applicationId: event.applicationId!, kind: 'access' as const, key: 'Desk' }]
  const close = (table: string, state: string): void => { for (const row of vendor.all(table)) Object.assign(row, { state, active: 'false' }) }

  test('a hire opens each request with our key on it, and the list follows how far they are', async () => {
    expect(await send()).toMatchObject({ kind: 'done', steps: [{ kind: 'hardware', key: 'Laptop', state: 'sent' }, { kind: 'access', key: 'Desk', state: 'sent' }] })
    expect(vendor.all('sc_req_item')).toMatchObject([{ correlation_id: `${event.id}/Laptop`, due_date: '2026-10-01 00:00:00' }])
    expect(vendor.all('incident')).toMatchObject([{ correlation_id: `${event.id}/Desk`, short_description: 'Desk for Ana Sousa' }])
    expect(await pollOnce(both, vendor, open, ids)).toEqual([])
    close('sc_req_item', '3')
    close('incident', '8')
    expect(await pollOnce(both, vendor, open, ids)).toMatchObject([{ steps: [{ key: 'Laptop', state: 'done' }] }, { steps: [{ key: 'Desk', state: 'failed' }] }])
  })

  test('a crash between two requests opens the second one alone', async () => {
    vendor.mishap({ kind: 'cutBefore', when: request => request.path.endsWith('/incident') && request.method === 'POST' })
    await expect(send()).rejects.toMatchObject({ code: 'connector.unreachable' })
    await send('candidate.hired', { mayHaveHappened: true })
    expect([vendor.orders.length, vendor.all('incident').length]).toEqual([1, 1])
  })

  test('an order whose answer was lost is found by the variable that holds our key, and marked', async () => {
    vendor.mishap({ kind: 'answerLost', when: request => request.path.endsWith('/order_now') })
    await expect(send()).rejects.toMatchObject({ code: 'connector.unreachable' })
    await send('candidate.hired', { mayHaveHappened: true })
    expect(vendor.all('sc_req_item')).toMatchObject([{ correlation_id: `${event.id}/Laptop` }])
  })

  test('where the user is shown no orders, one whose answer was lost is never placed again: it waits for somebody to look', async () => {
    vendor.showsOrders = false
    vendor.mishap({ kind: 'answerLost', when: request => request.path.endsWith('/order_now') })
    await expect(send()).rejects.toMatchObject({ code: 'connector.unreachable' })
    const refusal = await send('candidate.hired', { mayHaveHappened: true }).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'connector.cannot_look_up' })
    expect(healingOf(refusal)).toBe('settings')
    expect(await testOnce(both, vendor)).toMatchObject({ kind: 'ok', detail: expect.stringContaining('shown no orders') })
    vendor.showsOrders = true
    await send('candidate.hired', { mayHaveHappened: true })
    expect(vendor.orders).toHaveLength(1)
  })

  test('an instance that answers with a full page of others’ orders is not believed that ours is not there', async () => {
    for (let other = 0; other < 25; other += 1) await send('candidate.hired', { id: `0198c000-0000-7000-8000-0000000001${String(other).padStart(2, '0')}`, of: suite(laptop) })
    vendor.understands = false
    await expect(send('candidate.hired', { mayHaveHappened: true, of: suite(laptop) })).rejects.toMatchObject({ code: 'connector.cannot_look_up' })
    expect(vendor.orders).toHaveLength(25)
  })

  test('an instance that answers every query with everything does not make others’ tickets ours', async () => {
    vendor.understands = false
    await send('candidate.hired', { id: '0198c000-0000-7000-8000-0000000000aa', of: suite(desk) })
    await send('candidate.hired', { mayHaveHappened: true, of: suite(desk) })
    expect(vendor.all('incident').map(row => row['correlation_id'])).toEqual(['0198c000-0000-7000-8000-0000000000aa/Desk', `${event.id}/Desk`])
  })

  test('by department and level: only what is for this hire', async () => {
    const nurses = suite({ ...desk, when: { department: ['Nursing'] } }, { ...laptop, when: { department: ['Engineering'], level: ['Senior'] } })
    expect(await send('candidate.hired', { of: nurses })).toMatchObject({ steps: [] })
    await send('candidate.hired', { of: nurses, id: '0198c000-0000-7000-8000-0000000000aa', record: { ...record, level: 'Senior' } })
    expect([vendor.orders.length, vendor.all('incident').length]).toEqual([1, 0])
  })

  test('a new start date reaches what is open, once', async () => {
    await send()
    close('incident', '6')
    for (let round = 0; round < 2; round += 1) await send('start_date.changed', { record: { ...record, startDate: '2026-11-01' } })
    expect(vendor.all('sc_req_item')).toMatchObject([{ due_date: '2026-11-01 00:00:00' }])
    expect(vendor.all('incident')).toMatchObject([{ due_date: '2026-10-01 00:00:00' }])
    expect(vendor.notes).toEqual(['The start date changed to 2026-11-01.'])
  })

  const moved = { id: '0198c000-0000-7000-8000-0000000000bb', data: { fields: ['department', 'managerName', 'workLocation'] }, record: { ...record, department: 'Sales', managerName: 'Bo [code]<b>[/code] Berg' } } as const
  test('another department, place or manager reaches what is open: the columns that say it, and a note of what the owner shares', async () => {
    const saying = suite(laptop, { ...desk, fields: { short_description: 'Desk for {{fullName}} in {{department}}', category: 'facilities' } })
    await send('candidate.hired', { of: saying })
    Object.assign(vendor.all('incident')[0]!, { category: 'moved by hand', short_description: 'Desk for Ana Sousa in Engineering' })
    for (let round = 0; round < 3; round += 1) await send('hire.changed', { ...moved, of: saying })
    expect(vendor.all('incident')).toMatchObject([{ short_description: 'Desk for Ana Sousa in Sales', category: 'moved by hand', due_date: '2026-10-01 00:00:00', correlation_id: `${event.id}/Desk` }])
    expect(vendor.notes).toEqual(Array.from({ length: 2 }, () => 'Changed in Shortlist. Department: Sales; Manager: Bo (code)<b>(/code) Berg.'))
    close('incident', '6')
    expect(await send('hire.changed', { ...moved, of: saying, id: '0198c000-0000-7000-8000-0000000000bc' })).toMatchObject({ steps: [{ key: 'Laptop', state: 'sent', say: expect.stringContaining('told of the change') }] })
    expect(await send('hire.changed', { ...moved, data: { fields: ['requisitionCode'] } })).toMatchObject({ summary: 'ServiceNow is given nothing of this.' })
    expect(vendor.notes).toHaveLength(3)
  })

  test('an order from the catalog that holds what changed stays as it was placed, and the first-day list says so', async () => {
    const ordered = suite({ ...laptop, fields: { full_name: '{{fullName}}', team: '{{department}}', from: '{{startDate}}' } })
    await send('candidate.hired', { of: ordered })
    expect(await send('hire.changed', { ...moved, of: ordered })).toMatchObject({ steps: [{ say: expect.stringMatching(/told of the change\. The order itself stays as it was placed/) }] })
    expect(await send('start_date.changed', { of: ordered, id: '0198c000-0000-7000-8000-0000000000bf', record: { ...record, startDate: '2026-11-01' } })).toMatchObject({ steps: [{ say: expect.stringMatching(/for .*1 November.*\. The order itself stays/) }] })
    expect(await send('hire.changed', { ...moved, of: ordered, data: { fields: ['managerName'] }, id: '0198c000-0000-7000-8000-0000000000c0' }), 'and goes on saying so').toMatchObject({ steps: [{ say: expect.stringMatching(/told of the change\. The order itself stays/) }] })
  })

  test('what is for the new department alone is asked for once; what was for the old one is named for a person to call off, and goes with the hire', async () => {
    const by = suite({ ...desk, name: 'Bench', when: { department: ['Engineering'] } }, { ...desk, name: 'Booth', when: { department: ['Sales'] } }, { ...desk, name: 'Pass' })
    await send('candidate.hired', { of: by })
    vendor.mishap({ kind: 'answerLost', when: request => request.method === 'POST' })
    await expect(send('hire.changed', { ...moved, of: by })).rejects.toMatchObject({ code: 'connector.unreachable' })
    expect(await send('hire.changed', { ...moved, of: by, mayHaveHappened: true })).toMatchObject({ steps: [{ key: 'Booth', state: 'sent' }] })
    await send('hire.changed', { ...moved, of: by, id: '0198c000-0000-7000-8000-0000000000bc' })
    expect(vendor.all('incident').map(row => row['correlation_id'])).toEqual(['Bench', 'Pass', 'Booth'].map(name => `${event.id}/${name}`))
    const told = await send('hire.changed', { ...moved, of: by, id: '0198c000-0000-7000-8000-0000000000bd' })
    expect(told).toMatchObject({ steps: [{ key: 'Bench', say: expect.stringContaining('Call it off in ServiceNow if it is not needed') }, { key: 'Pass' }, { key: 'Booth' }] })
    // Told of the hire again by hand, it still knows what it asked for before.
    await send('candidate.hired', { of: by, record: moved.record })
    await send('hire.reversed', { of: by })
    expect(vendor.all('incident').map(row => row['state'])).toEqual(['8', '8', '8'])
    expect(await send('hire.changed', { ...moved, of: by, id: '0198c000-0000-7000-8000-0000000000be' })).toMatchObject({ summary: 'There is no request of ours for this hire.' })
  })

  test('a mandatory variable of what the new department needs blocks before anything is sent', async () => {
    const by = suite({ ...laptop, when: { department: ['Sales'] } })
    await send('candidate.hired', { of: by })
    vendor.variables = ['cost_centre', 'shortlist_key']
    vendor.mandatory = ['cost_centre']
    expect(await send('hire.changed', { ...moved, of: by })).toMatchObject({ kind: 'blocked', missing: [{ field: 'cost_centre' }] })
    expect(vendor.orders).toEqual([])
  })

  test('the first-day list announces what this connection asks for, and no more', () => {
    expect(stepsOf(servicenow, { config: both.config(vendor) as never })).toEqual(['hardware', 'access'])
    const forSales = suite({ ...laptop, when: { department: ['Sales'] } }, desk).config(vendor) as never
    expect([record, moved.record, {}].map(hire => stepsOf(servicenow, { config: forSales }, hire)), 'and of one hire what is for its department').toEqual([['access'], ['hardware', 'access'], ['access']])
    expect(stepsOf(slack, { config: { channel: 'C0DEFAULT01' } })).toEqual(['message'])
    expect(stepsOf(slack, { config: { channel: 'C0DEFAULT01', welcomeChannel: 'C0WELCOME01' } })).toEqual(['message', 'welcome'])
  })

  test('a hire taken back calls off what is open and names what was done, also after the settings changed', async () => {
    await send()
    close('incident', '6')
    expect(await send('hire.reversed', { of: suite({ ...laptop, name: 'Another' }) })).toMatchObject({ steps: [{ key: 'Laptop', state: 'cancelled' }, { key: 'Desk', state: 'failed' }] })
    await send('hire.reversed')
    expect(vendor.all('sc_req_item')).toMatchObject([{ state: '4' }])
    expect(vendor.notes).toHaveLength(1)
    expect(await send()).toMatchObject({ steps: [{ state: 'cancelled' }] })
    await send('candidate.hired', { id: '0198c000-0000-7000-8000-0000000000aa' })
    expect(vendor.orders).toHaveLength(2)
  })

  test('a mandatory variable nothing fills, and a placeholder without a field, block before anything is sent', async () => {
    vendor.mandatory = ['cost_centre']
    vendor.variables = ['full_name', 'cost_centre', 'shortlist_key']
    expect(await send()).toMatchObject({ kind: 'blocked', missing: [{ field: 'cost_centre', label: '“cost_centre” of “Laptop”' }] })
    vendor.mandatory = ['full_name']
    expect(await send('candidate.hired', { of: suite({ ...laptop, fields: { full_name: '{{shoe}}' } }) })).toMatchObject({ kind: 'blocked', missing: [{ field: 'shoe' }, { field: 'shoe' }] })
    expect(vendor.orders).toEqual([])
  })

  test('the test of a connection names an item without a variable for our key', async () => {
    expect(await testOnce(both, vendor)).toMatchObject({ kind: 'ok' })
    vendor.variables = ['full_name']
    expect(await testOnce(both, vendor)).toMatchObject({ kind: 'failed', say: expect.stringContaining('no variable shortlist_key') })
  })
})

test.each([
  [{ work: [{ name: 'Laptop', kind: 'hardware' }] }, ['work', 0], '“Laptop” needs either “item” or “table”.'],
  [{ work: [desk, desk] }, ['work', 1], '“Desk” is there twice; each needs a name of its own.'],
  [{ work: [laptop] }, ['keyVariable'], 'Items are ordered, so a variable for our key is needed: without it an order could be placed twice.'],
  [{ keyVariable: 'key', work: [{ ...laptop, item: 'the sys_id of the item' }] }, ['work', 0, 'item'], '“item” is the 32 letters and digits of a catalog item’s sys_id.'],
])('settings that cannot work say why', (config, path, message) => {
  expect(configSchema.safeParse({ address: 'https://x.test', user: 'x', ...config }).error?.issues).toMatchObject([{ path, message }])
})
