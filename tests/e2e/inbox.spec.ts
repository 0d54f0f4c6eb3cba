import type { Browser, Page } from '@playwright/test'
import type { Change } from '../../src/shared/domain/commands/change.ts'
import { addCandidate, addToJob } from '../../src/shared/domain/commands/candidate.ts'
import { createJob, openStages } from '../../src/shared/domain/commands/job.ts'
import { moveApplications, rejectApplications } from '../../src/shared/domain/commands/pipeline.ts'
import type { Application } from '../../src/shared/domain/model/application.ts'
import type { Job } from '../../src/shared/domain/model/job.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import type { Replica } from '../../src/renderer/replica/replica.ts'
import { expect, goOffline, openPeer, ownerToken, post, screenshot, signIn, test, type RunningServer } from './support.ts'

const ben = { name: 'Ben Okafor', email: 'ben@example.com', password: 'nine lanterns on the quay' } as const
/** Ben joins as a recruiter, by the same routes the invitation link uses. */
async function inviteBen(origin: string): Promise<void> {
  const { url } = await post(origin, '/api/invitations', { name: ben.name, email: ben.email, role: 'recruiter' }, await ownerToken(origin))
  await post(origin, `/api/invitations/${String(url).split('/join/')[1]!}/accept`, { name: ben.name, password: ben.password, zone: 'Europe/Berlin', device: 'setup' })
}

const stampOf = (peer: Replica) => ({ actorId: peer.identity.personId, nowMs: Date.now(), createId })

async function fillJob(peer: Replica, names: readonly string[]): Promise<{ job: Job; cards: readonly Application[] }> {
  const { job, changes } = createJob({ title: 'Ward nurse', openings: 1 }, stampOf(peer))
  await peer.write(changes)
  const cards: Application[] = []
  for (const fullName of names) {
    const added = addCandidate({ fullName, company: 'City Hospital' }, stampOf(peer))
    const applied = addToJob(added.candidate, job, [], stampOf(peer))
    if (applied.kind === 'refused') throw new Error(applied.reason)
    cards.push(applied.application)
    await peer.write([...added.changes, ...applied.changes] as Change[])
  }
  await peer.sync.settled()
  return { job, cards }
}

/** Mara goes offline and moves everybody to Offer; meanwhile Ben, elsewhere, turns them away. Then she is back. */
async function disagree(page: Page, browser: Browser, server: RunningServer, names: readonly string[]): Promise<{ job: Job; cards: readonly Application[]; bens: Page }> {
  await inviteBen(server.origin)
  const setup = await openPeer(server.origin)
  const { job, cards } = await fillJob(setup, names)
  await setup.close()
  const bensContext = await browser.newContext({ locale: 'en-GB' })
  const bens = await bensContext.newPage()
  await signIn(bens, server.origin, ben)
  const offline = await openPeer(server.origin)
  await offline.sync.settled()
  await offline.close()
  const offer = openStages(job).find(stage => stage.type === 'offer')!
  // The page's own replica is offline: its clock, its database, its outbox.
  await page.goto(`${server.origin}/app/pipeline/${job.id}`)
  await expect(page.getByRole('listbox', { name: 'Applied' })).toBeVisible()
  await expect(page.getByText('Everything is saved and shared').first()).toBeVisible()
  await goOffline(page)
  await expect(page.getByText('Working offline', { exact: true })).toBeVisible()
  await page.getByRole('listbox', { name: 'Applied' }).focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press(String(openStages(job).indexOf(offer) + 1))
  await expect(page.getByText(/changes? waiting since/)).toBeVisible()

  const peer = await openPeer(server.origin, ben)
  await peer.sync.settled()
  await peer.write(rejectApplications([...(await peer.getMany('applications', cards.map(card => card.id))).values()], { reasonId: null, note: '' }, stampOf(peer)))
  await peer.sync.settled()
  await peer.close()
  await page.context().setOffline(false)
  await expect(page.getByText('Everything is saved and shared').first()).toBeVisible({ timeout: 30_000 })
  return { job, cards, bens }
}

test('an offline move against a colleague’s rejection becomes one sentence, one key settles it, and undo brings it back', async ({ signedIn: page, server, browser }) => {
  const { job, bens } = await disagree(page, browser, server, ['Ana Silva'])
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  const list = page.getByRole('listbox', { name: 'Open questions' })
  await expect(list.getByRole('option')).toHaveCount(1)
  await expect(list).toContainText(/You moved Ana Silva to Offer today at \d\d:\d\d on .*; Ben Okafor turned Ana Silva away today at \d\d:\d\d\. Ben Okafor’s stands\./)
  await screenshot(page, 'inbox')

  await bens.goto(`${server.origin}/app/pipeline/${job.id}`)
  await expect(bens.getByText('A change here needs somebody’s decision.')).toBeVisible()
  await bens.goto(`${server.origin}/app/inbox`)
  await expect(bens.getByRole('listbox', { name: 'Open questions' })).toContainText('You turned Ana Silva away')

  await list.focus()
  await page.keyboard.press('2')
  await expect(page.getByRole('heading', { name: 'Nobody disagrees' })).toBeVisible()
  await screenshot(page, 'inbox-empty')
  await expect(bens.getByRole('heading', { name: 'Nobody disagrees' })).toBeVisible()
  await page.keyboard.press('u')
  await expect(page.getByRole('listbox', { name: 'Open questions' }).getByRole('option')).toHaveCount(1)
  await expect(page.getByText('Everything is saved and shared').first()).toBeVisible()
  await expect(bens.getByRole('listbox', { name: 'Open questions' }).getByRole('option')).toHaveCount(1)

  await page.getByRole('listbox', { name: 'Open questions' }).focus()
  await page.keyboard.press('1')
  await expect(page.getByRole('heading', { name: 'Nobody disagrees' })).toBeVisible()
  await page.getByRole('radio', { name: 'Settled' }).click()
  await expect(page.getByRole('listbox', { name: 'Settled questions' })).toContainText('Settled by you')
  await screenshot(page, 'inbox-settled')
  await bens.context().close()
})

test('many questions are settled together, or with a value of one’s own', async ({ signedIn: page, server, browser }) => {
  const { bens } = await disagree(page, browser, server, ['Ana Silva', 'Chidi Eze', 'Dora Lind'])
  await bens.context().close()
  await page.goto(`${server.origin}/app/inbox`)
  const list = page.getByRole('listbox', { name: 'Open questions' })
  await expect(list.getByRole('option')).toHaveCount(3)
  await list.focus()
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('place in the pipeline')
  await screenshot(page, 'inbox-edit')
  await dialog.getByRole('button', { name: /Status/ }).click()
  await page.getByRole('option', { name: 'In process' }).click()
  await dialog.getByRole('button', { name: 'Save and settle' }).click()
  await expect(list.getByRole('option')).toHaveCount(2)
  await list.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('j')
  await page.keyboard.press('Space')
  await expect(page.getByText('2 selected')).toBeVisible()
  await screenshot(page, 'inbox-bulk')
  await page.keyboard.press('2')
  await expect(page.getByText('2 questions settled')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Nobody disagrees' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(list.getByRole('option')).toHaveCount(2)
})

test('the last opening is filled once; the other hire comes back with its reason and stays open to try again', async ({ signedIn: page, server }) => {
  const peer = await openPeer(server.origin)
  const { job, cards } = await fillJob(peer, ['Ana Silva', 'Chidi Eze'])
  const stamp = stampOf(peer)
  await peer.write(moveApplications(cards, openStages(job).at(-1)!.id, stamp))
  for (const { id } of cards) {
    await peer.write([{ kind: 'edit', collection: 'applications', id, fields: { status: 'hired' } }])
    await peer.sync.settled()
  }
  await peer.close()
  await page.goto(`${server.origin}/app/inbox`)
  await expect(page.getByRole('listbox', { name: 'Open questions' })).toContainText('You wanted to mark Chidi Eze as hired')
  await expect(page.getByRole('listbox', { name: 'Open questions' })).toContainText('All openings of this job are filled.')
  await screenshot(page, 'inbox-refused')
  await page.getByRole('listbox', { name: 'Open questions' }).focus()
  await page.keyboard.press('2')
  // Nothing has changed, so the server says the same again, as a new question.
  await expect(page.getByRole('listbox', { name: 'Open questions' })).toContainText('All openings of this job are filled.')
  await page.getByRole('button', { name: 'Let it go' }).click()
  await expect(page.getByRole('heading', { name: 'Nobody disagrees' })).toBeVisible()
})
