import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { CheckboxButton, CheckboxField } from 'react-aria-components'
import type { CheckboxFieldProps } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './field.module.css'
import { FieldHelp } from './field-parts.tsx'
import type { FieldText } from './field-parts.tsx'

export type CheckboxProps = Omit<CheckboxFieldProps, 'children' | 'className' | 'style'> & Pick<FieldText, 'description' | 'errorMessage'> & { children: ReactNode }

export function Checkbox({ children, description, errorMessage, ...rest }: CheckboxProps) {
  return (
    <CheckboxField {...rest} isInvalid={rest.isInvalid ?? Boolean(errorMessage)} className={classNames(styles.field)}>
      <CheckboxButton className={classNames(styles.toggle)}>
        {({ isSelected, isIndeterminate }) => (
          <>
            <span className={styles.box} aria-hidden="true">{isIndeterminate ? <Minus /> : isSelected && <Check />}</span>
            {children}
          </>
        )}
      </CheckboxButton>
      <div className={styles.under}><FieldHelp description={description} errorMessage={errorMessage} /></div>
    </CheckboxField>
  )
}
