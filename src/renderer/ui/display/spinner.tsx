import { useEffect, useState } from 'react'
import { classNames } from '../class-names.ts'
import styles from './spinner.module.css'

/** Waits shorter than this show nothing: a flash reads as slower than stillness. */
const PATIENCE_MS = 300

export type SpinnerProps = {
  /** Spoken text. Pass null when the surrounding element already says it is busy. */
  label?: string | null
  size?: 'sm' | 'md'
  delayMs?: number
}

export function Spinner({ label = 'Loading', size = 'sm', delayMs = PATIENCE_MS }: SpinnerProps) {
  const [isVisible, setVisible] = useState(delayMs === 0)
  useEffect(() => {
    if (delayMs === 0) return
    const timer = setTimeout(() => setVisible(true), delayMs)
    return () => clearTimeout(timer)
  }, [delayMs])
  const className = classNames(styles.spinner, styles[size], !isVisible && styles.waiting)
  if (label === null) return <span className={className} aria-hidden="true" />
  return <output className={className} aria-label={isVisible ? label : undefined} />
}
