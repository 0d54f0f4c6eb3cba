import { startFakeVendor, type FakeVendor } from './fake-vendor.ts'

type Invited = { id: string; email: string; full_name?: string; test_result_url?: string; [told: string]: unknown }
export type FakeHackerRank = FakeVendor & { invited: Invited[] }

/** HackerRank as far as its description goes: published tests, invitations by address, one an address and test. */
export async function startHackerRank(): Promise<FakeHackerRank> {
  const invited: Invited[] = []
  const vendor = await startFakeVendor(request => {
    const [, testId, id] = /^\/x\/api\/v3\/tests(?:\/([^/]+)\/candidates(?:\/([^/]+))?)?$/.exec(request.path) ?? []
    if (request.headers['authorization'] !== 'Bearer a key of theirs') return { status: 401, json: {} }
    if (testId === undefined) return { status: 200, json: { data: [{ id: '7', name: 'Backend basics', state: 'active' }, { id: '8', name: 'Draft', state: 'draft' }], total: 2 } }
    if (request.method === 'POST') {
      const made = { ...(request.json() as { email: string }), id: String(1_000 + invited.length) }
      invited.push(made)
      return { status: 200, json: { id: made.id, email: made.email, test_link: 'https://www.hackerrank.com/tests/x/y' } }
    }
    if (id === undefined) return { status: 200, json: { data: request.query.get('offset') === '0' ? invited : [] } }
    const known = invited.find(each => each.id === id)
    if (!known) return { status: 404, json: {} }
    if (request.method === 'DELETE') {
      invited.splice(invited.indexOf(known), 1)
      return { status: 204 }
    }
    return { status: 200, json: known }
  })
  return Object.assign(vendor, { invited })
}
