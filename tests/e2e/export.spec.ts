import { expect, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { openPeer, screenshot, setUpWorkspace, signIn, startServer, test } from './support.ts'
import { manifestSchema } from '../../src/shared/domain/export/archive-format.ts'
import type { Candidate } from '../../src/shared/domain/model/candidate.ts'

/** React Aria's spoken line points for seven seconds to the button that was pressed, which is gone by then. */
async function photograph(page: Page, name: string): Promise<void> {
  await expect(page.locator('[data-live-announcer] [role=img]')).toHaveCount(0)
  await screenshot(page, name)
}

test('the sample is exported with its files, and comes back the same into an empty workspace', async ({ signedIn: page, server, browser }, info) => {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('sample workspace')
  await page.getByRole('option', { name: /Open a sample workspace/ }).click()
  await expect(page.getByText('Sample workspace opened')).toBeVisible()
  const peer = await openPeer(server.origin)
  await peer.sync.settled()
  const [candidate] = await peer.find('candidates', { limit: 1 })
  const kept = await peer.files.put(new Blob(['%PDF-1.4 a résumé'], { type: 'application/pdf' }), 'résumé.pdf', 'resume')
  await peer.write([{ kind: 'edit', collection: 'candidates', id: candidate!.id, fields: { files: [kept] } }])
  await peer.sync.settled()
  // RxDB opens 13 collections in one process: one laptop at a time.
  await peer.close()
  await page.keyboard.press('Escape')
  // The system's save dialog cannot be driven; without it the browser downloads.
  await page.addInitScript(() => { Reflect.deleteProperty(globalThis, 'showSaveFilePicker') })
  await page.goto(`${server.origin}/app/export`)
  await photograph(page, 'export')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export everything' }).click()
  const path = info.outputPath('export.zip')
  await (await download).saveAs(path)
  await expect(page.getByText(/^Saved: /)).toBeVisible()
  const files = unzipSync(new Uint8Array(readFileSync(path)))
  const manifest = manifestSchema.parse(JSON.parse(new TextDecoder().decode(files['manifest.json'])))
  expect(manifest.collections).toMatchObject({ jobs: 4, candidates: 61 })
  expect(new TextDecoder().decode(files['tables/candidates.csv']).split('\r\n')).toHaveLength(63)
  const before = JSON.parse(new TextDecoder().decode(files['data/candidates.json'])) as Candidate[]

  const other = await startServer()
  await setUpWorkspace(other.origin)
  const elsewhere = await browser.newContext()
  const fresh = await elsewhere.newPage()
  await signIn(fresh, other.origin)
  await fresh.goto(`${other.origin}/app/export`)
  await fresh.locator('input[type=file]').setInputFiles(path)
  await expect(fresh.getByText(/^Brought back: /)).toBeVisible({ timeout: 60_000 })
  await photograph(fresh, 'export-brought-back')
  const peerThere = await openPeer(other.origin)
  await peerThere.sync.settled()
  await expect.poll(async () => (await peerThere.find('activities', {})).length, { timeout: 60_000 }).toBe(manifest.collections['activities'])
  const after = await peerThere.find('candidates', {})
  const bare = (list: readonly Candidate[]) => list.map(({ ownerId: _owner, files: kept, ...rest }) => ({ ...rest, files: kept.map(({ addedById: _by, ...file }) => file) })).sort((a, b) => a.id.localeCompare(b.id))
  expect(bare(after)).toEqual(bare(before))
  await expect.poll(async () => (await peerThere.files.open(kept.sha256)) !== null, { timeout: 30_000 }).toBe(true)
  await peerThere.close()
  await elsewhere.close()
  await other.stop()
})
