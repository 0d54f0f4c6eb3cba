import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { ButtonProps as AriaButtonProps } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { Spinner } from '../display/spinner.tsx'
import { Tooltip } from '../overlays/tooltip.tsx'
import styles from './button.module.css'
import type { ButtonSize, ButtonVariant } from './button.tsx'

export type IconButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'aria-label'> & {
  /** Spoken, and shown as the tooltip. */
  label: string
  icon: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize
  /** Shown in the tooltip, e.g. `mod+k`. */
  shortcut?: string | undefined
  hasTooltip?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({ label, icon, variant = 'ghost', size = 'md', shortcut, hasTooltip = true, ...rest }: IconButtonProps) {
  const button = (
    <AriaButton {...rest} aria-label={label} className={classNames(styles.button, styles.iconOnly, styles[variant], styles[size])}>
      {({ isPending }) => (isPending ? <Spinner label={null} /> : icon)}
    </AriaButton>
  )
  return hasTooltip ? <Tooltip text={label} shortcut={shortcut}>{button}</Tooltip> : button
}
