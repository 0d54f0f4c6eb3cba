import { Minus, Plus } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { Button, Group, Input, NumberField as AriaNumberField } from 'react-aria-components'
import type { NumberFieldProps as AriaNumberFieldProps } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './field.module.css'
import { FieldHelp, FieldLabel } from './field-parts.tsx'
import type { FieldText } from './field-parts.tsx'

export type NumberFieldProps = Omit<AriaNumberFieldProps, 'children' | 'className' | 'style'> & FieldText & {
  placeholder?: string
  /** A word after the number, e.g. "min". For money and percent use `formatOptions`. */
  unit?: ReactNode
  hasSteppers?: boolean
  inputRef?: Ref<HTMLInputElement>
}

/** `onChange` speaks on blur, Enter and steps; an emptied field gives NaN. */
export function NumberField({ label, description, errorMessage, isLabelHidden, placeholder = '', unit, hasSteppers = true, inputRef, ...rest }: NumberFieldProps) {
  return (
    <AriaNumberField {...rest} isInvalid={rest.isInvalid ?? Boolean(errorMessage)} className={classNames(styles.field)}>
      <FieldLabel label={label} isRequired={rest.isRequired} isHidden={isLabelHidden} />
      <Group className={classNames(styles.control)}>
        <Input ref={inputRef ?? null} placeholder={placeholder} className={classNames(styles.input, hasSteppers && styles.number)} />
        {unit && <span className={styles.unit}>{unit}</span>}
        {hasSteppers && (
          <span className={styles.steppers}>
            <Button slot="decrement" className={classNames(styles.mini)}><Minus aria-hidden="true" /></Button>
            <Button slot="increment" className={classNames(styles.mini)}><Plus aria-hidden="true" /></Button>
          </span>
        )}
      </Group>
      <FieldHelp description={description} errorMessage={errorMessage} />
    </AriaNumberField>
  )
}
