import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { AppError } from '#shared/lib/app-error'

/** Seals texts and bytes so that only the holder of the key reads them and nobody swaps one for another. */
export type BodyCipher = Readonly<{
  /** `name` is bound to the text: a text moved to another document does not open. */
  seal(text: string, name: string): Uint8Array
  /** @throws AppError `replica.unreadable` */
  open(sealed: Uint8Array, name: string): string
  sealBytes(bytes: Uint8Array, name: string): Uint8Array
  /** @throws AppError `replica.unreadable` */
  openBytes(sealed: Uint8Array, name: string): Uint8Array
}>

const nonceLength = 24
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** XChaCha20-Poly1305 with a random 24-byte nonce before each text. `key` is 32 bytes. */
export function createBodyCipher(key: Uint8Array): BodyCipher {
  const sealBytes = (bytes: Uint8Array, name: string): Uint8Array => {
    const nonce = crypto.getRandomValues(new Uint8Array(nonceLength))
    const sealed = xchacha20poly1305(key, nonce, encoder.encode(name)).encrypt(bytes)
    const whole = new Uint8Array(nonceLength + sealed.length)
    whole.set(nonce)
    whole.set(sealed, nonceLength)
    return whole
  }
  const openBytes = (sealed: Uint8Array, name: string): Uint8Array => {
    try {
      return xchacha20poly1305(key, sealed.subarray(0, nonceLength), encoder.encode(name)).decrypt(sealed.subarray(nonceLength))
    } catch (cause) {
      throw new AppError('replica.unreadable', { cause })
    }
  }
  return {
    sealBytes, openBytes,
    seal: (text, name) => sealBytes(encoder.encode(text), name),
    open: (sealed, name) => decoder.decode(openBytes(sealed, name)),
  }
}
