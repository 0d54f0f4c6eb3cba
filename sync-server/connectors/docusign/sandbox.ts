import type { HttpRequest, RawReply } from '../kit/http.ts'
import { authHost, type Config } from './config.ts'

/** DocuSign as rehearsals see it: one account in which nothing was sent before. */
export function sandbox({ method, url }: HttpRequest & Readonly<{ url: string }>, config: Config): RawReply {
  const { pathname } = new URL(url)
  if (pathname === '/oauth/token') return { status: 200, body: '{"access_token":"sandbox","expires_in":3600}' }
  if (pathname === '/oauth/userinfo') return { status: 200, body: JSON.stringify({ accounts: [{ account_id: 'sandbox', is_default: true, base_uri: `https://${authHost(config)}` }] }) }
  if (method === 'POST') return { status: 201, body: '{"envelopeId":"00000000-0000-4000-8000-000000000000","status":"sent"}' }
  if (method === 'PUT') return { status: 200, body: '{}' }
  return { status: 200, body: pathname.endsWith('/envelopes') ? '{"envelopes":[]}' : '{"envelopeId":"00000000-0000-4000-8000-000000000000","status":"sent"}' }
}
