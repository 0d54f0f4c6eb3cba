import { editCandidate } from '../../src/shared/domain/commands/candidate.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import { expect, openPeer, setUpWorkspace, signIn, startServer, test } from './support.ts'
import { rmSync } from 'node:fs'

test('after one visit the workstation opens with the server gone, works, and shares when it is back', async ({ context, page }) => {
  const first = await startServer()
  const { origin, dataFolder } = first
  await setUpWorkspace(origin)
  await context.addInitScript(() => {
    const refused: string[] = []
    Object.assign(globalThis, { refused })
    document.addEventListener('securitypolicyviolation', event => refused.push(`${event.violatedDirective} ${event.sourceFile}`))
  })
  await signIn(page, origin)
  await page.getByRole('link', { name: 'Candidates' }).click()
  await page.getByRole('button', { name: 'Add candidate' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill('Ana Silva')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Ana Silva', level: 1 })).toBeVisible()
  const profile = page.url()
  await expect(page.getByRole('button', { name: 'Everything is saved and shared' })).toBeVisible()
  await page.evaluate(async () => { await navigator.serviceWorker.ready })
  // Nothing of the start asks for what the content policy forbids: the browser would read the whole program again to say where.
  expect(await page.evaluate(() => (globalThis as unknown as { refused: readonly string[] }).refused)).toEqual([])
  await page.close()
  await first.stop()
  await expect(fetch(origin)).rejects.toThrow()

  const offline = await context.newPage()
  await offline.goto(`${origin}/app/`)
  await expect(offline.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await offline.getByRole('link', { name: 'Candidates' }).click()
  await offline.getByRole('row', { name: /Ana Silva/ }).click()
  await expect(offline.getByRole('heading', { name: 'Ana Silva', level: 1 })).toBeVisible()
  await offline.getByRole('button', { name: /^Headline/ }).click()
  await offline.getByRole('textbox', { name: 'Headline' }).fill('Ward nurse')
  await offline.keyboard.press('Enter')
  await expect(offline.getByRole('button', { name: /changes? waiting since \d\d:\d\d/ })).toBeVisible()
  // An address deep inside opens as well, with what was just written.
  await offline.goto(profile)
  await expect(offline.getByRole('button', { name: /^Headline.*Ward nurse/ }).or(offline.getByText('Ward nurse')).first()).toBeVisible()

  const second = await startServer(dataFolder, Number(new URL(origin).port))
  await expect(offline.getByRole('button', { name: 'Everything is saved and shared' })).toBeVisible({ timeout: 60_000 })
  const peer = await openPeer(origin)
  await peer.sync.settled()
  const [ana] = await peer.find('candidates', { sort: ['fullName'] })
  expect(ana?.headline).toBe('Ward nurse')
  await peer.write(editCandidate(ana!, { company: 'Lakeside Practice' }, { actorId: peer.identity.personId, nowMs: Date.now(), createId }))
  await expect(offline.getByText('Lakeside Practice').first()).toBeVisible()
  await peer.close()
  await offline.close()
  await second.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})
