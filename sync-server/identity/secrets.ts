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

const common = new Set([
  'password1234', 'passwordpassword', '123456789012', '1234567890123', 'qwertyuiop12', 'qwertyuiopas', 'letmeinletmein', 'iloveyouiloveyou',
  'administrator', 'welcome12345', 'changeme1234', 'password12345', 'adminadminadmin', '111111111111', '000000000000', 'abcdefghijkl',
  'qwerty123456', 'q1w2e3r4t5y6', '1q2w3e4r5t6y', 'zaq12wsxcde3', 'recruiting123', 'shortlist1234', 'shortlistshortlist',
])

/** At least 12 characters, none of the commonest, not made of the person's own data, not one character repeated. */
export function isWeakPassword(password: string, own: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  if ([...plain].length < 12 || common.has(plain) || new Set(plain).size < 5) return true
  const words = own.flatMap(text => text.toLowerCase().split(/[\s@.]+/)).filter(word => word.length >= 3)
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), plain)
  return rest.length < 6
}
