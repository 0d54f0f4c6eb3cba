import { expect, openPeer, owner, screenshot, test } from './support.ts'
import { makePanel } from './panel.ts'

test('an overdue card is marked on the board; quiet hours and automatic e-mail are set by the people they concern', async ({ signedIn: page, server }) => {
  const recruiter = await openPeer(server.origin)
  await recruiter.sync.settled()
  const [me] = await recruiter.find('people', {})
  const panel = await makePanel(recruiter, { title: 'Ward nurse', attributes: ['Calm'], candidates: ['Ana Silva'], personIds: [me!.id], endedHoursAgo: 30 })
  await recruiter.close()
  await page.context().grantPermissions(['notifications'])
  await page.addInitScript(recordNotes, { key: `reminders.${me!.id}`, awayMs: 6 * 3_600_000 })
  await page.goto(`${server.origin}/app/pipeline/${panel.job.id}`)
  await expect(page.getByRole('img', { name: 'A scorecard is overdue' }).first()).toBeVisible({ timeout: 20_000 })
  // Six hours away: one digest of what waits.
  await expect.poll(() => page.evaluate(() => (globalThis as { notes?: string[] }).notes), { timeout: 20_000 }).toEqual(['While you were away: 1 scorecard waits for you'])

  await page.goto(`${server.origin}/app/you`)
  await page.getByText('Quiet hours', { exact: true }).click()
  const reminders = page.getByRole('region', { name: 'Reminders' })
  await expect(reminders.getByLabel('From')).toHaveValue('20:00')
  await reminders.getByLabel('To').fill('09:30')
  await screenshot(page, 'reminders')
  await page.goto(`${server.origin}/app/settings`)
  await page.getByRole('tab', { name: 'Automatic e-mail' }).click()
  await page.getByText('Reminders to candidates').click()
  await expect(page.getByRole('switch', { name: 'Reminders to candidates' })).not.toBeChecked()
  await screenshot(page, 'settings-mail')
  const peer = await openPeer(server.origin)
  await expect.poll(async () => (await peer.find('settings', {}))[0]?.automaticMail?.candidates, { timeout: 15_000 }).toBe(false)
  await expect.poll(async () => (await peer.find('people', {})).find(each => each.email === owner.email)?.preferences?.quietHours, { timeout: 15_000 }).toEqual({ fromMinute: 1_200, toMinute: 570 })
  await peer.close()
})

/** Keeps what the page would have shown on the desktop, and pretends that this computer looked last some hours ago. */
function recordNotes({ key, awayMs }: { key: string; awayMs: number }): void {
  const notes: string[] = []
  const Recorder = class extends EventTarget {
    static permission = 'granted'
    constructor(title: string, { body }: { body: string }) {
      super()
      notes.push(`${title}: ${body}`)
    }
  }
  Object.assign(globalThis, { notes, Notification: Recorder })
  if (localStorage.getItem(`${key}.test`) === null) localStorage.setItem(key, String(Date.now() - awayMs))
  localStorage.setItem(`${key}.test`, 'done')
}
