import { expect, expectAccessible, screenshot, test } from './support.ts'

test('the owner invites a colleague and sees their own computer listed', async ({ signedIn: page }) => {
  await page.getByRole('link', { name: 'Colleagues' }).click()
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Ben Okafor')
  await dialog.getByLabel('E-mail').fill('ben@example.com')
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  await expect(page.getByLabel('Invitation link')).toHaveValue(/\/app\/join\//)
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('button', { name: 'Withdraw the invitation of Ben Okafor' })).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'colleagues')
  await page.getByRole('button', { name: 'You and your devices' }).click()
  await expect(page.getByText('This computer', { exact: true })).toBeVisible()
  await screenshot(page, 'you')
})
