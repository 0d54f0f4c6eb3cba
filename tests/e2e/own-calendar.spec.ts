import { rmSync } from 'node:fs'
import { startGoogle } from '../support/google-calendar.ts'
import { expect, owner, ownerToken, post, screenshot, setUpWorkspace, signIn, startServer, test } from './support.ts'

test('the workspace’s account is agreed to in the browser; a person connects their own by keyboard, sees it and disconnects it', async ({ page }) => {
  const google = await startGoogle()
  const server = await startServer(undefined, 0, { SHORTLIST_ALLOW_PRIVATE_HOSTS: '127.0.0.1' })
  try {
    await setUpWorkspace(server.origin)
    // Only https leaves the window: the vendor's page stands behind such an address, and leads to the one of this machine.
    await page.context().route('https://accounts.google.test/**', route => route.fulfill({ status: 302, headers: { location: `${google.consentUrl}${new URL(route.request().url()).search}` } }))
    const config = { access: 'consent', organizer: 'interviews@acme.test', clientId: 'client-1', apiAddress: google.url, tokenAddress: google.tokenUrl, consentAddress: 'https://accounts.google.test/auth', revokeAddress: google.revokeUrl, holdsInterviews: false }
    await post(server.origin, '/api/integrations/connections', { connectorId: 'google-calendar', title: 'Google Calendar', config, secrets: { clientSecret: 'shh-secret' } }, await ownerToken(server.origin))
    google.busy.set('interviews@acme.test', [])
    google.busy.set(owner.email, [{ start: new Date(Date.now() + 86_400_000).toISOString(), end: new Date(Date.now() + 90_000_000).toISOString() }])

    await signIn(page, server.origin)
    await page.goto(`${server.origin}/app/integrations`)
    await page.getByRole('button', { name: 'Open Google Calendar' }).click()
    const agreed = page.context().waitForEvent('page')
    await page.getByRole('button', { name: 'Sign in to the account' }).click()
    const consent = await agreed
    await expect(consent.getByRole('heading', { name: 'The account is connected' })).toBeVisible()
    await consent.close()
    await page.getByRole('button', { name: 'Test the connection' }).click()
    await expect(page.getByText('The calendar of interviews@acme.test can be read.')).toBeVisible()

    google.behave({ as: owner.email })
    await page.goto(`${server.origin}/app/availability`)
    const calendar = page.getByRole('region', { name: 'Calendar', exact: true })
    // The workspace's account reads it meanwhile; one's own takes its place.
    const sign = calendar.getByRole('button', { name: 'Sign in with Google' })
    await sign.focus()
    const opened = page.context().waitForEvent('page')
    await page.keyboard.press('Enter')
    const own = await opened
    await expect(own.getByRole('heading', { name: 'Your calendar is connected' })).toBeVisible()
    await own.close()
    await expect(calendar).toContainText(`${owner.email}, signed in by you, read`, { timeout: 20_000 })
    await calendar.scrollIntoViewIfNeeded()
    await screenshot(page, 'own-calendar')
    await calendar.getByRole('button', { name: 'Disconnect' }).focus()
    await page.keyboard.press('Enter')
    await expect(calendar.getByRole('button', { name: 'Let the workspace read it again' })).toBeVisible()
    await expect.poll(() => google.revoked).toEqual(['refresh-1'])
    await calendar.scrollIntoViewIfNeeded()
    await screenshot(page, 'own-calendar-none')
  } finally {
    await server.stop()
    await google.stop()
    rmSync(server.dataFolder, { recursive: true, force: true })
  }
})
