import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeRecord } from '#server/replication/record'
import { Postman, nextTryAt } from '#server/messages/postman'
import { createSmtpTransport } from '#server/messages/smtp-transport'
import type { Message } from '#shared/domain/model/message'
import { createId } from '#shared/lib/ids'
import { stores } from '#tests/support/databases'
import { startMailServer, type MailServer } from '#tests/support/mail-server'
import { editRow, makeCandidate, newRow, openWorkspace, testNowMs, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('the postman on $name', ({ open }) => {
  let workspace: TestWorkspace
  let close: () => Promise<void>
  let mail: MailServer
  let postman: Postman
  let closeTransport: () => void
  let nowMs = testNowMs

  beforeEach(async () => {
    const opened = await open()
    close = opened.close
    workspace = await openWorkspace(opened.db)
    nowMs = testNowMs
    mail = await startMailServer()
    const transport = createSmtpTransport(mail.url, 'hiring@acme.test')
    closeTransport = () => transport.close()
    postman = new Postman({
      db: workspace.db, transport, now: () => nowMs, onFailure: cause => { throw cause },
      deliveries: { write: async (workspaceId, id, delivery, tx) => { await writeRecord(tx, workspaceId, null, [{ collection: 'messages', id, content: { delivery } }], nowMs); return () => undefined } },
    })
  })
  afterEach(async () => {
    await postman.stop()
    closeTransport()
    await mail.stop()
    await close()
  })

  async function queue(fields: Partial<Message> = {}): Promise<{ message: Message; revision: number }> {
    const candidate = makeCandidate()
    const message: Message = {
      id: createId(), candidateId: candidate.id, applicationId: null, jobId: null, authorId: workspace.members.recruiter.personId, toEmail: 'ana@example.test',
      subject: 'Your application', body: 'Thank you, Ana.', templateId: null, sendAfterMs: testNowMs, cancelled: false, delivery: null, createdAtMs: testNowMs, ...fields,
    }
    const [, made] = await workspace.push(workspace.members.recruiter, [newRow('candidates', candidate), newRow('messages', message)])
    return { message, revision: made!.revision }
  }

  async function delivery(id: string): Promise<Message['delivery']> {
    const { rows } = await workspace.pullAll(workspace.members.recruiter)
    return (rows.findLast(row => row.id === id)!.content as unknown as Message).delivery
  }

  test('a queued message leaves once, with a name of its own, and the record says so', async () => {
    const { message } = await queue()
    await postman.deliverDue()
    await postman.deliverDue()
    expect(mail.mailbox).toHaveLength(1)
    expect(mail.mailbox[0]!.raw).toContain(`Message-ID: <${message.id}@shortlist>`)
    expect(mail.mailbox[0]!.raw).toContain('Reply-To: recruiter@example.test')
    expect(await delivery(message.id)).toEqual({ state: 'sent', atMs: testNowMs, problem: null })
  })

  test('a message cancelled in time never leaves', async () => {
    const { message, revision } = await queue({ sendAfterMs: testNowMs + 60_000 })
    await postman.deliverDue()
    await workspace.push(workspace.members.recruiter, [editRow('messages', message.id, revision, { cancelled: true })])
    nowMs += 120_000
    await postman.deliverDue()
    expect(mail.mailbox).toEqual([])
  })

  test('an address the mail server refuses fails and says why; a busy server is tried again later', async () => {
    mail.refuse(() => 550)
    const refused = await queue()
    await postman.deliverDue()
    expect(await delivery(refused.message.id)).toMatchObject({ state: 'failed', problem: 'The mail server does not accept this address.' })
    mail.refuse(() => 451)
    const later = await queue()
    await postman.deliverDue()
    expect(await delivery(later.message.id)).toMatchObject({ state: 'waiting', atMs: testNowMs + 60_000 })
    mail.refuse(null)
    nowMs += 61_000
    await postman.deliverDue()
    expect(await delivery(later.message.id)).toMatchObject({ state: 'sent' })
  })
})

test('tries come less often as time goes by, and end after three days', () => {
  expect(nextTryAt(0, 1_000)).toBe(61_000)
  expect(nextTryAt(0, 3_600_000)).toBe(7_200_000)
  expect(nextTryAt(0, 48 * 3_600_000)).toBe(54 * 3_600_000)
  expect(nextTryAt(0, 73 * 3_600_000)).toBeNull()
})
