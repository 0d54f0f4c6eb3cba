import { v7 } from 'uuid'

/** A new UUIDv7 (RFC 9562 §5.7): made on the laptop, ordered by time, so an index grows at its end. */
export function createId(): string {
  return v7()
}

/** A short token that tells one local write from another; 12 characters, about 71 bits. Not a secret. */
export function createOperationId(): string {
  const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  let token = ''
  for (const byte of bytes) token += alphabet[byte % alphabet.length]
  return token
}
