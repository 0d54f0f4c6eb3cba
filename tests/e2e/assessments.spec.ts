import { createJob, openStages } from '../../src/shared/domain/commands/job.ts'
import { quickAddCandidate } from '../../src/shared/domain/commands/pipeline.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import { rmSync } from 'node:fs'
import { startHackerRank } from '../support/hackerrank.ts'
import { expect, goOffline, openPeer, owner, screenshot, setUpWorkspace, signIn, startServer, test } from './support.ts'

test('a test is sent from the profile, taken back by undo, sent again, and its result and report stand there', async ({ page }) => {
  const vendor = await startHackerRank()
  const server = await startServer(undefined, 0, { SHORTLIST_ALLOW_PRIVATE_HOSTS: '127.0.0.1' })
  try {
    await setUpWorkspace(server.origin)
    const post = (path: string, body: object, token?: string) => fetch(`${server.origin}${path}`, {
      method: 'POST', headers: { 'content-type': 'application/json', 'x-shortlist-client': 'desktop', ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body),
    }).then(answer => answer.json() as Promise<Record<string, string>>)
    const { token } = await post('/api/sessions', { email: owner.email, password: owner.password, device: 'setup' })
    await post('/api/integrations/connections', { connectorId: 'hackerrank', title: 'HackerRank', config: { address: vendor.url }, secrets: { key: 'a key of theirs' } }, token)
    const peer = await openPeer(server.origin)
    const stamp = { actorId: peer.identity.personId, nowMs: Date.now(), createId }
    const { job, changes } = createJob({ title: 'Ward nurse', openings: 2 }, stamp)
    const added = quickAddCandidate({ fullName: 'Ana Silva', emails: ['ana@example.com'] }, job, openStages(job)[0]!.id, stamp)
    if (added.kind !== 'ready') throw new Error('not added')
    await peer.write([...changes, ...added.changes])
    await peer.sync.settled()
    await peer.close()

    await signIn(page, server.origin)
    await page.goto(`${server.origin}/app/candidates/${added.application.candidateId}`)
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
