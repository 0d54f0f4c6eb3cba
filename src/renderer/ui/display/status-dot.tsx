import { VisuallyHidden } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './status-dot.module.css'

export type StatusDotProps = {
  status: 'idle' | 'ok' | 'working' | 'warn' | 'bad'
  /** Says what the colour says; `null` where the control around it does. */
  label: string | null
  isLabelShown?: boolean
}

/** Shapes differ too (ring, disc, square), for eyes that do not part the colours. */
export function StatusDot({ status, label, isLabelShown = false }: StatusDotProps) {
  return (
    <span className={styles.status}>
      <span className={classNames(styles.dot, styles[status])} aria-hidden="true" />
      {label !== null && (isLabelShown ? <span>{label}</span> : <VisuallyHidden elementType="span">{label}</VisuallyHidden>)}
    </span>
  )
}
