import { startFakeVendor, type FakeVendor } from './fake-vendor.ts'

export type Worker = Record<string, unknown> & { id: number }
export type RestVendor = FakeVendor & { people: Map<string, Worker>; tokens: string[]; history: string[]; keys: Set<string> }

/** A plain REST system as two presets see it: `/employees` with a token, `/workers` with client credentials. */
export async function startRestHris(): Promise<RestVendor> {
  const people: RestVendor['people'] = new Map()
  const tokens: string[] = []
  const history: string[] = []
  const keys = new Set<string>()
  const vendor = await startFakeVendor(request => {
    const [, room, id, verb] = request.path.split('/')
    if (room === 'token') {
      const form = new URLSearchParams(request.body)
      if (form.get('client_id') !== 'shortlist' || form.get('client_secret') !== 'sesame-open-7') return { status: 401 }
      tokens.push(`token-${tokens.length + 1}`)
      return { status: 200, json: { access_token: tokens.at(-1), expires_in: 3_600 } }
    }
    if (request.headers['authorization'] !== `Bearer ${room === 'workers' ? tokens.at(-1) : 'sesame-open-7'}`) return { status: 401 }
    if (request.method === 'GET' && id !== undefined) return people.has(id) ? { status: 200, json: people.get(id) } : { status: 404 }
    if (request.method === 'GET') {
      const [field, value] = [...request.query][0] ?? ['', '']
      const found = [...people.values()].filter(each => each[field] === value)
      return { status: 200, json: room === 'workers' ? { items: found } : found }
    }
    if (request.method === 'POST' && id === undefined) {
      const made = { ...(request.json() as object), id: people.size + 1 } as Worker
      keys.add(request.headers['idempotency-key'] ?? '')
      people.set(String(made.id), made)
      history.push(`create ${made.id}`)
      return { status: 201, headers: { location: `${vendor.url}/${room}/${made.id}` }, json: { id: made.id } }
    }
    const known = people.get(id!)
    if (!known) return { status: 404 }
    if (request.method === 'DELETE') people.delete(id!)
    else if (request.method === 'PATCH') Object.assign(known, request.json())
    history.push(`${verb ?? request.method.toLowerCase()} ${id}`)
    return { status: 200, json: known }
  })
  return Object.assign(vendor, { people, tokens, history, keys })
}
