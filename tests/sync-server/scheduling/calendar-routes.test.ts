import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Session } from '#shared/contract/http'
import { startFakeVendor, type FakeVendor } from '#tests/support/fake-vendor'
import { startTestServer, type TestServer } from '#tests/support/test-server'

describe('calendars over HTTP', () => {
  let server: TestServer
  let host: FakeVendor
  let interviewer: Session & { token: string }
  let other: Session & { token: string }
  beforeAll(async () => {
    host = await startFakeVendor(() => ({ status: 200, text: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n' }))
    server = await startTestServer('PGlite', { config: { allowPrivateHosts: ['127.0.0.1'] } })
    interviewer = await server.join('interviewer')
    other = await server.join('interviewer')
  })
  afterAll(async () => {
    await server.stop()
    await host.stop()
  })
  const put = (token: string, personId: string, url = `${host.url}/private-key/basic.ics`) => server.request('PUT', `/api/calendars/person/${personId}`, token, { kind: 'feed', url })
  const list = async (token: string) => (await server.request('GET', '/api/calendars', token)).body as { calendars: { subjectId: string; shownAddress: string; readAtMs: number | null }[] }

  test('everybody connects their own, whoever arranges interviews anybody’s; nobody sees the address again', async () => {
    expect(await put(interviewer.token, interviewer.person.id)).toMatchObject({ status: 200 })
    expect(await put(interviewer.token, other.person.id)).toMatchObject({ status: 403, body: { code: 'access.forbidden' } })
    expect(await put(server.owner.token, other.person.id)).toMatchObject({ status: 200 })
    expect((await list(other.token)).calendars.map(each => each.subjectId)).toEqual([other.person.id])
    const all = await list(server.owner.token)
    expect(all.calendars).toHaveLength(2)
    expect(JSON.stringify(all)).not.toContain('private-key')
    expect(JSON.stringify(await server.db.query('select * from calendars'))).not.toContain('private-key')
  })

  test('it is read at once, and once it is disconnected its times are gone', async () => {
    await put(interviewer.token, interviewer.person.id)
    await expect.poll(async () => (await list(interviewer.token)).calendars[0]?.readAtMs).toEqual(expect.any(Number))
    expect(await server.request('DELETE', `/api/calendars/person/${interviewer.person.id}`, interviewer.token)).toMatchObject({ status: 200 })
    expect((await list(interviewer.token)).calendars).toEqual([])
    const [row] = await server.db.query<{ deleted: boolean }>(`select deleted from documents where collection = 'busy' and content->>'subjectId' = $1`, [interviewer.person.id])
    expect(row).toEqual({ deleted: true })
  })

  test('what is no address, nobody’s calendar or a stranger’s is refused plainly', async () => {
    expect(await put(server.owner.token, interviewer.person.id, 'file:///etc/passwd')).toMatchObject({ status: 400, body: { code: 'request.malformed' } })
    expect(await put(server.owner.token, '0198c000-0000-7000-8000-0000000000ff')).toMatchObject({ status: 404, body: { code: 'calendar.unknown_subject' } })
    expect(await server.request('PUT', `/api/calendars/person/${interviewer.person.id}`, server.owner.token, { kind: 'account', connectionId: '0198c000-0000-7000-8000-0000000000ff', address: 'a@b.test' })).toMatchObject({ status: 404, body: { code: 'connector.unknown_connection' } })
    expect(await server.request('GET', '/api/calendars', null)).toMatchObject({ status: 401 })
  })
})
