import type { HttpRequest, RawReply } from '../kit/http.ts'
import type { Config } from './config.ts'

/** Whether a request is the one a template makes, whoever it is about. */
function isMadeBy(path: string | undefined, method: string | undefined, request: HttpRequest & Readonly<{ url: string }>): boolean {
  if (!path || request.method !== method) return false
  const shape = path.split(/\{\{[^}]*\}\}/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^/?&#]+')
  return new RegExp(`^/*${shape.replace(/^\/+/, '')}$`).test(request.path)
}

/** An answer that holds an id at the place the connection says. */
function holding(pointer: string, id: string): unknown {
  return pointer.split('/').slice(1).reverse().reduce<unknown>((inner, step) => ({ [step.replaceAll('~1', '/').replaceAll('~0', '~')]: inner }), id)
}

/** The system as rehearsals see it: nobody is found, everybody is taken. */
export function sandbox(request: HttpRequest & Readonly<{ url: string }>, config: Config): RawReply {
  if (request.url === config.tokenAddress) return { status: 200, body: '{"access_token":"sandbox","expires_in":300}' }
  if (isMadeBy(config.findPath, config.findMethod ?? 'GET', request)) return { status: 404, body: '' }
  return { status: 201, headers: { location: `${config.address}/sandbox-1` }, body: JSON.stringify(config.idAt.startsWith('/') ? holding(config.idAt, 'sandbox-1') : {}) }
}
