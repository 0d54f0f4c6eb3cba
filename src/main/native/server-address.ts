import { z } from 'zod'
import { readSettingsFile, writeSettingsFile } from './settings-file.ts'

export type ParsedServer = { kind: 'accepted'; origin: string } | { kind: 'refused'; reason: 'not_an_address' | 'not_protected' }

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Takes what a person typed. Only https, or plain http on this computer: the session token travels on it. */
export function parseServerAddress(text: string): ParsedServer {
  const typed = text.trim()
  let url: URL
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`)
  } catch {
    return { kind: 'refused', reason: 'not_an_address' }
  }
  if (url.username !== '' || url.password !== '' || !['http:', 'https:'].includes(url.protocol)) return { kind: 'refused', reason: 'not_an_address' }
  if (url.protocol === 'http:' && !loopback.has(url.hostname)) return { kind: 'refused', reason: 'not_protected' }
  return { kind: 'accepted', origin: url.origin }
}

const fileSchema = z.strictObject({ origin: z.string() })

/** The one server this workstation talks to: given at launch, or chosen and remembered. */
export class ServerAddress {
  readonly #path: string
  #origin: string | null

  /** `launched` comes from `--server=` and is not remembered: the launcher's port changes. */
  constructor(path: string, launched: string | undefined) {
    this.#path = path
    const kept = launched ?? readSettingsFile(path, fileSchema)?.origin
    const parsed = kept === undefined ? null : parseServerAddress(kept)
    this.#origin = parsed?.kind === 'accepted' ? parsed.origin : null
  }

  get origin(): string | null {
    return this.#origin
  }

  use(address: string): ParsedServer {
    const parsed = parseServerAddress(address)
    if (parsed.kind === 'refused') return parsed
    this.#origin = parsed.origin
    writeSettingsFile(this.#path, { origin: parsed.origin })
    return parsed
  }
}

/** The value of `--server=…` among the program's arguments. */
export function launchedServer(argv: readonly string[]): string | undefined {
  return argv.find(argument => argument.startsWith('--server='))?.slice('--server='.length)
}
