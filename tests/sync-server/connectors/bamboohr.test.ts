import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bamboohr } from '#server/connectors/bamboohr/connector'
import { idFromLocation } from '#server/connectors/bamboohr/wire'
import type { Outcome } from '#server/connectors/kit/connector'
import type { HookEvent } from '#server/connectors/kit/connector-context'
import type { RecordValues } from '#server/connectors/kit/record-fields'
import { startBamboo, type BambooVendor } from '#tests/support/bamboohr'
import { connectorSuite, memoryIds, pollOnce, tryOnce, type SuiteCase } from '#tests/support/connector-suite'

const event: HookEvent = {
  id: '0198c000-0000-7000-8000-00000000000a', kind: 'candidate.hired', atMs: Date.UTC(2026, 8, 21), candidateId: '0198c000-0000-7000-8000-00000000000b', applicationId: '0198c000-0000-7000-8000-00000000000c',
  jobId: null, personId: null, data: { startDate: '2026-10-01' },
}
const record: RecordValues = { firstName: 'Ana', lastName: 'Sousa', email: 'ana@example.test', startDate: '2026-10-01', jobTitle: 'Designer', department: 'Design' }
const suite: SuiteCase<BambooVendor> = {
  connector: bamboohr, startVendor: startBamboo, config: vendor => ({ address: vendor.url }), secrets: { key: 'sesame-open-7' }, badConfig: { address: 'nowhere' }, event, record,
  effects: vendor => vendor.employees.size, isEffect: request => request.method === 'POST' && request.path === '/api/v1/employees', isFirst: request => request.method === 'GET' && request.path === '/api/v1/employees',
}
connectorSuite(suite)

describe('BambooHR', () => {
  let vendor: BambooVendor
  let ids: ReturnType<typeof memoryIds>
  beforeEach(async () => {
    vendor = await startBamboo()
    ids = memoryIds()
  })
  afterEach(() => vendor.stop())
  const send = (kind: HookEvent['kind'] = 'candidate.hired', more: Partial<Parameters<typeof tryOnce>[2]> & { id?: string; ending?: string; data?: HookEvent['data'] } = {}): Promise<Outcome> =>
    tryOnce({ ...suite, config: () => ({ address: vendor.url, ...(more.ending === undefined ? {} : { endingStatus: more.ending }) }) }, vendor, { externalIds: ids, ...more, event: { ...event, kind, id: more.id ?? event.id, data: more.data ?? event.data } })
  const known = (fields: Record<string, string>): void => void vendor.employees.set('7', { id: '7', status: 'Active', firstName: 'Ana', lastName: 'Sousa', homeEmail: 'ana@example.test', ...fields })
  const startDate = (startDate: string): RecordValues => ({ ...record, startDate })

  test('a hire becomes an employee with the mapped fields, and the id comes from the address of the new record', async () => {
    expect(await send()).toMatchObject({ kind: 'done', steps: [{ kind: 'hris', state: 'done', say: 'Employee 101' }] })
    expect([...vendor.employees.values()]).toMatchObject([{ firstName: 'Ana', lastName: 'Sousa', homeEmail: 'ana@example.test', hireDate: '2026-10-01', jobTitle: 'Designer', department: 'Design' }])
    expect(ids.all.get(`employee/${event.candidateId}`)).toBe('101')
  })

  test('another person of the same name is another person, also behind many pages of names', async () => {
    vendor.pageSize = 2
    for (let at = 1; at < 6; at += 1) vendor.employees.set(String(at), { id: String(at), status: 'Active', firstName: 'Anabela', lastName: 'Sousa', homeEmail: 'ana@example.test' })
    known({ homeEmail: 'another@example.test' })
    await send()
    expect(vendor.history).toEqual(['create 107'])
  })

  test('a record somebody made by hand is linked and never changed, also not when the hire is taken back', async () => {
    known({ hireDate: '2020-01-01' })
    expect(await send()).toMatchObject({ steps: [{ say: expect.stringContaining('was not changed') }] })
    await send('start_date.changed', { record: startDate('2026-11-01') })
    await send('hire.reversed', { ending: 'Terminated' })
    await send('candidate.hired', { id: '0198c000-0000-7000-8000-0000000000aa' })
    expect(vendor.history).toEqual([])
  })

  test('somebody who worked here before gets the new fields, and the list asks for their status until BambooHR says so', async () => {
    known({ status: 'Inactive' })
    expect(await send()).toMatchObject({ steps: [{ state: 'done' }, { key: 'Make active again', state: 'sent' }] })
    expect(vendor.employees.get('7')).toMatchObject({ hireDate: '2026-10-01' })
    const open = [{ applicationId: event.applicationId!, kind: 'hris' as const, key: 'Make active again' }]
    expect(await pollOnce(suite, vendor, open, ids)).toEqual([])
    vendor.employees.get('7')!.status = 'Active'
    expect(await pollOnce(suite, vendor, open, ids)).toMatchObject([{ steps: [{ state: 'done' }] }])
  })

  test('two records that fit are nobody’s to choose between', async () => {
    known({})
    vendor.employees.set('8', { ...vendor.employees.get('7')!, id: '8' })
    await expect(send()).rejects.toMatchObject({ code: 'connector.conflict' })
  })

  test('a key that may not see e-mails is refused before anybody is added twice', async () => {
    known({})
    vendor.restricted = ['homeEmail']
    await expect(send()).rejects.toMatchObject({ code: 'connector.forbidden' })
    expect(vendor.employees.size).toBe(1)
  })

  test('a change of the start date changes that alone', async () => {
    await send()
    await send('start_date.changed', { record: startDate('2026-11-01') })
    expect(vendor.history).toEqual(['create 101', 'change 101 hireDate'])
    expect(vendor.employees.get('101')).toMatchObject({ hireDate: '2026-11-01' })
  })

  test('an edit of the job changes what it says and nothing else, and no record that somebody else made', async () => {
    await send()
    await send('hire.changed', { record: { ...record, department: 'Sales' }, data: { fields: ['department', 'managerName'] } })
    expect(vendor.history).toEqual(['create 101', 'change 101 department'])
    expect(await send('hire.changed', { data: { fields: ['requisitionCode'] } })).toMatchObject({ summary: 'BambooHR is given nothing of this.' })
    expect(vendor.history).toHaveLength(2)
  })

  test('a hire taken back ends the employment once where a status for it is named', async () => {
    await send()
    for (let round = 0; round < 3; round += 1) expect(await send('hire.reversed', { ending: 'Terminated' })).toMatchObject({ steps: [{ state: 'cancelled' }] })
    expect(vendor.rows.get('101')).toMatchObject([{ date: '2026-09-21', employmentStatus: 'Terminated' }])
    // Sent again by hand, the hire stays taken back; another hire is a rehire of the same employee.
    expect(await send()).toMatchObject({ steps: [{ state: 'cancelled' }] })
    expect(await send('candidate.hired', { id: '0198c000-0000-7000-8000-0000000000aa' })).toMatchObject({ steps: [{ state: 'done' }, { state: 'sent' }] })
    expect(vendor.employees.size).toBe(1)
  })

  test('without such a status the list says what is to be done by hand, until it is done', async () => {
    await send()
    expect(await send('hire.reversed')).toMatchObject({ steps: [{ key: 'End the employment', state: 'sent' }] })
    const open = [{ applicationId: event.applicationId!, kind: 'hris' as const, key: 'End the employment' }]
    expect(await pollOnce(suite, vendor, open, ids)).toEqual([])
    vendor.employees.get('101')!.status = 'Inactive'
    expect(await pollOnce(suite, vendor, open, ids)).toMatchObject([{ steps: [{ state: 'cancelled' }] }])
    expect(vendor.rows.size).toBe(0)
  })

  test('a value that is not on BambooHR’s list and a field it does not have block before anything is sent', async () => {
    expect(await send('candidate.hired', { record: { ...record, department: 'Nursing' } })).toMatchObject({ kind: 'blocked', missing: [{ field: 'department', label: 'Department in BambooHR’s words' }] })
    vendor.fields = vendor.fields.filter(field => field !== 'jobTitle')
    expect(await send()).toMatchObject({ kind: 'blocked', missing: [{ field: 'jobTitle' }] })
    expect(vendor.employees.size).toBe(0)
  })

  test('a line that adds to what is there adds once', async () => {
    const mapping = [...bamboohr.defaultMapping, { ours: 'jobTitle', theirs: 'customNote', direction: 'out', rule: 'append', transform: 'none', required: false } as const]
    const adding = { ...suite, mapping, config: () => ({ address: vendor.url }) }
    await tryOnce(adding, vendor, { externalIds: ids })
    vendor.employees.get('101')!['customNote'] = 'Kept by HR'
    for (const id of ['0198c000-0000-7000-8000-0000000000a1', '0198c000-0000-7000-8000-0000000000a2']) await tryOnce(adding, vendor, { externalIds: ids, event: { ...event, id } })
    expect(vendor.employees.get('101')!['customNote']).toBe('Kept by HR\nDesigner')
  })

  test.each([['https://company.bamboohr.com/employees/employee.php?id=123', '123'], ['https://api.bamboohr.com/api/gateway.php/acme/v1/employees/40598', '40598'], ['/api/v1/employees/12/', '12']])('%s is employee %s', (location, id) => {
    expect(idFromLocation(location)).toBe(id)
  })
  test('an address without an id is no answer', () => expect(() => idFromLocation('https://company.bamboohr.com/home')).toThrow('connector.bad_response'))
})
