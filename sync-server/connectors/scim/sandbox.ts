import type { HttpRequest, RawReply } from '../kit/http.ts'

/** A directory as rehearsals see it: it can do everything, knows every group and nobody. */
export function sandbox({ method, url }: HttpRequest & Readonly<{ url: string }>): RawReply {
  const { pathname, searchParams } = new URL(url)
  if (pathname.endsWith('/ServiceProviderConfig')) return { status: 200, body: '{"patch":{"supported":true},"filter":{"supported":true},"etag":{"supported":true}}' }
  if (pathname.endsWith('/Schemas')) return { status: 404, body: '' }
  const named = /^displayName eq (".*")$/.exec(searchParams.get('filter') ?? '')?.[1]
  if (named !== undefined) return { status: 200, body: `{"totalResults":1,"Resources":[{"id":"sandbox-group","displayName":${named}}]}` }
  if (method === 'GET' && searchParams.has('filter')) return { status: 200, body: '{"totalResults":0,"Resources":[]}' }
  if (pathname.includes('/Groups/')) return { status: 200, body: '{"id":"sandbox-group","displayName":"A group"}' }
  return { status: method === 'POST' ? 201 : 200, body: '{"id":"sandbox-1","active":true}' }
}
