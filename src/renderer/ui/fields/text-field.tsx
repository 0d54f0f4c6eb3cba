import type { ReactNode, Ref } from 'react'
import { Group, Input, TextField as AriaTextField } from 'react-aria-components'
import type { TextFieldProps as AriaTextFieldProps } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './field.module.css'
import { FieldHelp, FieldLabel } from './field-parts.tsx'
import type { FieldText } from './field-parts.tsx'

export type TextFieldProps = Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> & FieldText & {
  placeholder?: string
  /** Inside the box, before and after the text: an icon, a unit. */
  leading?: ReactNode
  trailing?: ReactNode
  inputRef?: Ref<HTMLInputElement>
}

export function TextField({ label, description, errorMessage, isLabelHidden, placeholder = '', leading, trailing, inputRef, ...rest }: TextFieldProps) {
  const hasFrame = Boolean(leading ?? trailing)
  const input = <Input ref={inputRef ?? null} placeholder={placeholder} className={classNames(hasFrame ? styles.input : styles.control)} />
  return (
    <AriaTextField {...rest} isInvalid={rest.isInvalid ?? Boolean(errorMessage)} className={classNames(styles.field)}>
      <FieldLabel label={label} isRequired={rest.isRequired} isHidden={isLabelHidden} />
      {hasFrame ? <Group className={classNames(styles.control)}>{leading}{input}{trailing}</Group> : input}
      <FieldHelp description={description} errorMessage={errorMessage} />
    </AriaTextField>
  )
}
