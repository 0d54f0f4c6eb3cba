import { createElement, useEffect, useState, useSyncExternalStore, type ComponentType, type ReactNode } from 'react'

/** A component whose script comes when it is first needed. `fetch` brings it ahead of time; asking again costs nothing. */
export type Later<P extends object> = ComponentType<P> & Readonly<{ fetch: () => Promise<void> }>

/**
 * A component in a script of its own; `waiting` stands in its place until the script is here. React's `lazy` under a
 * `Suspense` waits a turn even for a script that is here already, so it shows the fallback, and then holds the screen
 * back until the fallback has stood for 300 ms. A script that cannot be fetched throws where it is drawn; drawing it
 * anew asks again.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, waiting: ReactNode = null): Later<P> {
  const listeners = new Set<() => void>()
  let here: ComponentType<P> | null = null
  let asked: Promise<void> | null = null
  const fetch = (): Promise<void> => (asked ??= load().then(component => {
    here = component
    for (const notify of listeners) notify()
  }).catch((error: unknown) => {
    asked = null
    throw error
  }))
  const now = () => here
  const subscribe = (notify: () => void) => {
    listeners.add(notify)
    return () => { listeners.delete(notify) }
  }
  function Place(props: P) {
    const [failure, setFailure] = useState<Readonly<{ error: unknown }> | null>(null)
    const Here = useSyncExternalStore(subscribe, now, now)
    useEffect(() => { fetch().catch((error: unknown) => setFailure({ error })) }, [])
    if (failure) throw failure.error
    return Here ? createElement(Here, props) : waiting
  }
  return Object.assign(Place, { fetch })
}
