import { expect, type Page } from '@playwright/test'
import { openPeer, screenshot, test } from './support.ts'
import { buildCandidate } from '../../src/shared/domain/commands/candidate.ts'
import { createId } from '../../src/shared/lib/ids.ts'

/** React Aria's spoken line points for seven seconds to the button that was pressed, which is gone by then. */
async function photograph(page: Page, name: string): Promise<void> {
  await expect(page.locator('[data-live-announcer] [role=img]')).toHaveCount(0)
  await screenshot(page, name)
}

test('people are found as one types, with typing errors, from the palette and by /, and leave the search when they go', async ({ signedIn: page, server }) => {
  const peer = await openPeer(server.origin)
  const importId = createId()
  const ana = buildCandidate(createId(), { fullName: 'Zoë Łukasiewicz', company: 'Kestrel Maps', emails: ['zoe@x.example'], importId }, Date.now())
  await peer.write([{ kind: 'create', collection: 'candidates', document: ana }])
  await peer.sync.settled()
  await page.keyboard.press('/')
  const field = page.getByRole('searchbox', { name: 'Search everything' })
  await expect(field).toBeFocused()
  await field.fill('lukasiewcz')
  await expect(page.getByRole('option', { name: /Zoë Łukasiewicz/ })).toBeVisible()
  await expect(page.getByText('1 found (spelling forgiven)')).toBeVisible()
  await photograph(page, 'search')
  // Enter is about what is typed, also where the answer on the screen is still the one before.
  await field.fill('nobody of this name')
  await expect(page.getByText('Nothing found for “nobody of this name”')).toBeVisible()
  await field.fill('kestrel')
  await field.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/candidates/${ana.id}`))
  await page.goBack()
  await expect(field).toHaveValue('kestrel')
  await expect(page.getByRole('option', { name: /Zoë Łukasiewicz/ })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('zoe luk')
  await expect(page.getByRole('dialog').getByRole('option', { name: /Zoë Łukasiewicz/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.goto(`${server.origin}/app/search?q=kestrel`)
  await expect(page.getByRole('option', { name: /Zoë Łukasiewicz/ })).toBeVisible()
  // Also from an answer that is on the screen already.
  await peer.write([{ kind: 'delete', collection: 'candidates', id: ana.id }])
  await peer.sync.settled()
  await expect(page.getByText('Nothing found for “kestrel”')).toBeVisible()
  await peer.close()
})
