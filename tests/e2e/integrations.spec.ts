import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { rmSync } from 'node:fs'
import { createJob, openStages } from '../../src/shared/domain/commands/job.ts'
import { hireApplication, quickAddCandidate } from '../../src/shared/domain/commands/pipeline.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import { expect, openPeer, screenshot, setUpWorkspace, signIn, startServer, test } from './support.ts'

/** A receiver that refuses until it is told to work. */
async function startReceiver() {
  const heard: { id: string; signature: string; body: string }[] = []
  const state = { works: false }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => { body += String(chunk) })
    request.on('end', () => {
      if (state.works) heard.push({ id: String(request.headers['webhook-id']), signature: String(request.headers['webhook-signature']), body })
      response.writeHead(state.works ? 204 : 400).end()
    })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  return { heard, state, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`, stop: () => new Promise(resolve => { server.close(resolve); server.closeAllConnections() }) }
}

test('a system is connected, its refusal is seen and read, and what was stuck is sent again once', async ({ page }) => {
  const receiver = await startReceiver()
  const server = await startServer(undefined, 0, { SHORTLIST_ALLOW_PRIVATE_HOSTS: '127.0.0.1' })
  try {
    await setUpWorkspace(server.origin)
    await signIn(page, server.origin)
    await page.keyboard.press('g')
    await page.keyboard.press('n')
    await expect(page.getByRole('heading', { name: 'No other system is connected' })).toBeVisible()
    await page.keyboard.press('c')
    await page.getByRole('button', { name: /System/ }).click()
    await page.getByRole('option', { name: /Webhook/ }).click()
    await page.getByLabel('Address').fill(receiver.url)
    await page.getByLabel(/^Signing secret/).fill(`whsec_${randomBytes(24).toString('base64')}`)
    await page.getByText('Rehearse only').click()
    await screenshot(page, 'integrations-add')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await expect(page.getByRole('list', { name: 'Connected systems' })).toContainText('Webhook')

    const peer = await openPeer(server.origin)
    const stamp = { actorId: peer.identity.personId, nowMs: Date.now(), createId }
    const { job, changes } = createJob({ title: 'Ward nurse', openings: 2 }, stamp)
    const added = quickAddCandidate({ fullName: 'Ana Silva', company: 'City Hospital' }, job, openStages(job)[0]!.id, stamp)
    if (added.kind !== 'ready') throw new Error('not added')
    await peer.write([...changes, ...added.changes])
    const [card] = await peer.find('applications', { where: { jobId: job.id } })
    await peer.write(hireApplication(card!, job, '2026-12-01', stamp))
    await peer.sync.settled()
    await peer.close()

    await expect(page.getByRole('link', { name: /Integrations/ })).toContainText('1', { timeout: 30_000 })
    await page.getByRole('tab', { name: 'What was sent' }).click()
    await expect(page.getByRole('list', { name: 'What was sent' })).toContainText('Given up', { timeout: 20_000 })
    await screenshot(page, 'integrations-log')
    await page.getByRole('button', { name: /^Open: Ana Silva was hired/ }).click()
    await expect(page.getByRole('heading', { name: /Try 1 was refused/ })).toBeVisible()
    await screenshot(page, 'integrations-delivery')
    receiver.state.works = true
    await page.getByRole('button', { name: 'Send again' }).click()
    await expect(page.getByText(/Try 2 went through/)).toBeVisible({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Close' }).first().click()
    await page.getByRole('button', { name: /^Send \d+ again/ }).click()
    await expect.poll(() => receiver.heard.length, { timeout: 30_000 }).toBeGreaterThan(1)
    const hires = receiver.heard.filter(each => each.body.includes('candidate.hired'))
    expect(hires).toHaveLength(1)
    expect(hires[0]!.signature).toMatch(/^v1,/)
    await page.getByRole('tab', { name: 'Systems' }).click()
    await expect(page.getByRole('list', { name: 'Connected systems' })).toContainText('Well', { timeout: 30_000 })
    await page.getByRole('button', { name: 'Open Webhook' }).click()
    await screenshot(page, 'integrations-connection')
    await page.getByRole('tab', { name: 'Fields' }).click()
    await screenshot(page, 'integrations-fields')
  } finally {
    await server.stop()
    await receiver.stop()
    rmSync(server.dataFolder, { recursive: true, force: true })
  }
})
