import { startMailServer } from '../support/mail-server.ts'
import { makePanel } from './panel.ts'
import { expect, openPeer, screenshot, setUpWorkspace, signIn, startServer, test } from './support.ts'

/** A mail server, and the first link that arrives in it. */
async function openMailbox() {
  const { url, mailbox, stop } = await startMailServer()
  return { url, link: () => mailbox.flatMap(({ raw }) => /http\S+\/s\/[\w-]+/.exec(raw.replaceAll('=\r\n', '')) ?? [])[0], close: stop }
}

test('a candidate answers one question from a letter, without an account, and may change it; recruiters see it from five answers on', async ({ page }) => {
  const mailbox = await openMailbox()
  const first = await startServer()
  await setUpWorkspace(first.origin)
  const recruiter = await openPeer(first.origin)
  await recruiter.sync.settled()
  const [settings] = await recruiter.find('settings', {})
  const panel = await makePanel(recruiter, { title: 'Ward nurse', attributes: ['Calm'], candidates: ['Ana Silva'], personIds: [recruiter.identity.personId], endedHoursAgo: 4 })
  await recruiter.write([
    { kind: 'edit', collection: 'candidates', id: panel.interviews[0]!.candidateId, fields: { emails: ['ana@example.com'] } },
    { kind: 'edit', collection: 'settings', id: settings!.id, fields: { automaticMail: { colleagues: false, candidates: false, surveys: true } } },
  ])
  await recruiter.sync.settled()
  await recruiter.close()
  await first.stop()

  const server = await startServer(first.dataFolder, 0, { SMTP_URL: mailbox.url })
  await expect.poll(() => mailbox.link(), { timeout: 20_000 }).toBeDefined()
  await page.goto(mailbox.link()!)
  await expect(page.getByRole('heading', { name: 'How was your interview with Harbour Clinic?' })).toBeVisible()
  await screenshot(page, 'survey-question')
  await page.getByRole('radio', { name: 'Good', exact: true }).check()
  await page.getByLabel('Anything you want to add').fill('Kind people, a long wait.')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('status')).toContainText('Thank you')
  await page.getByRole('radio', { name: 'Fair' }).check()
  await page.getByRole('button', { name: 'Change my answer' }).click()
  await expect(page.getByRole('radio', { name: 'Fair' })).toBeChecked()

  await signIn(page, server.origin)
  await page.goto(`${server.origin}/app/surveys`)
  await expect(page.getByRole('row', { name: /Candidates after an interview/ })).toContainText('fewer than 5')
  await expect(page.getByText('a long wait')).toHaveCount(0)
  await screenshot(page, 'surveys')
  await server.stop()
  await mailbox.close()
})
