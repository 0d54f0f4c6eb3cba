import type { ReactNode } from 'react'
import { Separator, Toolbar as AriaToolbar } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './toolbar.module.css'

/** One Tab stop; arrows move between the controls. Not for text boxes: put those beside it. */
export function Toolbar({ label, children }: { label: string; children: ReactNode }) {
  return <AriaToolbar aria-label={label} className={classNames(styles.toolbar)}>{children}</AriaToolbar>
}

export function ToolbarDivider() {
  return <Separator orientation="vertical" className={classNames(styles.divider)} />
}
