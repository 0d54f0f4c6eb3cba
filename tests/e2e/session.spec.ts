import { expect, owner, screenshot, setUpWorkspace, signIn, test } from './support.ts'

test('the first run names a workspace, makes its owner and offers a way to begin', async ({ page, server }) => {
  await page.goto(`${server.origin}/app/`)
  await expect(page.getByRole('heading', { name: 'Set up Shortlist' })).toBeVisible()
  await screenshot(page, 'setup')
  await page.getByRole('button', { name: 'Create workspace' }).click()
  await expect(page.getByRole('alert')).toContainText('Choose a longer password')
  await page.getByLabel('Workspace name').fill(owner.workspaceName)
  await page.getByLabel('Your name').fill(owner.ownerName)
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(owner.password)
  await page.getByRole('button', { name: 'Create workspace' }).click()
  await expect(page.getByRole('heading', { name: `${owner.workspaceName} is ready` })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Import a file/ })).toBeFocused()
  await screenshot(page, 'welcome')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
})

test('a wrong password is refused in plain words; the right one opens the workstation', async ({ page, server }) => {
  await setUpWorkspace(server.origin)
  await page.goto(`${server.origin}/app/`)
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByRole('textbox', { name: 'Password' }).fill('not this one at all')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText('do not go together')
  await screenshot(page, 'sign-in')
  await signIn(page, server.origin)
})

test('with the server gone the workstation opens from this computer', async ({ signedIn: page, server }) => {
  await expect(page.getByText(/Everything is saved and shared|^Synced/)).toBeVisible()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null || navigator.serviceWorker.ready.then(() => true))
  await server.stop()
  await page.reload()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await expect(page.getByText(/Working offline|waiting since/).first()).toBeVisible()
})

test('signing out asks about the copy, and the sign-in screen says what became of it', async ({ signedIn: page }) => {
  await expect(page.getByText(/Everything is saved and shared|^Synced/)).toBeVisible()
  await page.getByRole('button', { name: owner.ownerName }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  // The menu may still be closing, and it is a dialog too.
  await expect(page.getByRole('dialog', { name: 'Sign out of this computer' })).toBeVisible()
  await screenshot(page, 'sign-out')
  await page.getByRole('button', { name: 'Sign out and remove the copy' }).click()
  await expect(page.getByText('the copy on this computer is removed')).toBeVisible()
})

test('a session that was ended elsewhere keeps the work and says so', async ({ signedIn: page }) => {
  await expect(page.getByText(/Everything is saved and shared|^Synced/)).toBeVisible()
  await page.context().clearCookies()
  await page.reload()
  await expect(page.getByText(/You can go on working/)).toBeVisible({ timeout: 20_000 })
  await screenshot(page, 'session-ended')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Password' }).fill(owner.password)
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText(/Everything is saved and shared|^Synced/)).toBeVisible()
})
