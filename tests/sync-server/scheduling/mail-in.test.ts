import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signMessage } from '#server/connectors/kit/standard-webhooks'
import { startTestServer, type TestServer } from '#tests/support/test-server'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const mail = (calendar: string): string => [
  'From: Ana Sousa <ana@example.test>', 'To: hiring@acme.test', 'Subject: Accepted', 'MIME-Version: 1.0', 'Content-Type: multipart/alternative; boundary=b', '',
  '--b', 'Content-Type: text/plain', '', 'Ana has accepted.', '--b', 'Content-Type: text/calendar; charset=utf-8; method=REPLY', 'Content-Transfer-Encoding: base64', '', Buffer.from(calendar).toString('base64'), '--b--', '',
].join('\r\n')
const reply = ['BEGIN:VCALENDAR', 'METHOD:REPLY', 'BEGIN:VEVENT', 'UID:one@shortlist', 'DTSTAMP:20260301T130000Z', 'SEQUENCE:0', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@example.test', 'END:VEVENT', 'END:VCALENDAR'].join('\r\n')

describe('mail that comes in', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer('PGlite', { config: { mailSecret: secret } })
    const [workspace] = await server.db.query<{ id: string }>('select id from workspaces')
    await server.db.query(`insert into meetings (workspace_id, interview_id, uid, sequence) values ($1, $2, 'one@shortlist', 0)`, [workspace!.id, '0198c000-0000-7000-8000-0000000000aa'])
    const facts = { startMs: 4e12, endMs: 4e12 + 1, zone: 'UTC', title: '', place: '', joinUrl: null }
    await server.db.query(
      `insert into invites (workspace_id, interview_id, email, name, kind, told, wanted, state, since_ms, at_ms) values ($1, $2, 'ana@example.test', 'Ana', 'candidate', $3::text::jsonb, $4::text::jsonb, 'delivered', 0, 0)`,
      [workspace!.id, '0198c000-0000-7000-8000-0000000000aa', JSON.stringify(facts), JSON.stringify({ method: 'request', facts, sequence: 0 })],
    )
  })
  afterAll(() => server.stop())
  const post = async (body: string, headers: Record<string, string>) => {
    const answer = await fetch(`${server.url}/api/mail`, { method: 'POST', headers: { 'content-type': 'message/rfc822', 'x-shortlist-client': 'desktop', ...headers }, body })
    return { status: answer.status, body: await answer.json() as unknown }
  }
  const signed = (body: string) => signMessage([secret], { id: 'msg_1', atMs: Date.now(), body })
  const state = async () => (await server.db.query<{ state: string }>('select state from invites'))[0]!.state

  test('an answer to an invitation is taken from a gateway that signs', async () => {
    expect(await post(mail(reply), signed(mail(reply)))).toEqual({ status: 200, body: { replies: ['taken'] } })
    expect(await state()).toBe('accepted')
  })

  test('unsigned, changed on the way, or signed long ago it is refused', async () => {
    const body = mail(reply.replace('ACCEPTED', 'DECLINED'))
    expect(await post(body, {})).toMatchObject({ status: 401, body: { code: 'inbound.not_genuine' } })
    expect(await post(body, signed(mail(reply)))).toMatchObject({ status: 401 })
    expect(await post(body, signMessage([secret], { id: 'msg_1', atMs: Date.now() - 600_000, body }))).toMatchObject({ status: 401 })
    expect(await state()).toBe('accepted')
  })

  test('what is about no interview of ours, or says who wrote it falsely, changes nothing', async () => {
    const other = mail(reply.replace('one@shortlist', 'two@shortlist').replace('ACCEPTED', 'DECLINED'))
    expect(await post(other, signed(other))).toEqual({ status: 200, body: { replies: ['unknown'] } })
    const forged = mail(reply.replace('ACCEPTED', 'DECLINED')).replace('ana@example.test>', 'mallory@example.test>')
    expect(await post(forged, signed(forged))).toEqual({ status: 200, body: { replies: ['unknown'] } })
    expect(await state()).toBe('accepted')
    const empty = 'From: a@b.test\r\n\r\nHello'
    expect(await post(empty, signed(empty))).toEqual({ status: 200, body: { replies: [] } })
  })
})
