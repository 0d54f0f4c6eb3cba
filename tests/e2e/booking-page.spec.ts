import AxeBuilder from '@axe-core/playwright'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { createJob, openStages } from '../../src/shared/domain/commands/job.ts'
import { quickAddCandidate } from '../../src/shared/domain/commands/pipeline.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import { expect, expectAccessible, openPeer, owner, test } from './support.ts'

/** The candidate's phone: looked at in both themes, judged by axe. */
async function look(page: Page, name: string, schemes: readonly ('light' | 'dark')[] = ['light']): Promise<void> {
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme })
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
    expect(violations.map(each => `${each.id}: ${each.nodes[0]?.target.join(' ')}`)).toEqual([])
    await page.screenshot({ path: join(process.env['SCREENS'] ?? 'artifacts/screens', scheme, `${name}.png`) })
  }
}

test('a coordinator makes a link; the candidate books on a phone without an account, and the record says so', async ({ signedIn: page, server, browser }) => {
  const peer = await openPeer(server.origin)
  await peer.sync.settled()
  const me = (await peer.find('people', {})).find(each => each.email === owner.email)!
  const stamp = { actorId: me.id, nowMs: Date.now(), createId }
  const { job, changes } = createJob({ title: 'Ward nurse', openings: 2 }, stamp)
  const planId = createId()
  const seat = () => ({ id: createId(), role: 'interviewer' as const, personIds: [me.id], preferredIds: [], skillIds: [], count: 1, optional: false })
  const talk = { id: createId(), planId, name: 'Ward round', rank: 'a0', lengthMinutes: 45, kitId: null, seats: [seat()], afterIds: [], room: null, video: 'none' as const }
  const values = { ...talk, id: createId(), name: 'Values', rank: 'a1', seats: [seat()], afterIds: [talk.id], lengthMinutes: 30 }
  const added = quickAddCandidate({ fullName: 'Ana Silva', company: 'City Hospital' }, job, openStages(job)[0]!.id, stamp)
  if (added.kind !== 'ready') throw new Error('not added')
  await peer.write([...changes, ...added.changes])
  await peer.write([{ kind: 'edit', collection: 'jobs', id: job.id, fields: {
    interviewPlans: [{ id: planId, name: 'Onsite', rank: 'a0', archived: false, maxDays: 1, maxPerDay: null, breakMinutes: 15, longestWaitMinutes: 60, lunch: null, stepMinutes: 15 }], sessions: [talk, values],
  } }])
  await peer.sync.settled()
  const [candidate] = await peer.find('candidates', {})

  await page.goto(`${server.origin}/app/candidates/${candidate!.id}`)
  await expect(page.getByRole('region', { name: 'Booking links' })).toBeVisible({ timeout: 20_000 })
  await page.keyboard.press('l')
  const dialog = page.getByRole('dialog', { name: /A booking link for/ })
  await expect(dialog.getByRole('button', { name: /What they choose/ })).toContainText('Onsite')
  await expectAccessible(page)
  await page.screenshot({ path: join(process.env['SCREENS'] ?? 'artifacts/screens', 'light', 'booking-link-dialog.png') })
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const url = await page.getByLabel('Booking link', { exact: true }).inputValue()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('region', { name: 'Booking links' })).toContainText('not opened yet')

  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, timezoneId: 'Europe/Lisbon', locale: 'en-GB' })
  const phone = await context.newPage()
  await phone.goto(url)
  await expect(phone.getByRole('heading', { name: 'Choose a time' })).toBeVisible()
  await expect(phone.getByLabel('Time zone')).toHaveValue('Europe/Lisbon')
  await look(phone, 'booking-choose', ['light', 'dark'])
  await expect(page.getByRole('region', { name: 'Booking links' })).toContainText('Opened')
  const first = phone.locator('button[name=option]').first()
  await first.focus()
  await phone.keyboard.press('Enter')
  await expect(phone.getByRole('heading', { name: 'Is this right?' })).toBeVisible()
  await expect(phone.locator('ol li')).toHaveCount(2)
  await look(phone, 'booking-confirm')
  await phone.getByRole('button', { name: 'Book this time' }).click()
  await expect(phone.getByRole('heading', { name: 'You are booked' })).toBeVisible()
  await look(phone, 'booking-booked', ['dark', 'light'])
  await expect(page.getByRole('region', { name: 'Booking links' })).toContainText('Booked')
  await expect.poll(async () => (await peer.find('interviews', {})).filter(each => each.confirmed).length, { timeout: 20_000 }).toBe(2)
  await phone.getByRole('link', { name: 'Choose another time' }).click()
  await phone.locator('button[name=option]').last().click()
  await phone.getByRole('button', { name: 'Move to this time' }).click()
  await expect(phone.getByText('once more')).toBeVisible()
  await phone.getByLabel('I cannot come at all').check()
  await phone.getByRole('button', { name: 'Call it off' }).click()
  await expect(phone.getByRole('heading', { name: 'Called off' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Booking links' })).toContainText('Called off by the candidate')
  await page.screenshot({ path: join(process.env['SCREENS'] ?? 'artifacts/screens', 'light', 'booking-links.png') })
  await context.close()
  await peer.close()
})
