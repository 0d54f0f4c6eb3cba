import { addCandidate } from '../../src/shared/domain/commands/candidate.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import { expect, openPeer, screenshot, test } from './support.ts'

test('a candidate that a colleague deleted is found and brought back by keyboard', async ({ signedIn: page, server }) => {
  const peer = await openPeer(server.origin)
  const { candidate, changes } = addCandidate({ fullName: 'Ana Bell', company: 'City Hospital' }, { actorId: peer.identity.personId, nowMs: Date.now(), createId })
  await peer.write(changes)
  await peer.sync.settled()
  await peer.write([{ kind: 'delete', collection: 'candidates', id: candidate.id }])
  await peer.sync.settled()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('deleted rec')
  await page.keyboard.press('Enter')
  const list = page.getByRole('list', { name: 'Deleted records, the last deleted first' })
  await expect(list.getByText('Ana Bell')).toBeVisible()
  await screenshot(page, 'deleted-records')
  await page.getByRole('button', { name: 'Bring back Ana Bell' }).press('Enter')
  await expect(page.getByText('Nothing is deleted')).toBeVisible()
  await expect.poll(async () => (await peer.get('candidates', candidate.id))?.company).toBe('City Hospital')
  await peer.close()
  await page.goto(`${server.origin}/app/candidates/${candidate.id}`)
  await page.getByRole('tab', { name: 'Timeline' }).click()
  await expect(page.getByText(/brought Ana Bell back after it was deleted/)).toBeVisible()
})
