import { rmSync } from 'node:fs'
import { startHackerRank } from '../support/hackerrank.ts'
import { addToNewJob } from './one-candidate.ts'
import { expect, goOffline, ownerToken, post, screenshot, setUpWorkspace, signIn, startServer, test } from './support.ts'

test('a test is sent from the profile, taken back by undo, sent again, and its result and report stand there', async ({ page }) => {
  const vendor = await startHackerRank()
  const server = await startServer(undefined, 0, { SHORTLIST_ALLOW_PRIVATE_HOSTS: '127.0.0.1' })
  try {
    await setUpWorkspace(server.origin)
    const token = await ownerToken(server.origin)
    await post(server.origin, '/api/integrations/connections', { connectorId: 'hackerrank', title: 'HackerRank', config: { address: vendor.url }, secrets: { key: 'a key of theirs' } }, token)
    const { application } = await addToNewJob(server.origin, { fullName: 'Ana Silva', emails: ['ana@example.com'] })

    await signIn(page, server.origin)
    await page.goto(`${server.origin}/app/candidates/${application.candidateId}`)
    const send = page.getByRole('button', { name: 'Send a test for Ward nurse' })
    await expect(send).toBeVisible({ timeout: 30_000 })
    await goOffline(page)
    await send.click()
    await screenshot(page, 'assessment-send')
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click()
    const tests = page.getByRole('region', { name: 'Tests' })
    await expect(tests).toContainText('Waits to be sent')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(tests).toBeHidden()
    await send.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click()
    await page.context().setOffline(false)
    await expect(tests).toContainText('Sent', { timeout: 40_000 })
    expect(vendor.invited).toHaveLength(1)

    Object.assign(vendor.invited[0]!, { attempt_starttime: '2026-01-01', attempt_endtime: '2026-01-02', score: 45, percentage_score: 90, report_url: 'https://www.hackerrank.com/report/1' })
    const { pathname, search } = new URL(vendor.invited[0]!.test_result_url!)
    expect((await fetch(`${server.origin}${pathname}${search}`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status).toBe(200)
    await expect(tests).toContainText('90 %', { timeout: 20_000 })
    await expect(tests.getByRole('link', { name: 'Open the report' })).toHaveAttribute('href', 'https://www.hackerrank.com/report/1')
    await tests.getByRole('button', { name: 'Everything the vendor sent' }).click()
    await screenshot(page, 'assessment-result')
  } finally {
    await server.stop()
    await vendor.stop()
    rmSync(server.dataFolder, { recursive: true, force: true })
  }
})
