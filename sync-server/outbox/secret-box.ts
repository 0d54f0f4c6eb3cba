import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { AppError } from '#shared/lib/app-error'

/** Keeps connections' secrets unreadable without the server's key. */
export type SecretBox = Readonly<{ seal(owner: string, value: Readonly<Record<string, unknown>>): string; open(owner: string, sealed: string): Record<string, unknown> }>

const nonceBytes = 24

/**
 * XChaCha20-Poly1305; the connection's id is bound in, so that one connection's secrets cannot be put into another.
 * @param readKey gives 32 bytes; asked for when a first connection needs it, so that a server without any needs no key.
 */
export function createSecretBox(readKey: () => Uint8Array): SecretBox {
  let known: Uint8Array | null = null
  const keyOnce = (): Uint8Array => known ??= readKey()
  return {
    seal: (owner, value) => {
      const nonce = randomBytes(nonceBytes)
      const sealed = xchacha20poly1305(keyOnce(), nonce, Buffer.from(owner)).encrypt(Buffer.from(JSON.stringify(value)))
      return `v1.${Buffer.concat([nonce, sealed]).toString('base64url')}`
    },
    open: (owner, sealed) => {
      const key = keyOnce()
      const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url')
      try {
        const plain = xchacha20poly1305(key, bytes.subarray(0, nonceBytes), Buffer.from(owner)).decrypt(bytes.subarray(nonceBytes))
        return JSON.parse(Buffer.from(plain).toString('utf8')) as Record<string, unknown>
      } catch (cause) {
        throw new AppError('connector.secrets_unreadable', { cause })
      }
    },
  }
}

/**
 * The server's key: `SHORTLIST_SECRETS_KEY` (32 bytes as base64 or 64 hex digits), else a file of the data folder that
 * only its owner can read, made at the first start. Neither is in a backup: after a restore on another machine bring
 * the key along, or enter the connections' keys again.
 */
export function readSecretsKey(fromEnvironment: string | null, dataFolder: string): Uint8Array {
  if (fromEnvironment !== null) return parseKey(fromEnvironment)
  const file = join(dataFolder, 'secrets.key')
  mkdirSync(dataFolder, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  }
  chmodSync(file, 0o600)
  return parseKey(readFileSync(file, 'utf8').trim())
}

function parseKey(text: string): Uint8Array {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (key.length !== 32) throw new AppError('server.bad_arguments', { facts: { hint: 'the secrets key must be 32 bytes, as base64 or 64 hex digits' } })
  return key
}
