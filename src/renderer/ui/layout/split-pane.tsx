/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a separator that takes the focus is a window splitter; <hr> cannot be one. */
import { useId, useRef, useState } from 'react'
import type { CSSProperties, KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { classNames } from '../class-names.ts'
import { readStored, writeStored } from '../stored-value.ts'
import styles from './split-pane.module.css'

export type SplitPaneProps = {
  list: ReactNode
  detail: ReactNode
  /** Spoken names of the two parts. */
  listLabel: string
  detailLabel: string
  /** Below 720 px only one part is seen: the detail when this is true. */
  isDetailOpen: boolean
  /** Width of the list in px. */
  defaultSize?: number
  minSize?: number
  maxSize?: number
  /** Remembers the width on this computer. */
  storageKey?: string
}

const STEP = 16

/** The divider moves by mouse, by arrows (Shift for larger steps), Home and End. */
export function SplitPane({ list, detail, listLabel, detailLabel, isDetailOpen, defaultSize = 340, minSize = 220, maxSize = 560, storageKey }: SplitPaneProps) {
  const id = useId()
  const rootRef = useRef<HTMLDivElement>(null)
  const clamp = (width: number) => Math.round(Math.min(maxSize, Math.max(minSize, width)))
  const [size, setSize] = useState(() => clamp(Number((storageKey && readStored(storageKey)) || defaultSize) || defaultSize))
  const resize = (width: number) => {
    setSize(clamp(width))
    if (storageKey) writeStored(storageKey, String(clamp(width)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? STEP * 4 : STEP
    const next = { ArrowLeft: size - step, ArrowRight: size + step, Home: minSize, End: maxSize }[event.key]
    if (next === undefined) return
    event.preventDefault()
    resize(next)
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const root = rootRef.current
    if (root && event.currentTarget.hasPointerCapture(event.pointerId)) resize(event.clientX - root.getBoundingClientRect().left)
  }
  return (
    <div ref={rootRef} className={styles.split} data-detail={isDetailOpen} style={{ '--list': `${size}px` } as CSSProperties}>
      <section id={id} aria-label={listLabel} className={styles.list}>{list}</section>
      <div
        role="separator" tabIndex={0} aria-orientation="vertical" aria-label={`Width of ${listLabel}`} aria-controls={id}
        aria-valuenow={size} aria-valuemin={minSize} aria-valuemax={maxSize} className={classNames(styles.divider)}
        onKeyDown={onKeyDown} onPointerMove={onPointerMove} onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)} onDoubleClick={() => resize(defaultSize)}
      />
      <section aria-label={detailLabel} className={styles.detail}>{detail}</section>
    </div>
  )
}
