import type { Locator } from '@playwright/test'
import { bookInterview, cancelInterview } from '../../src/shared/domain/commands/interview.ts'
import { createJob } from '../../src/shared/domain/commands/job.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import { wallToInstant } from '../../src/shared/lib/zoned-time.ts'
import { firstChoices } from '../../src/renderer/features/planning/loop-choices.ts'
import { openLoopWorkspace } from '../support/loop-workspace.ts'
import { joinAs } from './panel.ts'
import { expect, expectAccessible, goOffline, openPeer, owner, screenshot, setUpWorkspace, signIn, test } from './support.ts'

test('an interview plan, hours and rooms are written by keyboard, also with no network', async ({ signedIn: page, server }) => {
  const recruiter = await openPeer(server.origin)
  await recruiter.sync.settled()
  const me = (await recruiter.find('people', {})).find(person => person.email === owner.email)!
  const { job, changes } = createJob({ title: 'Ward nurse', openings: 1 }, { actorId: me.id, nowMs: Date.now(), createId })
  await recruiter.write(changes)
  await recruiter.sync.settled()

  await page.goto(`${server.origin}/app/settings`)
  await page.getByRole('tab', { name: 'Rooms' }).click()
  await page.getByRole('button', { name: 'Add a room' }).click()
  await page.keyboard.type('Oak')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Rooms' })).toContainText('Oak')
  await expectAccessible(page)

  await page.goto(`${server.origin}/app/jobs/${job.id}/plan`)
  await expect(page.getByText('No interview plan yet')).toBeVisible()
  await goOffline(page)
  await page.getByRole('button', { name: 'Write the plan' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible()
  await page.keyboard.press('a')
  await page.keyboard.type('Ward round')
  await page.getByRole('combobox', { name: 'Who may take seat 1' }).fill(owner.ownerName)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 person can take this seat.')).toBeVisible()
  // The keys stay in the emptied box, and its list stays closed.
  await expect(page.getByRole('combobox', { name: 'Who may take seat 1' })).toBeFocused()
  await expect(page.getByRole('combobox', { name: 'Who may take seat 1' })).toHaveValue('')
  await expect(page.getByText('Nobody else fits.')).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(page.getByRole('region', { name: 'Sessions' }).getByRole('listitem')).toContainText(`Interviewer: ${owner.ownerName}`)
  await screenshot(page, 'plan')

  await page.goto(`${server.origin}/app/availability`)
  await page.getByLabel('Friday until').fill('13:00')
  await page.getByRole('textbox', { name: 'At most a day' }).fill('2')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Hours and limits saved')).toBeVisible()
  await page.getByRole('button', { name: 'Add focus time' }).click()
  await expect(page.getByText('Monday, 09:00 to 11:00')).toBeVisible()
  await screenshot(page, 'availability')
  await page.context().setOffline(false)
  // Somebody has gone on in their training: whoever arranges interviews is told, and says "not yet".
  const skill = { id: createId(), name: 'Ward round', rank: 'a0', archived: false, shadows: 2, reverseShadows: 1 }
  await recruiter.write([
    { kind: 'edit', collection: 'settings', id: recruiter.identity.workspaceId, fields: { interviewSkills: [skill] } },
    { kind: 'edit', collection: 'people', id: me.id, fields: { trainings: [{ id: skill.id, level: 'reverseShadow', wentOn: { from: 'shadow', times: 2, atMs: Date.now() } }] } },
  ])
  await page.goto(`${server.origin}/app/training`)
  await expect(page.getByText(`${owner.ownerName} listened 2 times in Ward round and now leads while watched.`)).toBeVisible({ timeout: 20_000 })
  await screenshot(page, 'training')
  await page.getByRole('button', { name: 'Not yet' }).press('Enter')
  await expect(page.getByText('0 of 3 times')).toBeVisible()
  await expect.poll(async () => (await recruiter.get('people', me.id))?.trainings, { timeout: 20_000 }).toEqual([{ id: skill.id, level: 'shadow', needs: 3 }])
  await expect.poll(async () => (await recruiter.get('people', me.id))?.interviewing?.maxPerDay, { timeout: 20_000 }).toBe(2)
  await expect.poll(async () => (await recruiter.get('jobs', job.id))?.sessions.map(session => session.name), { timeout: 20_000 }).toEqual(['Ward round'])
  await recruiter.close()
})

test('a coordinator plans and books a loop of four by keyboard with no network; the server confirms it', async ({ page, server }) => {
  await setUpWorkspace(server.origin)
  const cora = await joinAs(server.origin, 'Cora Lind', 'cora@example.com', 'coordinator')
  await joinAs(server.origin, 'Ben Okafor', 'ben@example.com', 'interviewer')
  const recruiter = await openPeer(server.origin)
  await recruiter.sync.settled()
  const people = await recruiter.find('people', {})
  const idOf = (name: string) => people.find(person => person.name === name)!.id
  const [mara, ben] = [idOf(owner.ownerName), idOf('Ben Okafor')]
  const stamp = { actorId: mara, nowMs: Date.now(), createId }
  const { job, candidateId, applicationId } = await openLoopWorkspace(recruiter, { 'Ward round': [mara, ben], Triage: [ben], Values: [mara], Handover: [ben] }, stamp)
  await recruiter.sync.settled()

  await signIn(page, server.origin, cora)
  await page.goto(`${server.origin}/app/candidates/${candidateId}`)
  await expect(page.getByRole('button', { name: 'Plan interviews for Ward nurse' })).toBeVisible({ timeout: 20_000 })
  const { fromDay } = firstChoices((await recruiter.get('candidates', candidateId))!, 'Europe/Berlin', Date.now()).hours
  const plans = page.getByRole('list', { name: 'Plans' })
  const callBen = async (time: string) => {
    const startMs = wallToInstant(fromDay, time, 'Europe/Berlin')
    const call = bookInterview({ application: (await recruiter.get('applications', applicationId))!, name: 'Phone call', startMs, endMs: startMs + 2_700_000, interviewerIds: [ben], zone: 'Europe/Berlin', kit: null }, stamp)
    await recruiter.write(call.changes)
    await recruiter.sync.settled()
    return call.interview
  }
  const timeOf = async (session: string, among: Locator) => /\d\d:\d\d/.exec(await among.getByRole('listitem').filter({ hasText: session }).innerText())![0]

  // A chosen plan that is no longer possible is not swapped for another under the key.
  await page.keyboard.press('i')
  await expect(plans.getByRole('listitem')).toHaveCount(10, { timeout: 20_000 })
  await page.keyboard.press('3')
  const chosenPlan = page.getByRole('region', { name: 'The chosen plan' })
  await expect(plans.getByRole('button').nth(2)).toHaveAttribute('aria-pressed', 'true')
  const first = await callBen(await timeOf('Triage', chosenPlan))
  await expect(page.getByText('The plan you had chosen is no longer possible', { exact: false })).toBeVisible({ timeout: 20_000 })
  await screenshot(page, 'plan-gone')
  await page.keyboard.press('b')
  await recruiter.write(cancelInterview(first, 'He called back', stamp))
  await recruiter.sync.settled()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Plan interviews for Ward nurse' })).toBeVisible()

  await goOffline(page)
  await page.keyboard.press('i')
  await expect(plans.getByRole('listitem')).toHaveCount(10, { timeout: 20_000 })
  await expect(page.getByText('No calendars are connected', { exact: false })).toBeVisible()
  await screenshot(page, 'plan-loop')
  await page.keyboard.press('2')
  await expect(plans.getByRole('button').nth(1)).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('region', { name: 'The chosen plan' }).getByText('Ward round')).toBeVisible()
  await page.keyboard.press('b')
  await expect(page.getByText('4 interviews proposed: confirmed once you are online')).toBeVisible()
  await expect(page.getByText('Proposal: not confirmed yet')).toHaveCount(4)

  // Meanwhile somebody else takes Ben at the time of the triage: it comes back with what is free, and one key books that.
  const taken = await callBen(await timeOf('Triage', page.getByRole('main')))
  await page.context().setOffline(false)
  await expect(page.getByRole('region', { name: 'Triage could not be booked' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('list', { name: 'Free instead for Triage' }).getByRole('listitem')).not.toHaveCount(0)
  await screenshot(page, 'loop-refused')
  await page.keyboard.press('1')
  const loop = async () => (await recruiter.find('interviews', { where: { candidateId } })).filter(each => each.loopId !== first.loopId && each.loopId !== taken.loopId)
  await expect.poll(async () => (await loop()).filter(each => each.confirmed).length, { timeout: 30_000 }).toBe(4)
  await expect(page.getByText('Confirmed', { exact: true })).toHaveCount(4, { timeout: 20_000 })
  await expect(page.getByRole('region', { name: 'Triage could not be booked' })).toHaveCount(0)
  expect(new Set((await loop()).map(each => each.loopId)).size, 'one loop').toBe(1)
  expect((await loop()).every(each => each.jobId === job.id)).toBe(true)

  // Ben drops out of the ward round, or Mara does: the other takes over, and nothing else changes.
  const round = (await loop()).find(each => each.name === 'Ward round')!
  const [left, next] = round.seats[0]!.personId === ben ? ['Ben Okafor', mara] : [owner.ownerName, ben]
  await page.getByRole('button', { name: `Find somebody instead of ${left} for Ward round` }).press('Enter')
  await expect(page.getByRole('list', { name: 'Substitutes' }).getByRole('listitem')).not.toHaveCount(0, { timeout: 20_000 })
  await expectAccessible(page)
  await page.keyboard.press('1')
  await expect.poll(async () => (await loop()).find(each => each.id === round.id)!.seats.map(seat => seat.personId), { timeout: 20_000 }).toContain(next)
  const before = await loop()
  await page.keyboard.press('m')
  await expect(page.getByText('The same people at the same distances.')).toBeVisible({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Move', exact: true }).press('Enter')
  await expect.poll(async () => (await loop()).every(each => each.confirmed && each.startMs > before.find(one => one.id === each.id)!.startMs), { timeout: 20_000 }).toBe(true)
  await recruiter.close()
})
