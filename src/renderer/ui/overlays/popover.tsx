import type { ReactNode } from 'react'
import { Dialog, DialogTrigger, Popover as AriaPopover } from 'react-aria-components'
import type { DialogTriggerProps, PopoverProps as AriaPopoverProps } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './popover.module.css'

/** First child a Button or IconButton, second a Popover, Dialog or Sheet. */
export function OverlayTrigger(props: DialogTriggerProps) {
  return <DialogTrigger {...props} />
}

export type PopoverProps = Omit<AriaPopoverProps, 'children' | 'className' | 'style'> & {
  /** Spoken name of the small dialog. */
  label: string
  children: ReactNode | ((close: () => void) => ReactNode)
}

export function Popover({ label, children, ...rest }: PopoverProps) {
  return (
    <AriaPopover offset={4} {...rest} className={classNames(styles.popover)}>
      <Dialog aria-label={label} className={classNames(styles.dialog)}>{({ close }) => <>{typeof children === 'function' ? children(close) : children}</>}</Dialog>
    </AriaPopover>
  )
}
