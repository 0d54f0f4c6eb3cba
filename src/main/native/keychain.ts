import type { SafeStorage } from 'electron'
import { z } from 'zod'
import { readSettingsFile, writeSettingsFile } from './settings-file.ts'

type Port = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> & Partial<Pick<SafeStorage, 'getSelectedStorageBackend'>>
type Found = { kind: 'found'; value: string } | { kind: 'absent' } | { kind: 'unavailable' }

/** Base64 of what `safeStorage` encrypted, by server origin and name. */
const fileSchema = z.record(z.string(), z.string())

/**
 * Secrets under the operating system's key (Keychain, DPAPI, libsecret/kwallet). Where there is none, nothing is
 * written: Chromium's own fallback, `basic_text`, encrypts with a password that everybody knows.
 */
export class Keychain {
  readonly #port: Port
  readonly #path: string

  constructor(port: Port, path: string) {
    this.#port = port
    this.#path = path
  }

  read(origin: string, name: string): Found {
    if (!this.#isAvailable()) return { kind: 'unavailable' }
    const kept = this.#file()[entry(origin, name)]
    if (kept === undefined) return { kind: 'absent' }
    try {
      return { kind: 'found', value: this.#port.decryptString(Buffer.from(kept, 'base64')) }
    } catch {
      // The system's key changed (a restored profile): the secret is gone, the person signs in again.
      return { kind: 'absent' }
    }
  }

  write(origin: string, name: string, value: string): { kind: 'done' } | { kind: 'unavailable' } {
    if (!this.#isAvailable()) return { kind: 'unavailable' }
    writeSettingsFile(this.#path, { ...this.#file(), [entry(origin, name)]: this.#port.encryptString(value).toString('base64') })
    return { kind: 'done' }
  }

  delete(origin: string, name: string): { kind: 'done' } {
    const { [entry(origin, name)]: gone, ...rest } = this.#file()
    if (gone !== undefined) writeSettingsFile(this.#path, rest)
    return { kind: 'done' }
  }

  #file(): Record<string, string> {
    return readSettingsFile(this.#path, fileSchema) ?? {}
  }

  #isAvailable(): boolean {
    return this.#port.isEncryptionAvailable() && !['basic_text', 'unknown'].includes(this.#backend())
  }

  #backend(): string {
    // Linux only; elsewhere the system's own store is meant.
    return process.platform === 'linux' ? this.#port.getSelectedStorageBackend?.() ?? 'system' : 'system'
  }
}

const entry = (origin: string, name: string): string => `${origin} ${name}`
