import { createHmac, timingSafeEqual } from 'node:crypto'
import { isGenuine } from './standard-webhooks.ts'
import type { RawInbound, Verdict } from './inbound.ts'

/** A message older or newer than this is a replay, or comes from a clock that cannot be trusted. */
const replayWindowMs = 5 * 60_000

export function isFresh(sentAtMs: number, nowMs: number, windowMs = replayWindowMs): boolean {
  return Math.abs(nowMs - sentAtMs) <= windowMs
}

/** What a sender wrote; null where it is no JSON, which no schema of a message takes. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Equal in time that does not depend on where they differ. */
export function isSameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}

export type HmacScheme = Readonly<{ algorithm: 'sha256' | 'sha1' | 'sha512'; encoding: 'hex' | 'base64'; /** What stands before the signature in the header, e.g. `sha256=`. */ prefix?: string }>

/** True when one of the secrets signed exactly this. Two secrets while one is rotated. */
export function isHmacOf(secrets: readonly string[], given: string | undefined, signed: string | Buffer, { algorithm, encoding, prefix = '' }: HmacScheme): boolean {
  if (given === undefined || !given.startsWith(prefix)) return false
  const bare = given.slice(prefix.length).trim()
  const shown = encoding === 'hex' ? bare.toLowerCase() : bare
  return secrets.some(secret => isSameText(shown, createHmac(algorithm, secret).update(signed).digest(encoding)))
}

/** Standard Webhooks: signature over id, time and body, five minutes, the id tells a repeat. */
export function verifyStandard(secrets: readonly string[], { headers, body }: RawInbound, nowMs: number): Verdict {
  const sentAtMs = Number(headers['webhook-timestamp']) * 1_000
  const id = headers['webhook-id']
  if (!id || id.length > 200 || !Number.isFinite(sentAtMs) || !isFresh(sentAtMs, nowMs)) return { kind: 'forged' }
  return isGenuine(secrets, headers, body) ? { kind: 'genuine', id, sentAtMs } : { kind: 'forged' }
}
