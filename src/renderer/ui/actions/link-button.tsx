import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { ButtonProps as AriaButtonProps } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './button.module.css'

export type LinkButtonProps = Omit<AriaButtonProps, 'children' | 'className' | 'style'> & { children: ReactNode; ref?: Ref<HTMLButtonElement> }

/** Looks like a link, acts like a button: for actions inside a sentence. */
export function LinkButton({ children, ...rest }: LinkButtonProps) {
  return <AriaButton {...rest} className={classNames(styles.link)}>{children}</AriaButton>
}
