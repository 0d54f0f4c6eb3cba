import { rmSync } from 'node:fs'
import { calendlyToken, startCalendly } from '../support/calendly.ts'
import { addToNewJob } from './one-candidate.ts'
import { expect, openPeer, owner, ownerToken, post, screenshot, setUpWorkspace, signIn, startServer, test } from './support.ts'

test('a candidate is given a Calendly link from the profile by keyboard, books there, and the interview stands here until it is called off', async ({ page }) => {
  test.setTimeout(120_000)
  const calendly = await startCalendly(Date.now)
  const server = await startServer(undefined, 0, { SHORTLIST_ALLOW_PRIVATE_HOSTS: '127.0.0.1' })
  try {
    await setUpWorkspace(server.origin)
    const token = await ownerToken(server.origin)
    // Calendly subscribes https addresses only: this machine's is subscribed by hand, with a key both know.
    const key = 'a key both of us know'
    const { id } = await post(server.origin, '/api/integrations/connections', { connectorId: 'calendly', title: 'Calendly', config: { apiAddress: calendly.url }, secrets: { accessToken: calendlyToken, signingKey: key } }, token)
    calendly.subscriptions.push({ uri: 'https://api.calendly.com/webhook_subscriptions/BYHAND', callback_url: `${server.origin}/api/inbound/${id}`, state: 'active', key, scope: 'user' })
    const { application } = await addToNewJob(server.origin, { fullName: 'Ana Silva', emails: ['ana@example.com'] })

    await signIn(page, server.origin)
    await page.goto(`${server.origin}/app/candidates/${application.candidateId}`)
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
    await expect(page.getByText('Booked through Calendly, which tells and reminds the candidate and Mara Ruiz')).toBeVisible()
    await screenshot(page, 'interview-calendly')
    await page.getByRole('button', { name: 'Call off' }).click()
    await expect(page.getByLabel('Why (if you like)')).toBeFocused()
    await page.keyboard.type('The job is on hold')
    await page.keyboard.press('Enter')
    await expect(page.getByText('This interview was called off: The job is on hold.')).toBeVisible()
    await expect.poll(() => calendly.cancelled.length, { timeout: 20_000 }).toBe(1)
  } finally {
    await server.stop()
    await calendly.stop()
    rmSync(server.dataFolder, { recursive: true, force: true })
  }
})
