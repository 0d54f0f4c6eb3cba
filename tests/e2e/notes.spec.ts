import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepText } from '../../src/shared/domain/commands/interview-note.ts'
import { openText, TEXT_FRAGMENT } from '../../src/shared/lib/text-merge.ts'
import { interviewNow } from './interview-room.ts'
import { startBrowser } from './own-browser.ts'
import { expect, openPeer, owner, screenshot, setUpWorkspace, signIn, startServer, test } from './support.ts'

test('notes are written beside the kit and the card; another laptop writes in the same note at the same time and both stay', async ({ signedIn: page, server }) => {
  const other = await openPeer(server.origin, owner)
  const interviewId = await interviewNow(other)
  const choose = async (group: string, at: number): Promise<void> => {
    await page.getByRole('radiogroup', { name: group }).getByRole('radio').nth(at).focus()
    await page.keyboard.press('Space')
  }
  await page.goto(`${server.origin}/app/interviews/${interviewId}`)
  await expect(page.getByText('How they decide at the bedside.')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('heading', { name: 'Your scorecard' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Your note' })).toBeVisible()
  await page.keyboard.press('n')
  await expect(page.getByRole('textbox', { name: 'Your note' })).toBeFocused()
  await page.keyboard.press('Alt+t')
  await page.keyboard.type('asked who was worst off first')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Called for help')
  await expect(page.getByText('Saved on this computer.')).toBeVisible()

  // The other laptop of the same person: the note is there, and a line comes in above the caret.
  await expect.poll(async () => (await other.find('notes', {}))[0]?.plain ?? '', { timeout: 20_000 }).toMatch(/^\[1\d:\d\d\] asked who was worst off first\nCalled for help$/)
  const [note] = await other.find('notes', {})
  expect(note).toMatchObject({ visibility: 'private', interviewId })
  const doc = openText(note!.body)
  const body = doc.getXmlFragment(TEXT_FRAGMENT)
  const copy = body.get(1)!.clone()
  body.insert(0, [copy as never])
  await other.write(keepText(note!.id, doc))
  await expect(page.getByRole('textbox', { name: /^Your note/ }).getByText('Called for help')).toHaveCount(2, { timeout: 20_000 })
  await page.keyboard.type(' early')
  await expect.poll(async () => (await other.get('notes', note!.id))?.plain ?? '', { timeout: 20_000 }).toMatch(/^Called for help\n\[1\d:\d\d\] asked who was worst off first\nCalled for help early$/)
  expect(await other.find('conflicts', {})).toEqual([])

  // A line becomes evidence by #, and stands beside the rating with its time.
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+t')
  await page.keyboard.type('named the dosage at once #jud')
  await expect(page.getByRole('option', { name: 'Clinical judgement' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Evidence for Clinical judgement' })).toContainText(/named the dosage at once.*1\d:\d\d/, { timeout: 20_000 })
  await page.keyboard.press('Enter')
  await page.keyboard.type('/sit')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: /^Your note/ })).toContainText('What came of it:')
  await choose('Clinical judgement', 4)
  await choose('Calm under pressure', 0)
  await choose('Your recommendation', 3)
  await page.getByRole('button', { name: 'Hand in' }).click()
  await expect(page.getByText('The lowest and highest ratings need evidence for Calm under pressure')).toBeVisible()
  await choose('Calm under pressure', 2)
  await page.getByRole('button', { name: 'Hand in' }).click()
  await expect(page.getByText(/^Handed in/)).toBeVisible()
  await expect.poll(async () => (await other.find('scorecards', {}))[0]?.ratings.find(each => each.rating === 5)?.evidence[0], { timeout: 20_000 }).toMatchObject({ noteId: note!.id, quote: 'named the dosage at once' })

  await page.getByRole('button', { name: /^Only me/ }).click()
  await page.getByRole('option', { name: 'The panel, after their own card' }).click()
  await expect.poll(async () => (await other.get('notes', note!.id))?.visibility).toBe('panel')
  await screenshot(page, 'interview-notes')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('radio', { name: 'Notes' }).click()
  await screenshot(page, 'interview-notes-pane')
  await other.close()
})

test('a killed browser loses at most the last second of a note', async () => {
  const server = await startServer()
  const profile = mkdtempSync(join(tmpdir(), 'shortlist-note-'))
  await setUpWorkspace(server.origin)
  const peer = await openPeer(server.origin)
  const interviewId = await interviewNow(peer)
  await peer.close()
  let started = await startBrowser(profile)
  try {
    await signIn(started.page, server.origin)
    const room = `${server.origin}/app/interviews/${interviewId}`
    await started.page.goto(room)
    const text = started.page.getByRole('textbox', { name: /^Your note/ })
    await text.click({ timeout: 30_000 })
    await started.page.evaluate(async () => { await navigator.serviceWorker.ready })
    await server.stop()
    const typed: { word: string; atMs: number }[] = []
    const end = Date.now() + 6_000
    for (let count = 1; Date.now() < end; count += 1) {
      const word = `w${String(count).padStart(3, '0')}`
      await started.page.keyboard.type(`${word} `)
      typed.push({ word, atMs: Date.now() })
    }
    const killedAtMs = Date.now()
    await started.kill()
    started = await startBrowser(profile)
    await started.page.goto(room)
    const kept = started.page.getByRole('textbox', { name: /^Your note/ })
    await expect(kept).toContainText('w001', { timeout: 30_000 })
    const after = await kept.innerText()
    const lost = typed.filter(each => !after.includes(each.word))
    console.log(JSON.stringify({ words: typed.length, lost: lost.length, lostMs: lost[0] ? killedAtMs - lost[0].atMs : 0 }))
    for (const each of lost) expect(killedAtMs - each.atMs, `${each.word} was typed longer ago`).toBeLessThanOrEqual(1_000)
  } finally {
    await started.kill()
    await server.stop()
    rmSync(profile, { recursive: true, force: true })
    rmSync(server.dataFolder, { recursive: true, force: true })
  }
})
