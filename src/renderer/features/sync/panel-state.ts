import { useSyncExternalStore } from 'react'
import { BehaviorSubject } from 'rxjs'

const isOpen$ = new BehaviorSubject(false)

/** Opens or closes the panel, from wherever: the sidebar, the palette, the tray. */
export function showSyncPanel(isOpen: boolean): void {
  isOpen$.next(isOpen)
}

export function useIsPanelOpen(): boolean {
  return useSyncExternalStore(notify => {
    const subscription = isOpen$.subscribe(notify)
    return () => subscription.unsubscribe()
  }, () => isOpen$.value)
}
