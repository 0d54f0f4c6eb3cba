import { hash, verify } from '@node-rs/argon2'
import { createHash, randomBytes } from 'node:crypto'

/** OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane. */
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), argon2id)
}

let standIn: Promise<string> | null = null

/** True when the password fits. Takes as long for somebody who does not exist. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  standIn ??= hashPassword(randomBytes(16).toString('hex'))
  const fits = await verify(stored ?? await standIn, password.normalize('NFKC'))
  return fits && stored !== null
}

/** A new secret of 256 bits, for a session or an invitation. */
export function createToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Only this is kept: a stolen database opens no session. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
