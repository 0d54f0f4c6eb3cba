/**
 * Calls back when it is worth trying at once: the machine says it is online, or the person looks at the window again.
 * Only a hint: being told "offline" changes nothing, the line itself is asked.
 */
export function listenForNetwork(tryNow: () => void): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => {}
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') tryNow()
  }
  window.addEventListener('online', tryNow)
  window.addEventListener('offline', tryNow)
  document.addEventListener('visibilitychange', onVisible)
  return () => {
    window.removeEventListener('online', tryNow)
    window.removeEventListener('offline', tryNow)
    document.removeEventListener('visibilitychange', onVisible)
  }
}
