import type { HttpRequest, RawReply } from '../kit/http.ts'

/** BambooHR as rehearsals see it: an account without lists of its own in which nobody is found. */
export function sandbox({ method, url }: HttpRequest & Readonly<{ url: string }>): RawReply {
  const { pathname } = new URL(url)
  if (pathname.includes('/meta/') || pathname.includes('/tables/') && method === 'GET') return { status: 200, body: '[]' }
  if (method === 'POST') return pathname.endsWith('/employees') ? { status: 201, headers: { location: `${url}/1` }, body: '' } : { status: 200, body: '' }
  if (pathname.endsWith('/employees')) return { status: 200, body: '{"data":[],"meta":{"total":0,"page":{"limit":100,"nextCursor":null,"prevCursor":null}},"_links":{}}' }
  return { status: 200, body: '{"id":"1","status":"Active"}' }
}
