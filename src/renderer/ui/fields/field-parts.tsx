import type { ReactNode } from 'react'
import { FieldError, Label, Text, VisuallyHidden } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './field.module.css'

/** What every field says around its control. An `errorMessage` alone makes the field invalid. */
export type FieldText = {
  label: string
  description?: ReactNode
  errorMessage?: string | undefined
  /** The label is spoken but not shown, e.g. in a toolbar. */
  isLabelHidden?: boolean
}

export function FieldLabel({ label, isRequired, isHidden }: { label: string; isRequired?: boolean | undefined; isHidden?: boolean | undefined }) {
  if (isHidden) return <VisuallyHidden elementType="span"><Label>{label}</Label></VisuallyHidden>
  return (
    <Label className={classNames(styles.label)}>
      {label}
      {isRequired && <span className={styles.required} aria-hidden="true"> *</span>}
    </Label>
  )
}

export function FieldHelp({ description, errorMessage }: Pick<FieldText, 'description' | 'errorMessage'>) {
  return (
    <>
      {description && <Text slot="description" className={classNames(styles.description)}>{description}</Text>}
      {errorMessage
        ? <FieldError className={classNames(styles.error)}>{errorMessage}</FieldError>
        : <FieldError className={classNames(styles.error)} />}
    </>
  )
}
