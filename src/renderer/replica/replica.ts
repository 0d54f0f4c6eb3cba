import type { Observable } from 'rxjs'
import type { Change } from '#shared/domain/commands/change'
import type { CandidateFile } from '#shared/domain/model/candidate'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import type { SyncView, WaitingDocument } from './sync-view.ts'

/** What commands make and the replica writes; the domain declares it. */
export type { Change }

/** Whose replica it is; known from signing in and remembered for starting with no network. */
export type ReplicaIdentity = Readonly<{ workspaceId: string; personId: string }>

/** The part of a WebSocket that the sync client uses. */
export type SocketLike = {
  readonly readyState: number
  readonly bufferedAmount?: number
  send(data: string): void
  close(code?: number, reason?: string): void
  onopen: ((event: never) => void) | null
  onmessage: ((event: never) => void) | null
  onclose: ((event: never) => void) | null
  onerror: ((event: never) => void) | null
}

export type OpenOptions = Readonly<{
  /** Origin of the sync server, such as `http://127.0.0.1:4600`. */
  server: string
  /** Session token; absent in the web companion, where the cookie is sent instead. */
  token?: string
  storage: 'indexeddb' | 'memory'
  /** How this device is named to colleagues, such as "Mara's laptop · Chromium on Linux". */
  device: string
  identity: ReplicaIdentity
  /** Prefix of the database name; made from the identity when absent. */
  name?: string
  /** 32 bytes: encrypts every field that is not indexed, and every file. */
  key?: Uint8Array
  /** Opens and syncs only these. All when absent; RxDB's free build opens at most 13 in one process. */
  collections?: readonly CollectionName[]
  /** `false` opens without connecting. */
  sync?: boolean
  clock?: () => number
  random?: () => number
  socket?: (url: string) => SocketLike
  fetch?: typeof globalThis.fetch
  /** For diagnosis: every failure that sync met, before it is put in plain words. May hold no personal data when shown. */
  onError?: (error: unknown) => void
}>

type Scalar = string | number | boolean | null
/** Conditions on one field: a value means equality. */
export type Condition<V> = V | Readonly<{
  $eq?: V; $ne?: V; $gt?: V; $gte?: V; $lt?: V; $lte?: V; $in?: readonly V[]; $nin?: readonly V[]; $exists?: boolean
  $elemMatch?: Readonly<Record<string, unknown>> | Readonly<{ $eq: unknown }>
}>
/** Mango conditions over a document's fields; a dotted path reaches into a field. */
export type Where<D> = Readonly<{ [K in keyof D]?: D[K] extends Scalar ? Condition<D[K]> : Condition<D[K]> | Condition<Scalar> }>
  & Readonly<{ $or?: readonly Where<D>[]; $and?: readonly Where<D>[] }>

/**
 * What to read. Sorting is ascending only (a descending sort would read everything; use a field such as
 * `newestFirst`). Fast where `where` and `sort` follow an index of `replica-schema.ts`.
 */
export type ReplicaQuery<C extends CollectionName> = Readonly<{
  where?: Where<Documents[C]>
  sort?: readonly (keyof Documents[C] & string)[]
  limit?: number
}>

/** A write that is on disk. */
export type Written = Readonly<{
  /** The changed documents, in the order of the changes. */
  ids: readonly string[]
  /** Writes the inverse as a new change: only where a value is still what this write set. Timeline lines stay. */
  undo(): Promise<Written>
}>

/** A document that came, changed or (`null`) went. */
export type DocumentChange<C extends CollectionName> = Readonly<{ id: string; document: Documents[C] | null }>

/** Sync as the person sees and steers it. */
export type ReplicaSync = Readonly<{
  /** The state now, and each that follows. */
  state$: Observable<SyncView>
  /** The state at this moment. */
  readonly view: SyncView
  /** What waits to be sent, oldest first. */
  panel(): Promise<readonly WaitingDocument[]>
  /** Forgets a value that the server did not take; the person has seen it. */
  letGo(value: Pick<WaitingDocument, 'collection' | 'id' | 'operation'>): Promise<void>
  /** Tries again now. */
  now(): void
  /** Resolves once everything local is acknowledged and the replica is live. */
  settled(): Promise<void>
}>

/** Files by content, kept beside the documents. */
export type ReplicaFiles = Readonly<{
  /** Keeps a file on this device and sends it in the background; the answer goes into a candidate's `files`. */
  put(blob: Blob, name: string, kind?: CandidateFile['kind']): Promise<CandidateFile>
  /** The file, from this device or the server; `null` when neither has it now. */
  open(sha256: string): Promise<Blob | null>
  has(sha256: string): Promise<boolean>
  /** How many files wait to be sent. */
  waiting$: Observable<number>
}>

/** Small values that stay on this device: drafts of imports, the state of screens. */
export type DeviceStore = Readonly<{
  get<T>(key: string): Promise<T | undefined>
  /** `undefined` removes. Values are structured-cloneable. */
  set(key: string, value: unknown): Promise<void>
  keys(prefix?: string): Promise<readonly string[]>
  watch<T>(key: string): Observable<T | undefined>
}>

/** A laptop's replica of what its person may see. Reads never touch the network. */
export type Replica = Readonly<{
  identity: ReplicaIdentity
  get<C extends CollectionName>(collection: C, id: string): Promise<Documents[C] | null>
  getMany<C extends CollectionName>(collection: C, ids: readonly string[]): Promise<ReadonlyMap<string, Documents[C]>>
  find<C extends CollectionName>(collection: C, query: ReplicaQuery<C>): Promise<readonly Documents[C][]>
  /** Emits now and after each change, local or from a colleague. */
  watch<C extends CollectionName>(collection: C, query: ReplicaQuery<C>): Observable<readonly Documents[C][]>
  /** Those of some documents that are here, read anew when one of them changes or arrives. */
  watchMany<C extends CollectionName>(collection: C, ids: ReadonlySet<string>): Observable<ReadonlyMap<string, Documents[C]>>
  watchOne<C extends CollectionName>(collection: C, id: string): Observable<Documents[C] | null>
  /** Batches of what changed from now on, for search indexes and counters. */
  changes<C extends CollectionName>(collection: C): Observable<readonly DocumentChange<C>[]>
  /** Reads everything in order of id, a page at a time. */
  all<C extends CollectionName>(collection: C, pageSize?: number): AsyncIterable<readonly Documents[C][]>
  /** Which of these have changes that the server has not acknowledged. Emits now and after each change. */
  watchPending(collection: CollectionName): Observable<ReadonlySet<string>>
  /**
   * Writes on this device and resolves when it is on disk; sending follows by itself.
   * @throws AppError `replica.disk_full`, `replica.write_failed`, `replica.exists`, `replica.missing`: nothing was written.
   */
  write(changes: readonly Change[]): Promise<Written>
  sync: ReplicaSync
  files: ReplicaFiles
  device: DeviceStore
  /** Plain words when a damaged replica was set aside and rebuilt at opening; `null` otherwise. */
  recovered: string | null
  close(): Promise<void>
  /** Removes every database, file and setting of this replica from the device. */
  wipe(): Promise<void>
}>
