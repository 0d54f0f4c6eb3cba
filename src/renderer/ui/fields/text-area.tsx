import type { Ref } from 'react'
import { TextArea as AriaTextArea, TextField } from 'react-aria-components'
import type { TextFieldProps } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './field.module.css'
import { FieldHelp, FieldLabel } from './field-parts.tsx'
import type { FieldText } from './field-parts.tsx'

export type TextAreaProps = Omit<TextFieldProps, 'children' | 'className' | 'style' | 'type'> & FieldText & {
  placeholder?: string
  /** Rows at rest; it grows with the text up to half the window. */
  rows?: number
  inputRef?: Ref<HTMLTextAreaElement>
}

export function TextArea({ label, description, errorMessage, isLabelHidden, placeholder = '', rows = 3, inputRef, ...rest }: TextAreaProps) {
  return (
    <TextField {...rest} isInvalid={rest.isInvalid ?? Boolean(errorMessage)} className={classNames(styles.field)}>
      <FieldLabel label={label} isRequired={rest.isRequired} isHidden={isLabelHidden} />
      <AriaTextArea ref={inputRef ?? null} rows={rows} placeholder={placeholder} className={classNames(styles.control)} style={{ minHeight: rows * 18 + 12 }} />
      <FieldHelp description={description} errorMessage={errorMessage} />
    </TextField>
  )
}
