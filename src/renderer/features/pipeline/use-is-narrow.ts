import { useSyncExternalStore } from 'react'

const query = '(max-width: 720px)'

/** True on a phone-sized window, where one stage is shown at a time. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(notify => {
    const media = globalThis.matchMedia(query)
    media.addEventListener('change', notify)
    return () => media.removeEventListener('change', notify)
  }, () => globalThis.matchMedia(query).matches)
}
