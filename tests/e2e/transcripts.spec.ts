import { interviewNow } from './interview-room.ts'
import { expect, openPeer, owner, screenshot, test } from './support.ts'

const captions = `WEBVTT

1
00:00:03.120 --> 00:00:05.900
Mara Ruiz: Tell me of a night that went wrong.

2
00:12:04.000 --> 00:12:09.480
Ana Silva: I asked who was worst off first. Then I called the doctor.

3
00:12:09.480 --> 00:12:12.000
Mara Ruiz: And today?
`

test('a transcript is kept once the candidate has agreed, and a passage of it becomes evidence with its time', async ({ signedIn: page, server }) => {
  const peer = await openPeer(server.origin, owner)
  const interviewId = await interviewNow(peer)
  await page.goto(`${server.origin}/app/interviews/${interviewId}`)
  const section = page.getByRole('region', { name: 'Transcripts' })
  await expect(section.getByText('Whether Ana Silva agrees to being recorded is not written down yet.')).toBeVisible({ timeout: 20_000 })
  await expect(section.getByRole('button', { name: 'Add transcript' })).toHaveCount(0)
  await section.getByRole('button', { name: 'Write down their answer' }).click()
  await page.getByRole('radiogroup', { name: 'Their answer' }).getByRole('radio').first().focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Write it down' }).click()
  await expect(section.getByText(/Ana Silva agreed to being recorded \(said so\), written down by Mara Ruiz/)).toBeVisible()

  await section.getByRole('button', { name: 'Add transcript' }).click()
  await page.locator('input[type=file]').setInputFiles({ name: 'ward-round.vtt', mimeType: 'text/vtt', buffer: Buffer.from(captions) })
  await expect(page.getByText('3 passages, 2 voices.')).toBeVisible()
  await expect(page.getByRole('button', { name: /Ana Silva Who is Ana Silva/ })).toBeVisible()
  await screenshot(page, 'transcript-add')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await section.getByRole('button', { name: 'Read ward-round.vtt' }).click()
  await page.getByRole('searchbox', { name: 'Search in it' }).fill('worst off')
  await expect(page.getByText('One passage')).toBeVisible()
  await page.getByRole('button', { name: /^Use as evidence: I asked who was worst off first/ }).click()
  await screenshot(page, 'transcript')
  await page.getByRole('dialog').getByRole('button', { name: 'Clinical judgement' }).click()
  await expect(page.getByRole('button', { name: /^Use as evidence: I asked who was worst off first/ })).toBeFocused()
  await expect(page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'who was worst off' })).toContainText('#Clinical judgement')
  // Whose voice is whose is told later, too: the captions called somebody by a wrong name.
  await page.getByRole('button', { name: 'Whose voice is whose' }).click()
  await page.getByRole('button', { name: /Who is Mara Ruiz/ }).click()
  await page.getByRole('option', { name: 'Somebody else' }).click()
  await expect.poll(async () => (await peer.find('notes', {})).find(note => note.transcript)?.speakers?.map(each => each.personId), { timeout: 20_000 }).toEqual([null, null])
  await page.getByRole('button', { name: /Who is Mara Ruiz/ }).click()
  await page.getByRole('option', { name: 'Mara Ruiz' }).click()
  // As long as the list is going, Esc is its own.
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /Who is Mara Ruiz/ })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Evidence for Clinical judgement' })).toContainText(/I asked who was worst off first.*12:04/)
  await expect(page.getByRole('textbox', { name: /^Your note/ })).toContainText('12:04')
  const quote = page.getByRole('button', { name: /worst off first.*Show where it comes from/ })
  await quote.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Where it comes from' }).locator('[aria-current=location]')).toContainText('12:04Ana Silva I asked who was worst off first.')
  await page.keyboard.press('Escape')
  await expect(quote).toBeFocused()
  await expect.poll(async () => (await peer.find('notes', {})).length, { timeout: 20_000 }).toBe(2)
  expect((await peer.find('notes', {})).find(note => note.transcript)?.speakers?.map(({ label, isCandidate, personId }) => [label, isCandidate, personId])).toEqual([['Mara Ruiz', false, peer.identity.personId], ['Ana Silva', true, null]])

  await section.getByRole('button', { name: 'Draft a summary of ward-round.vtt' }).click()
  await expect.poll(async () => (await peer.find('notes', {})).map(note => note.plain).find(plain => plain.startsWith('Summary of')), { timeout: 20_000 }).toMatch(/^Summary of ward-round.vtt\nDraft, picked from the transcript.*\n\[12:04\] I asked who was worst off first\./)
  // What somebody hears goes on into their own note, not into the draft.
  await section.getByRole('button', { name: 'Read ward-round.vtt' }).click()
  await page.getByRole('button', { name: /^Use as evidence: And today/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Calm under pressure' }).click()
  await expect.poll(async () => (await peer.find('notes', {})).filter(note => note.transcript === undefined && note.plain.includes('And today?')).map(note => note.plain.startsWith('Summary of')), { timeout: 20_000 }).toEqual([false])
  await peer.close()
})
