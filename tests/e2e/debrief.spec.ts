import { expect, goOffline, openPeer, owner, screenshot, test } from './support.ts'
import { handIn, joinAs, makePanel, noteEvidence, onLaptopOf, type Panel } from './panel.ts'

test('a panel’s cards stand side by side, by keyboard and offline; a card that arrives changes the matrix; a decision keeps its reason', async ({ signedIn: page, server }) => {
  const [ben, ida] = [await joinAs(server.origin, 'Ben Okafor', 'ben@example.com', 'interviewer'), await joinAs(server.origin, 'Ida Holm', 'ida@example.com', 'interviewer')]
  const recruiter = await openPeer(server.origin)
  await recruiter.sync.settled()
  const people = await recruiter.find('people', {})
  const idOf = (email: string) => people.find(each => each.email === email)!.id
  const panel: Panel = await makePanel(recruiter, { title: 'Ward nurse', attributes: ['Clinical judgement', 'Calm under pressure', 'Handover'], candidates: ['Ana Silva', 'Bruno Costa', 'Carla Dias'], personIds: [owner.email, ben.email, ida.email].map(idOf) })
  await handIn(recruiter, panel, panel.interviews[0]!, [5, 3, 4], { recommendation: 'strongYes' })
  await handIn(recruiter, panel, panel.interviews[1]!, [3, 3, 3])
  await recruiter.sync.settled()
  await recruiter.close()
  await onLaptopOf(server.origin, ben, async replica => {
    const heard = await noteEvidence(replica, panel.interviews[0]!, panel.kit.attributes[0]!, 'Waited for the doctor before she moved.')
    const ratings = panel.kit.attributes.map(({ id }, at) => ({ id, rating: [2, 3, null][at] ?? null, comment: 'Said so.', evidence: at === 0 ? [heard] : [] }))
    await handIn(replica, panel, panel.interviews[0]!, [], { ratings, recommendation: 'no', takeaways: 'Waits for others to decide.' })
    await handIn(replica, panel, panel.interviews[1]!, [4, 4, 3])
  })

  await page.addInitScript(readPaper)
  await page.goto(`${server.origin}/app/jobs/${panel.job.id}`)
  await page.getByRole('button', { name: 'Debrief' }).click()
  const grid = page.getByRole('grid', { name: 'Candidates by attribute' })
  await expect(grid.getByRole('row', { name: /Ana Silva/ })).toContainText('2 to 5', { timeout: 20_000 })
  await expect(grid.getByRole('row', { name: /Ana Silva/ })).toContainText('2 of 3 in')
  await grid.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await screenshot(page, 'debrief')

  // A card that arrives is there without a reload.
  await onLaptopOf(server.origin, ida, replica => handIn(replica, panel, panel.interviews[0]!, [4, 4, 4]))
  await expect(grid.getByRole('row', { name: /Ana Silva/ })).toContainText('3 of 3 in', { timeout: 20_000 })
  await expect(grid.getByRole('row', { name: /Ana Silva/ })).toContainText('3.7')

  await goOffline(page)
  await grid.focus()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Ana Silva · Clinical judgement' })
  await expect(sheet.getByText('I would ring the ward first').first()).toBeVisible()
  await expect(sheet.getByText('The panel disagrees')).toBeVisible()
  await screenshot(page, 'debrief-cell')
  // From a quote to the line it is, and back to the quote.
  const quote = sheet.getByRole('button', { name: /Waited for the doctor before she moved/ })
  await quote.focus()
  await page.keyboard.press('Enter')
  const place = page.getByRole('dialog', { name: 'Where it comes from' })
  await expect(place.locator('[aria-current=location]')).toHaveText('Waited for the doctor before she moved. #Clinical judgement')
  await expect(place.getByText('Came in time.')).toBeVisible()
  await screenshot(page, 'evidence-place')
  await page.keyboard.press('Escape')
  await expect(quote).toBeFocused()
  await page.keyboard.press('Escape')
  await grid.focus()
  await page.keyboard.press('m')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('m')
  await page.keyboard.press('s')
  await expect(page.getByRole('dialog', { name: 'Side by side' }).getByRole('columnheader', { name: 'Bruno Costa' })).toBeVisible()
  await page.keyboard.press('Escape')

  await grid.focus()
  await page.keyboard.press('d')
  await expect(page.getByRole('radio', { name: 'Make an offer' })).toBeFocused()
  await page.keyboard.press('Space')
  await page.getByLabel('Why').fill('Two of three saw her lead the handover.')
  await page.keyboard.press('Control+Enter')
  await expect(grid.getByRole('row', { name: /Bruno Costa/ })).toContainText('Make an offer')
  await expect(grid).toBeFocused()
  await page.keyboard.press('2')
  await expect(page.getByRole('button', { name: /Ana Silva: the panel is split/ })).toBeFocused()
  await expect(page.getByRole('region', { name: 'Where the panel disagrees' })).toContainText('Ana Silva, Clinical judgement: ratings from 2 to 5')
  await page.keyboard.press('3')
  await expect(page.getByRole('row', { name: /Ben Okafor/ })).toContainText('too few to say')
  await page.goBack()
  await page.goto(`${server.origin}/app/jobs/${panel.job.id}/debrief/${panel.interviews[1]!.applicationId}`)
  await expect(page.getByText('Two of three saw her lead the handover.')).toBeVisible()
  await screenshot(page, 'debrief-candidate')
  await page.getByRole('button', { name: 'Print' }).click()
  await expect.poll(() => page.evaluate(() => (globalThis as { paper?: string }).paper)).toMatch(/Debrief · Ward nurse[^]*Bruno Costa[^]*I would ring the ward first[^]*Make an offer/)
  await page.goto(`${server.origin}/app/interviews/${panel.interviews[2]!.id}`)
  await page.getByRole('button', { name: 'Print' }).click()
  await expect.poll(() => page.evaluate(() => (globalThis as { paper?: string }).paper)).toMatch(/Carla Dias[^]*Clinical judgement[^]*Notes/)
  await page.context().setOffline(false)
})

/** A browser without a screen prints nothing: what would be on the paper is read instead. */
function readPaper(): void {
  globalThis.print = () => { (globalThis as { paper?: string }).paper = document.querySelector('body > [data-paper]')?.textContent ?? '' }
}
