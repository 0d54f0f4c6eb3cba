import { lookup } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'
import { AppError } from '#shared/lib/app-error'

/** Finds the addresses of a name; the system's resolver unless a test says otherwise. */
export type Resolve = (host: string) => Promise<readonly string[]>
/** `allowPrivateHosts`: names or addresses on one's own network that may be called, e.g. an on-premises system. */
export type AddressGuard = Readonly<{ allowPrivateHosts: readonly string[]; resolve?: Resolve }>

const systemResolve: Resolve = async host => (await lookup(host, { all: true, verbatim: true })).map(found => found.address)

/** All of IPv6 that is given out to the public (RFC 4291 §2.4, IANA); `::127.0.0.1` of old lies outside. */
const global6 = ipaddr.IPv6.parseCIDR('2000::/3')

/** Only plain public unicast is called: not loopback, private, link-local (clouds' metadata), carrier, multicast or reserved. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // `process` turns an IPv4 address dressed as IPv6 back into what it is.
  const plain = ipaddr.process(address)
  return plain.range() === 'unicast' && (plain instanceof ipaddr.IPv4 || plain.match(global6))
}

/**
 * Judges an address a person typed and pins what its name stands for, so that it cannot mean something else a moment
 * later (DNS rebinding).
 * @throws AppError `connector.address_refused`, or `connector.unreachable` when the name is unknown.
 */
export async function pinAddress(url: URL, guard: AddressGuard): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const isAllowed = guard.allowPrivateHosts.includes(host) || guard.allowPrivateHosts.includes(url.host.toLowerCase())
  if (url.username !== '' || url.password !== '') throw new AppError('connector.address_refused')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isAllowed)) throw new AppError('connector.address_refused')
  const addresses = ipaddr.isValid(host) ? [host] : await (guard.resolve ?? systemResolve)(host).catch((cause: unknown) => { throw new AppError('connector.unreachable', { cause }) })
  const [first] = addresses
  if (first === undefined) throw new AppError('connector.unreachable')
  // One private address among public ones is a trap: none of them is called.
  if (!isAllowed && !addresses.every(isPublicAddress)) throw new AppError('connector.address_refused')
  return first
}
