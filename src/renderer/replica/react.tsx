import { createContext, useCallback, useContext, useMemo, useState, useSyncExternalStore } from 'react'
import type { DependencyList, ReactNode } from 'react'
import type { Observable } from 'rxjs'
import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Person } from '#shared/domain/model/person'
import type { Stamp } from '#shared/domain/commands/change'
import { judgeWrite } from '#shared/domain/access/write-rules'
import { createId } from '#shared/lib/ids'
import { watchDirectory, type Directory } from './directory.ts'
import { createLiveStore, type LastValues, type Live } from './live-store.ts'
import type { Replica } from './replica.ts'
import { sayCode } from './say-problem.ts'
import type { SyncView } from './sync-view.ts'

export type { Directory } from './directory.ts'
export type { Live } from './live-store.ts'

const ReplicaContext = createContext<Readonly<{ replica: Replica; last: LastValues }> | null>(null)
const DirectoryContext = createContext<Directory | null>(null)

/** Opens the replica to everything below. `waiting` is shown until the person's own record has arrived. */
export function ReplicaProvider({ replica, waiting, children }: { replica: Replica; waiting: ReactNode; children: ReactNode }) {
  const [last] = useState<LastValues>(() => new Map())
  const value = useMemo(() => ({ replica, last }), [replica, last])
  return <ReplicaContext value={value}><WithDirectory waiting={waiting}>{children}</WithDirectory></ReplicaContext>
}

function WithDirectory({ waiting, children }: { waiting: ReactNode; children: ReactNode }) {
  const replica = useReplica()
  const directory = useLive(() => watchDirectory(replica), [replica])
  if (directory.kind !== 'ready' || directory.value === null) return waiting
  return <DirectoryContext value={directory.value}>{children}</DirectoryContext>
}

function useReplicaContext() {
  const context = useContext(ReplicaContext)
  if (!context) throw new Error('used outside of ReplicaProvider')
  return context
}

export function useReplica(): Replica {
  return useReplicaContext().replica
}

/**
 * Follows a query of the replica: `useLive(() => replica.watch('jobs', {}), [replica])`. `deps` work as in useMemo.
 * With a `key` the last value is shown at once when the same query is asked again.
 */
export function useLive<T>(observe: () => Observable<T>, deps: DependencyList, key?: string): Live<T> {
  const { last } = useReplicaContext()
  // oxlint-disable-next-line react/exhaustive-deps -- the caller's list decides, as the doc says
  const store = useMemo(() => createLiveStore(observe(), last, key), [...deps, key, last])
  return useSyncExternalStore(store.subscribe, store.get)
}

/** People, jobs, settings and what I may do: small, always here, live. */
export function useDirectory(): Directory {
  const directory = useContext(DirectoryContext)
  if (!directory) throw new Error('used outside of ReplicaProvider')
  return directory
}

export function useMe(): Person {
  return useDirectory().me
}

/** A change one thinks of offering. Leave `before` out for a new document, `after` for a deletion. */
export type Wish = Readonly<{ collection: CollectionName; before?: object; after?: object; fields?: readonly string[] }>
export type MayAnswer = Readonly<{ kind: 'allowed' } | { kind: 'refused'; code: string; say: string }>
export type May = (wish: Wish) => MayAnswer

/** Would the server take this change from me? Ask before offering it; `say` is the sentence for why not. */
export function useMay(): May {
  const { actor } = useDirectory()
  return useCallback(({ collection, before, after, fields = [] }) => {
    const verdict = judgeWrite(actor, { collection, before: (before as Content | undefined) ?? null, after: (after as Content | undefined) ?? null, fields })
    return verdict.kind === 'allowed' ? verdict : { ...verdict, say: sayCode(verdict.code) }
  }, [actor])
}

/** Makes the stamp of a command at the moment of acting: who, when, new ids. */
export function useStamp(): () => Stamp {
  const { id } = useMe()
  return useCallback(() => ({ actorId: id, nowMs: Date.now(), createId }), [id])
}

export function useSyncView(): SyncView {
  const { sync } = useReplica()
  const live = useLive(() => sync.state$, [sync])
  return live.kind === 'ready' ? live.value : sync.view
}
