const listeners = new Set<() => void>()
let waiting: ServiceWorker | null = null

/** Calls the listener when a newer page waits to be used, also when it was found before. */
export function onPageUpdate(listener: () => void): () => void {
  listeners.add(listener)
  if (waiting !== null) queueMicrotask(listener)
  return () => { listeners.delete(listener) }
}

type Container = Pick<ServiceWorkerContainer, 'register' | 'controller' | 'addEventListener'>

/**
 * Keeps the page's own files in the browser, so that it opens with no network. Call once at start, on the web only:
 * the shell has its files, and its scheme takes no service worker. Never throws: without it the page works online.
 */
export async function keepPageOffline(container: Container | undefined, base = '/app/'): Promise<void> {
  if (container === undefined) return
  try {
    const registration = await container.register(`${base}sw.js`, { scope: base, updateViaCache: 'none' })
    // The first visit installs the page itself: nothing newer to offer.
    const offer = (worker: ServiceWorker | null): void => { if (container.controller !== null) announceOnceWhole(worker) }
    registration.addEventListener('updatefound', () => offer(registration.installing))
    offer(registration.waiting)
  } catch {
    // Private windows and locked-down browsers refuse: the workstation then needs the network to open.
  }
}

/**
 * Lets the newer page take over and loads it. Only on the person's word: it removes the files of older pages, which
 * an open one may still need.
 */
export function usePageUpdate(container: Container | undefined, reload: () => void): void {
  if (waiting === null || container === undefined) return reload()
  container.addEventListener('controllerchange', () => reload(), { once: true })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window: it takes no origin
  waiting.postMessage({ type: 'SKIP_WAITING' })
}

function announceOnceWhole(worker: ServiceWorker | null): void {
  if (worker === null) return
  const look = (): void => {
    if (worker.state !== 'installed' || waiting === worker) return
    waiting = worker
    for (const listener of listeners) listener()
  }
  worker.addEventListener('statechange', look)
  look()
}
