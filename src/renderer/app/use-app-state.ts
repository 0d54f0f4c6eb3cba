import { useSyncExternalStore } from 'react'
import type { AppSession, AppState } from './app-session.ts'

export function useAppState({ state$ }: AppSession): AppState {
  return useSyncExternalStore(notify => {
    const subscription = state$.subscribe(notify)
    return () => subscription.unsubscribe()
  }, () => state$.value)
}
