import { bookInterview } from '../../src/shared/domain/commands/interview.ts'
import { createJob, openStages } from '../../src/shared/domain/commands/job.ts'
import { quickAddCandidate } from '../../src/shared/domain/commands/pipeline.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import { addDays, dayOf, sayDay, wallToInstant, weekdayOf } from '../../src/shared/lib/zoned-time.ts'
import { joinAs } from './panel.ts'
import { expect, expectAccessible, openPeer, owner, screenshot, test } from './support.ts'

const zone = 'Europe/Berlin'

test('a coordinator finds, moves and opens interviews by keyboard alone, sees who is taken, and drags to times, people and rooms with a way back', async ({ signedIn: page, server }) => {
  await joinAs(server.origin, 'Ben Okafor', 'ben@example.com', 'interviewer')
  const peer = await openPeer(server.origin)
  await peer.sync.settled()
  const ben = (await peer.find('people', {})).find(each => each.name === 'Ben Okafor')!
  const oak = { id: createId(), name: 'Oak', rank: 'a0', archived: false, zone, capacity: 6, features: [], calendarAddress: '' }
  const me = (await peer.find('people', {})).find(each => each.email === owner.email)!
  const stamp = { actorId: me.id, nowMs: Date.now(), createId }
  const { job, changes } = createJob({ title: 'Ward nurse', openings: 2 }, stamp)
  const stage = openStages(job)[0]!.id
  const people = [{ fullName: 'Ana Silva', zone: 'America/New_York' }, { fullName: 'Jonas Weber', zone: null }, { fullName: 'Priya Nair', zone: 'Asia/Kolkata' }]
  const added = people.map(({ fullName }) => {
    const one = quickAddCandidate({ fullName, company: 'City Hospital' }, job, stage, stamp)
    if (one.kind !== 'ready') throw new Error('not added')
    return one
  })
  await peer.write([{ kind: 'edit', collection: 'settings', id: peer.identity.workspaceId, fields: { rooms: [oak] } }])
  await peer.write([...changes, ...added.flatMap(one => one.changes)])
  const candidates = await peer.find('candidates', {})
  await peer.write(people.map(({ fullName, zone: own }) => ({ kind: 'edit' as const, collection: 'candidates' as const, id: candidates.find(each => each.fullName === fullName)!.id, fields: { zone: own } })))
  const applications = await peer.find('applications', { where: { jobId: job.id } })
  const monday = addDays(dayOf(Date.now(), zone), 1 - weekdayOf(dayOf(Date.now(), zone)))
  const [wednesday, thursday] = [addDays(monday, 2), addDays(monday, 3)]
  const book = (fullName: string, name: string, day: string, wall: string, minutes: number) => {
    const startMs = wallToInstant(day, wall, zone)
    const candidateId = candidates.find(each => each.fullName === fullName)!.id
    return bookInterview({ application: applications.find(each => each.candidateId === candidateId)!, name, startMs, endMs: startMs + minutes * 60_000, interviewerIds: [me.id], zone, kit: null }, stamp)
  }
  const talk = book('Ana Silva', 'Ward round', wednesday, '10:00', 60)
  const others = [book('Jonas Weber', 'Values', thursday, '10:00', 60), book('Priya Nair', 'Night shift', thursday, '14:00', 45)]
  await peer.write([talk, ...others].flatMap(each => each.changes))
  await peer.sync.settled()
  const startOf = async (id: string): Promise<number> => (await peer.get('interviews', id))!.startMs

  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page.getByRole('heading', { name: 'Calendar', level: 1 })).toBeVisible()
  await page.keyboard.press('w')
  await expect(page.getByRole('button', { name: /Ana Silva/ })).toBeVisible({ timeout: 20_000 })
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('button', { name: /10:00–11:00.*Ana Silva/ })).toBeFocused()
  await expect(page.getByRole('list', { name: 'Local times' })).toContainText('04:00–05:00 New York Ana Silva')
  await screenshot(page, 'calendar-week')

  await page.keyboard.press('m')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  const line = page.getByRole('region', { name: 'Moving an interview' })
  await expect(line).toContainText(`to ${sayDay(thursday)}`)
  await expect(line).toContainText('Mara Ruiz is taken')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').or(page.getByText(/Choose another time/).last())).toBeVisible()
  expect(await startOf(talk.interview.id), 'nobody is booked twice').toBe(talk.interview.startMs)
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown')
  await expect(line).not.toContainText('is taken')
  await page.keyboard.press('Enter')
  await expect(page.getByText(`Moved to ${sayDay(thursday)}, 11:00–12:00`)).toBeVisible()
  await expect.poll(() => startOf(talk.interview.id), { timeout: 20_000 }).toBe(wallToInstant(thursday, '11:00', zone))
  await page.keyboard.press('Control+z')
  await expect.poll(() => startOf(talk.interview.id), { timeout: 20_000 }).toBe(talk.interview.startMs)

  const block = page.getByRole('button', { name: /Priya Nair/ })
  const from = (await block.boundingBox())!
  await page.mouse.move(from.x + 20, from.y + 8)
  await page.mouse.down()
  await page.mouse.move(from.x + 22, from.y + 30, { steps: 4 })
  await page.mouse.move(from.x + 22, from.y + 60, { steps: 4 })
  await page.mouse.up()
  await expect.poll(async () => (await startOf(others[1]!.interview.id)) - others[1]!.interview.startMs, { timeout: 20_000 }).toBeGreaterThan(0)

  // People and rooms side by side: a block goes into a room, to another person, and back.
  await page.goto(`${server.origin}/app/calendar?view=day&day=${thursday}&people=${me.id},${ben.id}`)
  const values = page.getByRole('button', { name: /10:00–11:00.*Jonas Weber/ }).first()
  await expect(values).toBeVisible({ timeout: 20_000 })
  const bookingOf = async () => { const { roomId, seats } = (await peer.get('interviews', others[0]!.interview.id))!; return [roomId, ...seats.map(seat => seat.personId)] }
  const dragTo = async (title: string) => {
    const [block, head] = [(await values.boundingBox())!, (await page.getByText(title, { exact: true }).last().boundingBox())!]
    await page.mouse.move(block.x + 30, block.y + 10)
    await page.mouse.down()
    await page.mouse.move(block.x + 36, block.y + 11, { steps: 3 })
    await page.mouse.move(head.x + 20, block.y + 11, { steps: 8 })
    await page.mouse.up()
  }
  await dragTo('Oak')
  await expect(page.getByText('Now in Oak', { exact: false })).toBeVisible()
  await expect.poll(bookingOf, { timeout: 20_000 }).toEqual([oak.id, me.id])
  await dragTo('Ben Okafor')
  await expect(page.getByText('Ben Okafor instead of Mara Ruiz', { exact: false })).toBeVisible()
  await expect.poll(bookingOf, { timeout: 20_000 }).toEqual([oak.id, ben.id])
  await page.keyboard.press('Control+z')
  await expect.poll(bookingOf, { timeout: 20_000 }).toEqual([oak.id, me.id])
  await values.focus()
  await page.keyboard.press('m')
  await page.keyboard.press('ArrowRight')
  await expect(line).toContainText('Ben Okafor · Oak')
  await page.keyboard.press('Enter')
  await expect.poll(bookingOf, { timeout: 20_000 }).toEqual([oak.id, ben.id])
  await page.keyboard.press('Control+z')
  await expect.poll(bookingOf, { timeout: 20_000 }).toEqual([oak.id, me.id])

  await page.goto(`${server.origin}/app/calendar?view=day&day=${thursday}`)
  await expect(page.getByRole('button', { name: /Jonas Weber/ }).first()).toBeVisible({ timeout: 20_000 })
  await screenshot(page, 'calendar-day')
  await page.keyboard.press('a')
  await expect(page.getByRole('region', { name: sayDay(thursday) })).toContainText('Priya Nair')
  await expectAccessible(page)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('button', { name: /Jonas Weber/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /Jonas Weber · Values/ })).toBeVisible()
  await peer.close()
})
