import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import styles from './paper.module.css'

/**
 * Puts something on paper: `start(content)` lays it out beside the page, shown in print only, and calls `print` once it
 * stands; afterwards it is gone. Draw the returned node anywhere.
 */
export function usePaper(): Readonly<{ paper: ReactNode; start: (content: ReactNode, print: () => Promise<unknown>) => void }> {
  const [sheet, setSheet] = useState<{ content: ReactNode } | null>(null)
  const printing = useRef<(() => Promise<unknown>) | null>(null)
  const start = useCallback((content: ReactNode, print: () => Promise<unknown>) => {
    printing.current = print
    setSheet({ content })
  }, [])
  useEffect(() => {
    if (!sheet) return
    // Two frames: the first lays out, the second is after fonts and images of the layout were asked for.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => void (printing.current?.() ?? Promise.resolve()).finally(() => setSheet(null)))
    })
    return () => cancelAnimationFrame(frame)
  }, [sheet])
  const paper = sheet && createPortal(<article className={styles.paper} data-paper="" aria-hidden="true">{sheet.content}</article>, document.body)
  return { paper, start }
}
