import type { Observable, Subscription } from 'rxjs'
import { errorCode } from '#shared/lib/app-error'

/** A value that follows the replica. */
export type Live<T> = Readonly<{ kind: 'loading' } | { kind: 'ready'; value: T } | { kind: 'failed'; code: string }>

const loading = { kind: 'loading' } as const
/** The most last values that are kept for screens one comes back to. */
const mostKept = 60

/** The last value of each query, so that a screen one returns to does not flicker through "loading". */
export type LastValues = Map<string, unknown>

function keep(last: LastValues, key: string, value: unknown): void {
  last.delete(key)
  last.set(key, value)
  if (last.size > mostKept) last.delete(last.keys().next().value!)
}

/** An observable as an external store of React: subscribed while somebody looks. */
export function createLiveStore<T>(source: Observable<T>, last: LastValues, key: string | undefined) {
  let now: Live<T> = key !== undefined && last.has(key) ? { kind: 'ready', value: last.get(key) as T } : loading
  let listeners = 0
  let subscription: Subscription | null = null
  return {
    get: () => now,
    subscribe(notify: () => void): () => void {
      listeners++
      const own = source.subscribe({
        next: value => {
          if (key !== undefined) keep(last, key, value)
          now = { kind: 'ready', value }
          notify()
        },
        error: (error: unknown) => {
          now = { kind: 'failed', code: errorCode(error) }
          notify()
        },
      })
      subscription ??= own
      return () => {
        listeners--
        own.unsubscribe()
        if (listeners === 0) subscription = null
      }
    },
  }
}
