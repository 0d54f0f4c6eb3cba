export type Leadership = Readonly<{ release(): void }>

/**
 * Exactly one tab syncs. `onLead` is called when this one may; where there are no Web Locks (memory, old browsers) at
 * once. `onWait` says that another tab does it at present.
 */
export function lead(name: string, isShared: boolean, onLead: () => void, onWait: () => void): Leadership {
  const locks = globalThis.navigator?.locks as LockManager | undefined
  if (!isShared || !locks) {
    onLead()
    return { release: () => {} }
  }
  const ending = new AbortController()
  let release: () => void = () => {}
  const held = new Promise<void>(resolve => { release = resolve })
  let isLeading = false
  const mine = (): Promise<void> => {
    isLeading = true
    onLead()
    return held
  }
  locks.request(name, { ifAvailable: true }, lock => (lock ? mine() : undefined)).then(() => {
    if (isLeading || ending.signal.aborted) return
    onWait()
    return locks.request(name, { signal: ending.signal }, mine)
  }).catch(() => undefined)
  return {
    release: () => {
      ending.abort()
      release()
    },
  }
}
