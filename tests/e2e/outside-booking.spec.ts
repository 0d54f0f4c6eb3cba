import { createJob, openStages } from '../../src/shared/domain/commands/job.ts'
import { quickAddCandidate } from '../../src/shared/domain/commands/pipeline.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import { rmSync } from 'node:fs'
import { calendlyToken, startCalendly } from '../support/calendly.ts'
import { expect, openPeer, owner, screenshot, setUpWorkspace, signIn, startServer, test } from './support.ts'

test('a candidate is given a Calendly link from the profile by keyboard, books there, and the interview stands here until it is called off', async ({ page }) => {
  test.setTimeout(120_000)
  const calendly = await startCalendly(Date.now)
  const server = await startServer(undefined, 0, { SHORTLIST_ALLOW_PRIVATE_HOSTS: '127.0.0.1' })
  try {
    await setUpWorkspace(server.origin)
    const post = (path: string, body: object, token?: string) => fetch(`${server.origin}${path}`, {
      method: 'POST', headers: { 'content-type': 'application/json', 'x-shortlist-client': 'desktop', ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body),
    }).then(answer => answer.json() as Promise<Record<string, string>>)
    const { token } = await post('/api/sessions', { email: owner.email, password: owner.password, device: 'setup' })
    // Calendly subscribes https addresses only: this machine's is subscribed by hand, with a key both know.
    const key = 'a key both of us know'
    const { id } = await post('/api/integrations/connections', { connectorId: 'calendly', title: 'Calendly', config: { apiAddress: calendly.url }, secrets: { accessToken: calendlyToken, signingKey: key } }, token)
    calendly.subscriptions.push({ uri: 'https://api.calendly.com/webhook_subscriptions/BYHAND', callback_url: `${server.origin}/api/inbound/${id}`, state: 'active', key, scope: 'user' })
    const peer = await openPeer(server.origin)
    const stamp = { actorId: peer.identity.personId, nowMs: Date.now(), createId }
    const { job, changes } = createJob({ title: 'Ward nurse', openings: 2 }, stamp)
    const added = quickAddCandidate({ fullName: 'Ana Silva', emails: ['ana@example.com'] }, job, openStages(job)[0]!.id, stamp)
    if (added.kind !== 'ready') throw new Error('not added')
    await peer.write([...changes, ...added.changes])
    await peer.sync.settled()
    await peer.close()

    await signIn(page, server.origin)
    await page.goto(`${server.origin}/app/candidates/${added.application.candidateId}`)
    const links = page.getByRole('region', { name: 'Booking links' })
    await links.getByRole('button', { name: 'New booking link' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: /Where they book/ }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const kind = dialog.getByRole('button', { name: /Kind of meeting/ })
    await kind.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect(kind).toContainText('Phone screen')
    await screenshot(page, 'booking-link-calendly')
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    const link = await dialog.getByLabel('Booking link', { exact: true }).inputValue()
    await expect(dialog).toContainText('Calendly cannot take it back')
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(links).toContainText('Made, not booked yet')

    const booked = calendly.book(link, Date.now() + 3 * 86_400_000, [owner.email])
    for (const { url, body, headers } of booked.messages) expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200)
    await expect(links).toContainText('Booked', { timeout: 20_000 })
    const mine = await openPeer(server.origin)
    await mine.sync.settled()
    const [interview] = await mine.find('interviews', {})
    await mine.close()
    await page.goto(`${server.origin}/app/interviews/${interview!.id}`)
    await expect(page.getByText('Booked through Calendly, which tells the candidate and Mara Ruiz')).toBeVisible()
    await screenshot(page, 'interview-calendly')
    await page.getByRole('button', { name: 'Call off' }).click()
    await expect.poll(() => calendly.cancelled.length, { timeout: 20_000 }).toBe(1)
  } finally {
    await server.stop()
    await calendly.stop()
    rmSync(server.dataFolder, { recursive: true, force: true })
  }
})
