import { addToNewJob } from './one-candidate.ts'
import { expect, screenshot, test } from './support.ts'

test('any HR system is connected from a preset: a wrong template says what is wrong, and a hire is seen word for word before anything is sent', async ({ signedIn: page, server }) => {
  await addToNewJob(server.origin, { fullName: 'Ana "Nina" Silva', emails: ['ana@example.test'] })

  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await expect(page.getByRole('heading', { name: 'No other system is connected' })).toBeVisible()
  await page.keyboard.press('c')
  await page.getByRole('button', { name: /System/ }).click()
  await page.getByRole('option', { name: /Another HR system/ }).click()
  await page.getByRole('button', { name: /Start from/ }).click()
  await page.getByRole('option', { name: /plain REST system/ }).click()
  await page.getByLabel(/^Address/).fill('https://hr.example.test/v1')
  await page.getByLabel(/^Token, password/).fill('sesame-open-7')
  const body = page.getByLabel(/^Create: body/)
  const template = await body.inputValue()
  await body.fill('{"first_name": {{firstName}}}')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('Create: body: This is not complete JSON')
  await screenshot(page, 'integrations-hr-refused')
  await body.fill(template)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Connected systems' })).toContainText('Another HR system')

  await page.getByRole('button', { name: /^Open Another HR system/ }).click()
  await page.getByRole('tab', { name: 'Try it' }).click()
  await page.getByRole('combobox', { name: /Person/ }).fill('Ana')
  await page.getByRole('option', { name: /Ana/ }).click()
  await page.getByRole('button', { name: 'Show what would be sent' }).click()
  // Nobody is hired yet, so there is no start date: it says so instead of sending half an employee.
  await expect(page.getByRole('region', { name: 'What would be sent' })).toContainText('Start date is missing')
  await screenshot(page, 'integrations-hr-preview')
})
