import type { Browser, Locator, Page } from '@playwright/test'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, goOffline, owner, screenshot, test } from './support.ts'

const ben = { name: 'Ben Okafor', password: 'nine lanterns on the quay' } as const
const stages = { applied: 'Applied', screen: 'Phone screen', test: 'Take-home', loop: 'Interview loop', offer: 'Offer' } as const
const readmePicture = fileURLToPath(new URL('../../resources/readme/board.png', import.meta.url))

const column = (page: Page, stage: string): Locator => page.getByRole('listbox', { name: stage, exact: true })
const cardsOf = (page: Page, stage: string): Locator => column(page, stage).getByRole('option').and(page.locator('[data-active]'))
const count = async (page: Page, stage: string): Promise<number> => Number(await page.getByRole('region', { name: stage, exact: true }).getByRole('img', { name: /(people|person)$/ }).innerText())
const expectCount = (page: Page, stage: string, people: number) => expect.poll(() => count(page, stage), `people at ${stage}`).toBe(people)
const expectShared = (page: Page) => expect(page.getByRole('button', { name: 'Everything is saved and shared' })).toBeVisible({ timeout: 30_000 })
const expectWaiting = (page: Page) => expect(page.getByRole('button', { name: /^\d+ changes? waiting since \d\d:\d\d$/ })).toBeVisible()

/** A card as a person sees it: who it is, and how to find the same card on another screen. */
async function cardAt(page: Page, stage: string, index: number): Promise<{ name: string; id: string }> {
  const card = cardsOf(page, stage).nth(index)
  return { name: await card.locator('span > span').first().innerText(), id: (await card.getAttribute('id'))! }
}

async function setUpWithSample(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/app/`)
  await page.getByLabel('Workspace name').fill(owner.workspaceName)
  await page.getByLabel('Your name').fill(owner.ownerName)
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(owner.password)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Open a sample workspace/ }).click()
  await expect(page.getByText('Sample workspace: these people and jobs are made up.')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('heading', { name: 'Pipeline' })).toBeVisible({ timeout: 30_000 })
}

async function makeInvitation(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Colleagues' }).click()
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Name').fill(ben.name)
  await page.getByRole('dialog').getByLabel('E-mail').fill('ben@example.com')
  await page.getByRole('dialog').getByRole('button', { name: 'Make the link' }).click()
  const link = await page.getByLabel('Invitation link').inputValue()
  await page.getByRole('button', { name: 'Done' }).click()
  return link
}

async function acceptInvitation(browser: Browser, link: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  await page.goto(link)
  await expect(page.getByRole('heading', { name: `Join ${owner.workspaceName}` })).toBeVisible()
  await screenshot(page, 'join')
  await page.getByRole('textbox', { name: 'Password' }).fill(ben.password)
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible({ timeout: 30_000 })
  return page
}

async function openBoard(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Pipeline' }).click()
  await page.getByRole('row', { name: /Senior backend engineer/ }).click()
  await expect(column(page, stages.applied)).toBeVisible()
}

test('two people and one day without a network: nothing is lost, and the one disagreement is settled by a key', async ({ page: mara, server, browser }) => {
  let link = ''
  let bens: Page = mara
  let disputed = { name: '', id: '' }
  let passed = ''

  await test.step('Mara sets up, opens the sample and invites Ben, who joins by the link', async () => {
    await setUpWithSample(mara, server.origin)
    link = await makeInvitation(mara)
    bens = await acceptInvitation(browser, link)
    await openBoard(bens)
    await openBoard(mara)
    await expect(column(mara, stages.applied), 'the keys go where the eyes go').toBeFocused()
    await mara.keyboard.press('Escape')
    await expect(mara.getByRole('grid', { name: 'Jobs' }), 'back on the row one left').toBeFocused()
    await mara.keyboard.press('Enter')
    await expect(column(mara, stages.applied)).toBeFocused()
    await expectShared(mara)
    expect(await count(bens, stages.applied)).toBe(await count(mara, stages.applied))
    await screenshot(mara, 'journey-board')
    const shown = process.env['UPDATE_SCREENSHOT'] === '1' ? readmePicture : join(process.env['SCREENS'] ?? fileURLToPath(new URL('../../artifacts/screens', import.meta.url)), 'readme-board.png')
    await column(mara, stages.screen).focus()
    await mara.screenshot({ path: shown })
  })

  await test.step('Mara’s network is gone: the board goes on by keys', async () => {
    await goOffline(mara)
    await expect(mara.getByRole('button', { name: 'Working offline' })).toBeVisible()
    const before = { applied: await count(mara, stages.applied), test: await count(mara, stages.test), offer: await count(mara, stages.offer), loop: await count(mara, stages.loop) }
    disputed = await cardAt(mara, stages.applied, 0)
    await column(mara, stages.applied).focus()
    await mara.keyboard.press('ArrowDown')
    await mara.keyboard.press('ArrowUp')
    await mara.keyboard.press('m')
    await expect(mara.getByRole('dialog', { name: `Move ${disputed.name}` })).toBeVisible()
    await mara.keyboard.press('5')
    await expect(mara.getByText(`Moved ${disputed.name} to Offer`)).toBeVisible()
    await expectCount(mara, stages.offer, before.offer + 1)
    await expectWaiting(mara)

    await column(mara, stages.test).focus()
    await mara.keyboard.press('ArrowRight')
    await expect(column(mara, stages.loop)).toBeFocused()
    await mara.keyboard.press('ArrowLeft')
    await mara.keyboard.press('4')
    await expectCount(mara, stages.loop, before.loop + 1)

    await column(mara, stages.screen).focus()
    passed = (await cardAt(mara, stages.screen, 0)).name
    await mara.keyboard.press('Home')
    await mara.keyboard.press('r')
    await expect(mara.getByRole('dialog', { name: `Turn away ${passed}` })).toBeVisible()
    await mara.getByLabel('Note for colleagues').fill('Would want to hear from them again next year.')
    await mara.getByRole('dialog').getByRole('button', { name: 'Turn away' }).click()
    await expect(mara.getByText(`Turned ${passed} away`)).toBeVisible()

    await column(mara, stages.applied).focus()
    await mara.keyboard.press('Control+a')
    await mara.keyboard.press('2')
    await expectCount(mara, stages.applied, 0)
    await mara.keyboard.press('u')
    await expectCount(mara, stages.applied, before.applied - 1)
  })

  await test.step('she adds somebody, writes a note and finds them again by a misspelt name', async () => {
    await mara.keyboard.press('a')
    const dialog = mara.getByRole('dialog', { name: /^Add somebody/ })
    await expect(mara.getByRole('combobox', { name: 'Name, e-mail or company' })).toBeFocused()
    await mara.keyboard.press('Shift+Tab')
    await dialog.getByRole('radio', { name: 'Somebody new' }).press('Enter')
    await dialog.getByLabel('Name').fill('Philippa Strangways')
    await dialog.getByLabel('E-mail').fill('philippa@example.com')
    await mara.keyboard.press('Enter')
    await expect(mara.getByText(/^Added Philippa Strangways/)).toBeVisible()
    await mara.keyboard.press('Control+k')
    await mara.keyboard.type('phillipa strangwys')
    await expect(mara.getByRole('dialog', { name: 'Commands' }).getByRole('option', { name: /Philippa Strangways/ })).toHaveAttribute('aria-selected', 'true')
    await screenshot(mara, 'search-offline')
    await mara.keyboard.press('Enter')
    await expect(mara.getByRole('heading', { name: 'Philippa Strangways', level: 1 })).toBeVisible()
    // Keys belong to the palette until it has gone.
    await expect(mara.getByRole('dialog', { name: 'Commands' })).toHaveCount(0)
    await mara.keyboard.press('n')
    await expect(mara.getByRole('textbox', { name: 'New note' })).toBeFocused()
    await mara.keyboard.type('Met her on the train. Runs the queues of a port.')
    await mara.keyboard.press('Control+Enter')
    await expect(mara.getByRole('region', { name: 'Notes' }).getByRole('listitem')).toContainText('Met her on the train.')
    await screenshot(mara, 'profile-offline')
  })

  await test.step('from the board she goes to the next profile and the one before', async () => {
    await openBoard(mara)
    await column(mara, stages.applied).focus()
    await mara.keyboard.press('Home')
    const [first, second] = [await cardAt(mara, stages.applied, 0), await cardAt(mara, stages.applied, 1)]
    await mara.keyboard.press('Enter')
    await expect(mara.getByRole('heading', { name: first.name, level: 1 })).toBeVisible()
    await mara.keyboard.press('j')
    await expect(mara.getByRole('heading', { name: second.name, level: 1 })).toBeVisible()
    await mara.keyboard.press('k')
    await expect(mara.getByRole('heading', { name: first.name, level: 1 })).toBeVisible()
    await mara.keyboard.press('Escape')
    await expect(column(mara, stages.applied)).toBeVisible()
  })

  await test.step('meanwhile Ben turns away somebody she moved', async () => {
    await bens.locator(`[id="${disputed.id}"]`).click({ modifiers: ['ControlOrMeta'] })
    await bens.keyboard.press('r')
    await bens.getByRole('dialog', { name: `Turn away ${disputed.name}` }).getByRole('button', { name: 'Turn away' }).click()
    await expect(bens.getByText(`Turned ${disputed.name} away`)).toBeVisible()
    await expectShared(bens)
  })

  await test.step('she closes and opens the page, still without a network, and everything is there', async () => {
    await mara.reload()
    await expect(cardsOf(mara, stages.offer).filter({ hasText: disputed.name })).toBeVisible()
    await expect(cardsOf(mara, stages.applied).filter({ hasText: 'Philippa Strangways' })).toBeVisible()
    await expectWaiting(mara)
    await screenshot(mara, 'board-offline')
  })

  await test.step('back on the network everything arrives, and the disagreement is asked in words', async () => {
    await mara.context().setOffline(false)
    await expectShared(mara)
    await expect(cardsOf(bens, stages.applied).filter({ hasText: 'Philippa Strangways' })).toBeVisible()
    await mara.keyboard.press('g')
    await mara.keyboard.press('i')
    const questions = mara.getByRole('listbox', { name: 'Open questions' })
    await expect(questions.getByRole('option')).toHaveCount(1)
    await expect(questions).toContainText(`You moved ${disputed.name} to Offer`)
    await expect(questions).toContainText(`${ben.name} turned ${disputed.name} away`)
    await screenshot(mara, 'journey-inbox')
    await questions.focus()
    await mara.keyboard.press('2')
    await expect(mara.getByRole('heading', { name: 'Nobody disagrees' })).toBeVisible()
    await expectShared(mara)
    await expect(cardsOf(bens, stages.offer).filter({ hasText: disputed.name })).toBeVisible()
    await screenshot(bens, 'journey-board-ben')
  })

  await test.step('the timeline says who did what and when, to both', async () => {
    await bens.locator(`[id="${disputed.id}"]`).click()
    await bens.getByRole('tab', { name: 'Timeline' }).click()
    const lines = bens.getByRole('region', { name: 'Timeline' }).getByRole('listitem')
    await expect(lines.filter({ hasText: `${owner.ownerName} moved ${disputed.name} from Applied to Offer` })).toContainText(/\d\d:\d\d/)
    await expect(lines.filter({ hasText: `${ben.name} turned ${disputed.name} away` })).toContainText(/\d\d:\d\d/)
    await screenshot(bens, 'journey-timeline')
    await expectShared(mara)
    await expectShared(bens)
    await bens.context().close()
  })
})
