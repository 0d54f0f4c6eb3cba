import { BehaviorSubject, combineLatest, distinctUntilChanged, filter, firstValueFrom, map } from 'rxjs'
import { collectionNames } from '#shared/domain/model/collections'
import { createDeviceStore } from './files/device-store.ts'
import { FileStore } from './files/file-store.ts'
import { forgetErased } from './files/forget-erased.ts'
import { prefetchResumes } from './files/prefetch-resumes.ts'
import { createReader } from './read/reader.ts'
import type { OpenOptions, Replica, SocketLike } from './replica.ts'
import { openStored } from './store/open-stored.ts'
import { joinWindows } from './store/open-windows.ts'
import { forgetRegistry } from './store/registry.ts'
import { deleteDatabases } from './store/salvage.ts'
import { lead, type Leadership } from './sync/leader.ts'
import { listenForNetwork } from './sync/network-hints.ts'
import { OtherWindows } from './sync/other-windows.ts'
import { Outbox } from './sync/outbox.ts'
import { Refusals } from './sync/refusals.ts'
import { createSharedView } from './sync/shared-view.ts'
import { SyncClient } from './sync/sync-client.ts'
import { viewOf, waitingDocuments } from './sync/sync-view-of.ts'
import type { SyncView } from './sync-view.ts'
import { createWriteJournal, noJournal } from './write/write-journal.ts'
import { createWriter } from './write/writer.ts'

/**
 * Opens the replica of one person on this device and keeps it in step with the server. Works with no network from the
 * second time on. In a browser over IndexedDB, in Node (24 or later) in memory.
 * @throws AppError `replica.wrong_key` when the stored copy belongs to another key; it is left as it is.
 */
export async function openReplica(options: OpenOptions): Promise<Replica> {
  const { identity, server, device, token, clock = Date.now, random = Math.random } = options
  const prefix = options.name ?? `shortlist-${identity.workspaceId}-${identity.personId}`
  const isShared = options.storage === 'indexeddb'
  const isDamaged$ = new BehaviorSubject(false)
  const windows = isShared ? await joinWindows(`${prefix}~open`) : null
  const stored = await openStored({
    prefix, isShared, clock, storage: options.storage, collections: options.collections ?? collectionNames,
    ...(options.key && { key: options.key }), onUnreadable: () => isDamaged$.next(true), ...(windows && { windows }),
  }).catch(async (error: unknown) => {
    await windows?.leave()
    throw error
  })
  if (stored.inUseElsewhere) isDamaged$.next(true)
  const { stores, tables, database } = stored
  const journal = isShared ? createWriteJournal(tables.meta, prefix) : noJournal
  // Before anything is read or sent: what a killed window had begun becomes whole.
  await journal.finishOthers(stores)
  const outbox = new Outbox()
  const onError = options.onError ?? (() => {})
  // Listens before the outbox does: what must wait is held when the outbox tells of it.
  const others = isShared ? new OtherWindows({ stores, outbox, journal, onError }) : null
  const refusals = new Refusals(tables.refused)
  const files = new FileStore({
    tables, server, clock, personId: identity.personId, ...(token !== undefined && { token }),
    fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)),
  })
  await Promise.all([outbox.start([...stores.values()]), refusals.start(), files.start()])

  let isWiped = false
  let leadership: Leadership | null = null
  let stopHints = (): void => {}
  const closeParts = async (): Promise<void> => {
    leadership?.release()
    others?.close()
    stopHints()
    files.close()
    shared.close()
    await database.close()
    tables.close()
    await windows?.leave()
  }
  const removeAll = async (): Promise<void> => {
    if (isWiped) return
    isWiped = true
    shared.tellWiped()
    await closeParts()
    if (options.storage !== 'indexeddb') return
    await deleteDatabases(prefix)
    await forgetRegistry(prefix)
  }

  const client = await SyncClient.create({
    server, device, identity, stores, outbox, refusals, tables, clock, random, ...(token !== undefined && { token }),
    socket: options.socket ?? (url => new WebSocket(url) as unknown as SocketLike), wipe: removeAll, onError,
    onErased: (candidateIds, refused) => forgetErased({ stores, files, refusals }, candidateIds, refused),
  })
  const own$ = combineLatest([client.facts$, outbox.changed$, refusals.count$, files.waiting$, isDamaged$]).pipe(
    map(([facts, , refused, filesWaiting, isDamaged]) => viewOf(facts, outbox, refused, filesWaiting, isDamaged, stored.inUseElsewhere)),
  )
  const view$ = new BehaviorSubject<SyncView>(viewOf(client.facts$.value, outbox, 0, 0, isDamaged$.value, stored.inUseElsewhere))
  let theirs: SyncView | null = null
  const shared = createSharedView(prefix, isShared, message => {
    const isLeader = client.kind !== 'other-tab'
    if (message.kind === 'view' && !isLeader) {
      theirs = message.view
      view$.next({ ...theirs, damaged: theirs.damaged || isDamaged$.value, inUseElsewhere: stored.inUseElsewhere })
    }
    if (message.kind === 'ask' && isLeader) shared.tell(view$.value)
    if (message.kind === 'now' && isLeader) client.now()
    if (message.kind === 'wiped' && !isWiped) {
      isWiped = true
      void client.close().then(closeParts)
    }
  })
  own$.subscribe(view => {
    const isLeader = client.kind !== 'other-tab'
    const { waiting, waitingSinceMs, damaged, inUseElsewhere } = view
    view$.next(isLeader ? view : { ...theirs ?? view, waiting, waitingSinceMs, damaged: damaged || theirs?.damaged === true, inUseElsewhere })
    if (isLeader) shared.tell(view)
  })

  const now = (): void => (client.kind === 'other-tab' ? shared.askNow() : client.now())
  const reader = createReader(stores, outbox)
  if (options.sync !== false) {
    const startLeading = (): void => {
      others?.lead()
      client.now()
    }
    leadership = lead(
      `${prefix}~sync`, isShared, () => void journal.finishOthers(stores).catch(onError).then(startLeading), () => void client.yield().then(() => shared.askForView()),
    )
    stopHints = listenForNetwork(now)
  }
  const isLive = (): boolean => client.kind === 'live' || client.kind === 'sending'
  client.facts$.pipe(map(isLive), distinctUntilChanged(), filter(Boolean)).subscribe(() => {
    void files.sendWaiting().then(() => prefetchResumes({ identity, ...reader }, files, isLive)).catch(() => undefined)
  })

  return {
    identity, ...reader, write: createWriter(stores, outbox, clock, journal), files, device: createDeviceStore(tables.device), recovered: stored.recovered,
    sync: {
      state$: view$.asObservable(), now, panel: () => waitingDocuments(outbox, refusals),
      letGo: value => refusals.letGo(value),
      get view() { return view$.value },
      settled: async () => { await firstValueFrom(view$.pipe(filter(view => view.kind === 'live' && view.waiting === 0))) },
    },
    close: async () => {
      if (isWiped) return
      isWiped = true
      await client.close()
      await closeParts()
    },
    wipe: async () => {
      await client.close()
      await removeAll()
    },
  }
}
