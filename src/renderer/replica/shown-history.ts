import { useSyncExternalStore } from 'react'
import { BehaviorSubject } from 'rxjs'
import type { CollectionName } from '#shared/domain/model/collections'

export type HistoryOf = Readonly<{ collection: CollectionName; id: string }>

const shown$ = new BehaviorSubject<HistoryOf | null>(null)

/** Opens the history of a record beside what one looks at; `null` closes it. */
export function showHistory(of: HistoryOf | null): void {
  shown$.next(of)
}

export function useShownHistory(): HistoryOf | null {
  return useSyncExternalStore(notify => {
    const subscription = shown$.subscribe(notify)
    return () => subscription.unsubscribe()
  }, () => shown$.value)
}
