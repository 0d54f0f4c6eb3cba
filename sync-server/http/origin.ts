import type { FastifyRequest } from 'fastify'

/** The desktop's own origin. */
export const desktopOrigin = 'app://shortlist'

/** Where this server believes to stand. */
export type Standing = Readonly<{ publicUrl: string | null; trustProxy: boolean }>

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])
const isLoopback = (address: string | undefined): boolean => address === '::1' || /^(::ffff:)?127\./.test(address ?? '')

/**
 * A name of somebody else's that was made to point at this machine (DNS rebinding): a server that only listens here is
 * reached by its loopback names, or by the address it was told.
 */
function isRebound(request: FastifyRequest, { publicUrl, trustProxy }: Standing): boolean {
  return !trustProxy && publicUrl === null && isLoopback(request.socket.localAddress) && !loopbackNames.has(request.hostname)
}

/**
 * True when a page of another site sent this request. Requests without an Origin come from programs, which hold a
 * token of their own and no cookie of ours.
 */
export function isForeign(request: FastifyRequest, standing: Standing): boolean {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (origin === desktopOrigin) return false
  if (origin === undefined) return site !== undefined && site !== 'same-origin' && site !== 'none'
  try {
    const { host } = new URL(origin)
    if (standing.publicUrl !== null && host === new URL(standing.publicUrl).host) return false
    return host !== request.host || isRebound(request, standing)
  } catch {
    return true
  }
}
