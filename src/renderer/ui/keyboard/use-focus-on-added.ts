import { useEffect, useRef, type RefObject } from 'react'
import { control } from './control.ts'

/** After a line was added by a key, the keys go to its first control. `root` holds the lines, each a `line` of this selector; call what comes back as one is added. */
export function useFocusOnAdded(root: RefObject<HTMLElement | null>, line: string): () => void {
  const isAwaited = useRef(false)
  // After every drawing: only the one that drew the new line finds it awaited.
  useEffect(() => {
    if (!isAwaited.current) return
    isAwaited.current = false
    const lines = root.current?.querySelectorAll<HTMLElement>(line)
    lines?.[lines.length - 1]?.querySelector<HTMLElement>(control)?.focus()
  })
  return () => { isAwaited.current = true }
}
