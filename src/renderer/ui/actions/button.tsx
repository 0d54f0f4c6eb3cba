import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { ButtonProps as AriaButtonProps } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { Spinner } from '../display/spinner.tsx'
import styles from './button.module.css'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'
export type ButtonSize = 'sm' | 'md'

export type ButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style'> & {
  children: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: ReactNode
  /** After the text: a <Kbd> or a chevron. */
  trailing?: ReactNode
  ref?: Ref<HTMLButtonElement>
}

/** Pending keeps the width, the focus and the label; only the icon's place turns into a spinner. */
export function Button({ children, variant = 'secondary', size = 'md', icon, trailing, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={classNames(styles.button, styles[variant], styles[size])}>
      {({ isPending }) => (
        <>
          {icon && <span className={classNames(styles.icon, isPending && styles.hidden)}>{icon}</span>}
          <span className={classNames(styles.text, isPending && styles.hidden)}>{children}</span>
          {trailing && <span className={styles.trailing}>{trailing}</span>}
          {isPending && <span className={styles.pending}><Spinner label="Working" /></span>}
        </>
      )}
    </AriaButton>
  )
}
