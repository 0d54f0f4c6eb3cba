import { expect, type Page } from '@playwright/test'
import { screenshot, test } from './support.ts'

const rows = [
  'Name,E-mail,Phone,Current company,Job,Stage,Applied on,Source,Shoe size',
  'Ana Sousa,ana@x.example,+4930123456,Kestrel Maps,Backend engineer,Applied,03/04/2026,Referral,38',
  'Ben Okafor,ben@x.example,,Halden Bank,Backend engineer,Applied,05/06/2026,Referral,44',
  ',nobody@x.example,,,,,,,',
  'Ana Sousa,ana@x.example,,,Product designer,Applied,04/04/2026,,',
]
const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) }

/** React Aria's spoken line points for seven seconds to the button that was pressed, which is gone by then. */
async function photograph(page: Page, name: string): Promise<void> {
  await expect(page.locator('[data-live-announcer] [role=img]')).toHaveCount(0)
  await screenshot(page, name)
}

test('a spreadsheet becomes people on the board, every row is accounted for, and it can be taken back', async ({ signedIn: page }) => {
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page.getByText('Drop a file here')).toBeVisible()
  await photograph(page, 'import-start')
  await page.locator('input[type=file]').setInputFiles(file)
  await expect(page.getByText('4 rows')).toBeVisible()
  await expect(page.getByText(/How are the days in/)).toBeVisible()
  await page.getByText('Day first (31/12)').click()
  await photograph(page, 'import-columns')
  await page.getByRole('button', { name: 'See what would happen' }).click()
  await expect(page.getByRole('grid', { name: 'Rows of the file' })).toBeVisible()
  await expect(page.getByText('2 to add, 1 to merge, 1 left out')).toBeVisible()
  await photograph(page, 'import-review')
  await page.getByRole('row', { name: /Possible duplicate/ }).click()
  await expect(page.getByRole('region', { name: 'Line 2 of this file' })).toBeVisible()
  await page.getByRole('button', { name: 'Same person' }).click()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Undo this import' })).toBeVisible()
  await expect(page.getByText('Unreadable')).toBeVisible()
  await photograph(page, 'import-result')
  await page.getByRole('button', { name: 'Undo this import' }).click()
  await expect(page.getByText('Taken back: 2 removed')).toBeVisible()
  await page.getByRole('button', { name: 'Import another file' }).click()
  await expect(page.getByRole('row', { name: /people\.csv.*Taken back/ })).toBeVisible()
})

test('a file that cannot be read says what to do', async ({ signedIn: page }) => {
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await page.locator('input[type=file]').setInputFiles({ name: 'photo.csv', mimeType: 'text/csv', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]) })
  await expect(page.getByText('This file is not a list of people.')).toBeVisible()
})
