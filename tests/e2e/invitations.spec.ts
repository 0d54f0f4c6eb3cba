import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { addCandidate, addToJob } from '../../src/shared/domain/commands/candidate.ts'
import { bookInterview } from '../../src/shared/domain/commands/interview.ts'
import { createJob } from '../../src/shared/domain/commands/job.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import { startMailServer } from '../support/mail-server.ts'
import { expect, openPeer, screenshot, setUpWorkspace, signIn, startServer, test } from './support.ts'

/** A mail server that knows nobody called gone. */
async function openMailServer() {
  const mail = await startMailServer()
  mail.refuse(address => (address.startsWith('gone@') ? 550 : null))
  return mail
}

/** A published calendar in which tomorrow is taken from 10 to 12 UTC. */
async function publishCalendar() {
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', 'BEGIN:VEVENT', 'UID:1', `DTSTAMP:${day}T000000Z`, `DTSTART:${day}T100000Z`, `DTEND:${day}T120000Z`, 'SUMMARY:Dentist', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
  const server = createServer((_request, response) => { response.writeHead(200, { 'content-type': 'text/calendar' }).end(text) })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mara.ics`, close: () => server.close() }
}

test('an interview says who was reached and who was not, and a published calendar tells when one is taken', async ({ page }) => {
  const [mail, calendar] = [await openMailServer(), await publishCalendar()]
  const server = await startServer(undefined, 0, { SMTP_URL: mail.url, SHORTLIST_ALLOW_PRIVATE_HOSTS: '127.0.0.1' })
  await setUpWorkspace(server.origin)
  const peer = await openPeer(server.origin)
  await peer.sync.settled()
  const stamp = { actorId: peer.identity.personId, nowMs: Date.now(), createId }
  const { job, changes } = createJob({ title: 'Ward nurse', openings: 1 }, stamp)
  const added = addCandidate({ fullName: 'Ana Bell', emails: ['gone@example.com'] }, stamp)
  const applied = addToJob(added.candidate, job, [], stamp)
  if (applied.kind === 'refused') throw new Error(applied.reason)
  const startMs = Date.now() + 2 * 86_400_000
  const booked = bookInterview({ application: applied.application, name: 'Ward round', startMs, endMs: startMs + 3_600_000, interviewerIds: [peer.identity.personId], zone: 'Europe/Berlin', kit: null }, stamp)
  await peer.write([...changes, ...added.changes, ...applied.changes, ...booked.changes])
  await peer.sync.settled()

  await signIn(page, server.origin)
  await page.goto(`${server.origin}/app/interviews/${booked.interview.id}`)
  const invitations = page.getByRole('region', { name: 'Invitations' })
  await expect(invitations.getByRole('listitem').filter({ hasText: 'Mara Ruiz' })).toContainText('Delivered', { timeout: 30_000 })
  await expect(invitations.getByRole('listitem').filter({ hasText: 'Ana Bell' })).toContainText('Not delivered')
  await expect(invitations.getByText('does not take mail')).toBeVisible()
  await screenshot(page, 'invitations')
  await invitations.getByRole('button', { name: 'Send again now' }).press('Enter')
  await expect(page.getByText('Trying again now')).toBeVisible()

  await page.goto(`${server.origin}/app/availability`)
  const own = page.getByRole('region', { name: 'Calendar' })
  await own.getByLabel('Address of a published calendar').fill('mara.ics')
  await own.getByRole('button', { name: 'Connect' }).press('Enter')
  await expect(own.getByText(/Paste the whole address/)).toBeVisible()
  await own.getByLabel('Address of a published calendar').fill(calendar.url)
  await page.keyboard.press('Enter')
  await expect(own.getByText(/A published calendar at 127\.0\.0\.1/)).toBeVisible()
  await expect.poll(async () => (await peer.find('busy', {}))[0]?.blocks.length, { timeout: 30_000 }).toBe(1)
  await screenshot(page, 'availability-calendar')
  await own.getByRole('button', { name: 'Disconnect' }).press('Enter')
  await expect.poll(async () => (await peer.find('busy', {})).length, { timeout: 15_000 }).toBe(0)
  await peer.close()
  await server.stop()
  await mail.stop()
  calendar.close()
})
