import { useEffect, type RefObject } from 'react'
import { keepFocus } from './keep-focus.ts'

/** `keepFocus` for as long as `root` is shown. The frame and every dialog have it: a screen needs none of its own. `isLost` stays the same. */
export function useKeptFocus(root: RefObject<HTMLElement | null>, isLost?: (at: Element | null) => boolean): void {
  useEffect(() => (root.current ? keepFocus(root.current, isLost) : undefined), [root, isLost])
}
