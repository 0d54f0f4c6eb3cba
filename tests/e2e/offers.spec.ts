import { createJob, openStages } from '../../src/shared/domain/commands/job.ts'
import { decideOffer } from '../../src/shared/domain/commands/offer.ts'
import { quickAddCandidate } from '../../src/shared/domain/commands/pipeline.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import { expect, openPeer, owner, screenshot, test } from './support.ts'

async function joinAs(origin: string, name: string, email: string, role: string): Promise<{ email: string; password: string }> {
  const headers = { 'content-type': 'application/json', 'x-shortlist-client': 'desktop' }
  const post = async (path: string, body: object, token?: string): Promise<Record<string, unknown>> => (await fetch(`${origin}${path}`, { method: 'POST', headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body) })).json() as never
  const { token } = await post('/api/sessions', { email: owner.email, password: owner.password, device: 'invites' })
  const invitation = await post('/api/invitations', { name, email, role }, String(token))
  await post(`/api/invitations/${String(invitation['url']).split('/').at(-1)!}/accept`, { name, password: owner.password, zone: 'Europe/Berlin', device: 'joins' })
  return { email, password: owner.password }
}

test('an offer is drafted on the train, approved by two in order, extended, accepted, and the hire confirmed', async ({ signedIn: page, server }) => {
  test.setTimeout(180_000)
  const ben = await joinAs(server.origin, 'Ben Okafor', 'ben@example.com', 'hiringManager')
  const recruiter = await openPeer(server.origin)
  await recruiter.sync.settled()
  const people = await recruiter.find('people', {})
  const [me, other] = [people.find(each => each.email === owner.email)!, people.find(each => each.email === ben.email)!]
  const stamp = { actorId: me.id, nowMs: Date.now(), createId }
  const { job, changes } = createJob({ title: 'Ward nurse', openings: 1 }, stamp)
  const added = quickAddCandidate({ fullName: 'Ana Silva', emails: ['ana@example.com'] }, job, openStages(job).at(-1)!.id, stamp)
  if (added.kind !== 'ready') throw new Error('not added')
  await recruiter.write([...changes, ...added.changes])
  await recruiter.write([{ kind: 'edit', collection: 'jobs', id: job.id, fields: { hiringTeam: [{ id: other.id, role: 'hiringManager' }] } }])
  await recruiter.sync.settled()
  await recruiter.close()

  await page.goto(`${server.origin}/app/candidates/${added.application.candidateId}`)
  await page.getByRole('button', { name: 'Draft offer' }).click()
  await expect(page.getByRole('form', { name: 'Terms of the offer' })).toBeVisible()
  await page.context().setOffline(true)
  await expect(page.getByLabel('Position')).toHaveValue('Ward nurse')
  await page.getByLabel('Pay', { exact: true }).fill('52000')
  await page.getByLabel('First day').fill('2027-01-04')
  await page.getByLabel('Other terms').fill('Night shifts by agreement.')
  await screenshot(page, 'offer-draft')
  await page.getByRole('button', { name: 'Save draft' }).click()
  await expect(page.getByText('€52,000 a year')).toBeVisible()
  await page.keyboard.press('s')
  await expect(page.getByRole('list', { name: 'Approvers in order' })).toContainText('Ben Okafor')
  await page.getByRole('combobox', { name: 'Add an approver' }).fill('Mara')
  await page.getByRole('option', { name: /Mara/ }).click()
  await page.getByRole('button', { name: 'Ask for approval' }).last().click()
  await expect(page.getByText('Waits for approval')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve', exact: true }), 'it is Ben’s turn first').toHaveCount(0)
  await page.context().setOffline(false)
  await expect(page.getByText('Waits to be sent')).toHaveCount(0, { timeout: 20_000 })

  const manager = await openPeer(server.origin, ben)
  await manager.sync.settled()
  const [offer] = await manager.find('offers', {})
  await manager.write(decideOffer(offer!, 'approved', 'Within the budget.', { ...stamp, actorId: other.id, nowMs: Date.now() }))
  await manager.sync.settled()
  await manager.close()

  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(page.getByRole('region', { name: 'Waiting for your approval' })).toContainText('Ana Silva', { timeout: 20_000 })
  await screenshot(page, 'offers')
  await page.getByRole('button', { name: 'Ana Silva' }).click()
  await expect(page.getByText('“Within the budget.”')).toBeVisible()
  await page.keyboard.press('y')
  await page.getByRole('button', { name: /^Extend to Ana Silva/ }).click({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Read it' }).click()
  await expect(page.getByRole('dialog')).toContainText('Dear Ana Silva')
  await expect(page.getByRole('dialog')).toContainText('Night shifts by agreement.')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Make the PDF' }).click()
  await expect(page.getByRole('button', { name: /^Save Offer Ana Silva v1.pdf/ })).toBeVisible({ timeout: 20_000 })
  await screenshot(page, 'offer-letter')
  await page.getByRole('button', { name: /^Accepted/ }).click()
  await expect(page.getByRole('region', { name: 'Hire' })).toContainText('fills an opening')
  await page.context().setOffline(true)
  await page.keyboard.press('h')
  await expect(page.getByText('Proposal: waits for the server')).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.getByRole('region', { name: 'Hire' })).toContainText('First day: Monday 4 January 2027')
  await expect(page.getByText('Proposal: waits for the server')).toHaveCount(0, { timeout: 20_000 })

  await page.getByRole('button', { name: 'Profile' }).click()
  await page.getByRole('button', { name: 'Hire', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Change the first day' }).click()
  await page.getByRole('dialog').getByLabel('First day').fill('2027-02-01')
  await page.keyboard.press('Enter')
  await expect(page.getByText('first day 2027-02-01')).toBeVisible()
  await page.getByRole('button', { name: 'Hire', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Take the hire back' }).click()
  await page.getByRole('button', { name: 'Take the hire back' }).click()
  await expect(page.getByRole('region', { name: 'Jobs' })).toContainText('In process')
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('region', { name: 'Jobs' })).toContainText('Hired')
})
