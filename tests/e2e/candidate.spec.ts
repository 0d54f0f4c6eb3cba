import { expect, expectAccessible, screenshot, test } from './support.ts'

test('a recruiter adds a candidate, writes a note, and merges a second record of them and takes it apart', async ({ signedIn: page }) => {
  await page.getByRole('link', { name: 'Candidates' }).click()
  await screenshot(page, 'candidates-empty')
  const add = async (name: string, email: string) => {
    await page.getByRole('button', { name: 'Add candidate' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').first().fill(name)
    await dialog.getByLabel('E-mail').fill(email)
    await dialog.getByRole('button', { name: 'Add candidate' }).click()
    await expect(page.getByRole('region', { name: 'Contact' })).toBeVisible()
  }
  await add('Ana Bell', 'ana@example.org')
  await page.getByRole('tab', { name: 'Notes' }).click()
  await page.getByPlaceholder('Write a note').fill('Strong on databases.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('everyone on this candidate', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await screenshot(page, 'candidate')
  await page.getByRole('link', { name: 'Candidates' }).click()
  await add('Anna Bell', 'ANA@example.org')
  await page.getByRole('button', { name: 'Compare and merge' }).click()
  await screenshot(page, 'candidate-merge')
  await page.getByRole('button', { name: 'Merge', exact: true }).click()
  await page.getByRole('button', { name: 'Take apart' }).click()
  await expect(page.getByRole('button', { name: 'Compare and merge' })).toBeVisible()
})
