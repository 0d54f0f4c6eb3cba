import type { HttpRequest, RawReply } from '../kit/http.ts'

const id = '0'.repeat(32)

/** An instance as rehearsals see it: no ticket is found again, every order is taken. */
export function sandbox({ method, url }: HttpRequest & Readonly<{ url: string }>): RawReply {
  const { pathname, searchParams } = new URL(url)
  const answer = (result: unknown, status = 200): RawReply => ({ status, body: JSON.stringify({ result }) })
  if (pathname.endsWith('/order_now')) return answer({ sys_id: id, number: 'REQ0000000', request_number: 'REQ0000000', request_id: id, table: 'sc_request' })
  if (pathname.includes('/servicecatalog/items/')) return answer({ sys_id: pathname.split('/').at(-1), variables: [] })
  if (method === 'POST') return answer({ sys_id: id, number: 'TASK0000000' }, 201)
  if (method === 'PATCH' || /\/[0-9a-f]{32}$/.test(pathname)) return answer({ sys_id: id, state: '1', active: 'true' })
  const query = new Map((searchParams.get('sysparm_query') ?? '').split('^').map(part => part.split('=') as [string, string]))
  return answer(query.has('request') ? [{ sys_id: id, number: 'RITM0000000', request: query.get('request'), cat_item: query.get('cat_item') }] : [])
}
