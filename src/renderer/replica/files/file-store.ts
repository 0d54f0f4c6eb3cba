import { BehaviorSubject } from 'rxjs'
import type { CandidateFile } from '#shared/domain/model/candidate'
import { createId } from '#shared/lib/ids'
import type { ReplicaFiles } from '../replica.ts'
import type { LocalTables } from '../store/local-tables.ts'
import { storageError } from '../store/storage-error.ts'

type Facts = Readonly<{ mediaType: string; sizeBytes: number; waiting: boolean; keptAtMs: number }>

export type FilePorts = Readonly<{
  tables: LocalTables; server: string; token?: string; personId: string
  fetch: typeof globalThis.fetch; clock: () => number
}>

const retryMs = 30_000
/** Between choosing a file and saving the record that lists it lies a form. */
const justChosenMs = 3_600_000

const hex = (bytes: ArrayBuffer): string => [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('')
const digest = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => hex(await crypto.subtle.digest('SHA-256', bytes))

/** Files by SHA-256 on this device; new ones are sent when there is a connection, others fetched when asked for. */
export class FileStore implements ReplicaFiles {
  readonly waiting$ = new BehaviorSubject(0)
  readonly #ports: FilePorts
  #sending: Promise<void> | null = null
  #later: ReturnType<typeof setTimeout> | null = null

  constructor(ports: FilePorts) {
    this.#ports = ports
  }

  async start(): Promise<void> {
    this.waiting$.next((await this.#waiting()).length)
  }

  async put(blob: Blob, name: string, kind: CandidateFile['kind'] = 'other'): Promise<CandidateFile> {
    const bytes = new Uint8Array(await blob.arrayBuffer())
    const sha256 = await digest(bytes)
    const addedAtMs = this.#ports.clock()
    const known = await this.#facts(sha256)
    if (!known) await this.#keep(sha256, bytes, { mediaType: blob.type, sizeBytes: bytes.length, waiting: true, keptAtMs: addedAtMs })
    await this.start()
    void this.sendWaiting()
    return { id: createId(), name, mediaType: blob.type, sizeBytes: bytes.length, sha256, kind, addedAtMs, addedById: this.#ports.personId }
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.#facts(sha256)) !== undefined
  }

  async open(sha256: string): Promise<Blob | null> {
    const facts = await this.#facts(sha256)
    if (facts) return new Blob([await this.#ports.tables.fileBytes.get(sha256) as Uint8Array<ArrayBuffer>], { type: facts.mediaType })
    return this.fetchFile(sha256)
  }

  /** Fetches a file and keeps it; `null` when the server is out of reach or has it not. */
  async fetchFile(sha256: string): Promise<Blob | null> {
    const response = await this.#request('GET', sha256).catch(() => null)
    if (!response?.ok) return null
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (await digest(bytes) !== sha256) return null
    const mediaType = response.headers.get('content-type') ?? ''
    // A full disk must not keep the person from reading what has just arrived.
    await this.#keep(sha256, bytes, { mediaType, sizeBytes: bytes.length, waiting: false, keptAtMs: this.#ports.clock() }).catch(() => undefined)
    return new Blob([bytes], { type: mediaType })
  }

  /** Sends what waits, one after the other; what fails stays and is tried at the next call. */
  sendWaiting(): Promise<void> {
    this.close()
    this.#sending ??= this.#sendAll().finally(() => { this.#sending = null })
    return this.#sending
  }

  async keptBytes(): Promise<number> {
    const all = await Promise.all((await this.#ports.tables.fileFacts.keys()).map(key => this.#facts(key)))
    return all.reduce((sum, facts) => sum + (facts?.sizeBytes ?? 0), 0)
  }

  /** Deletes files that are not listed. One that was just chosen and still waits is about to be, unless it is `unwanted`. */
  async keepOnly(listed: ReadonlySet<string>, unwanted: ReadonlySet<string>): Promise<void> {
    const { tables, clock } = this.#ports
    for (const sha256 of await tables.fileFacts.keys()) {
      const facts = listed.has(sha256) ? undefined : await this.#facts(sha256)
      if (!facts || facts.waiting && !unwanted.has(sha256) && facts.keptAtMs > clock() - justChosenMs) continue
      await tables.fileBytes.delete(sha256)
      await tables.fileFacts.delete(sha256)
    }
    await this.start()
  }

  async #sendAll(): Promise<void> {
    for (const sha256 of await this.#waiting()) {
      const [facts, bytes] = await Promise.all([this.#facts(sha256), this.#ports.tables.fileBytes.get(sha256)])
      if (!facts) continue
      const response = await this.#request('PUT', sha256, bytes as Uint8Array<ArrayBuffer>, facts.mediaType).catch(() => null)
      if (!response?.ok) return this.#tryLater()
      await this.#ports.tables.fileFacts.set(sha256, { ...facts, waiting: false })
      this.waiting$.next(Math.max(0, this.waiting$.value - 1))
    }
  }

  #tryLater(): void {
    const timer = setTimeout(() => void this.sendWaiting(), retryMs)
    ;(timer as { unref?: () => void }).unref?.()
    this.#later = timer
  }

  close(): void {
    if (this.#later) clearTimeout(this.#later)
  }

  #request(method: 'GET' | 'PUT', sha256: string, body?: Uint8Array<ArrayBuffer>, mediaType?: string): Promise<Response> {
    const { server, token } = this.#ports
    return this.#ports.fetch(`${server}/api/files/${sha256}`, {
      method, credentials: 'include', signal: AbortSignal.timeout(120_000),
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': mediaType || 'application/octet-stream' }) },
      ...(body && { body }),
    })
  }

  async #keep(sha256: string, bytes: Uint8Array, facts: Facts): Promise<void> {
    try {
      await this.#ports.tables.fileBytes.set(sha256, bytes)
      await this.#ports.tables.fileFacts.set(sha256, facts)
    } catch (error) {
      throw storageError(error)
    }
  }

  async #facts(sha256: string): Promise<Facts | undefined> {
    return await this.#ports.tables.fileFacts.get(sha256) as Facts | undefined
  }

  async #waiting(): Promise<string[]> {
    const keys = await this.#ports.tables.fileFacts.keys()
    const facts = await Promise.all(keys.map(key => this.#facts(key)))
    return keys.filter((_, index) => facts[index]?.waiting === true)
  }
}
