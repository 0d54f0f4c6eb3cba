import { expect, expectAccessible, screenshot, test } from './support.ts'

test('a job is opened, its stages ordered, and it is closed and reopened', async ({ signedIn: page }) => {
  await page.getByRole('link', { name: 'Jobs' }).click()
  await page.getByRole('button', { name: 'New job' }).first().click()
  await page.getByLabel('Title').fill('Backend engineer')
  await page.getByRole('button', { name: 'Open job' }).click()
  const stages = page.getByRole('region', { name: 'Stages' })
  await page.getByRole('button', { name: 'Move Interview up' }).click()
  await expect(stages.getByRole('listitem').nth(1)).toContainText('Interview')
  await expectAccessible(page)
  await screenshot(page, 'job')
  await page.getByRole('button', { name: 'Close job' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Close job' }).click()
  await page.getByRole('button', { name: 'Reopen' }).click()
  await expect(page.getByRole('button', { name: 'Close job' })).toBeVisible()
})
