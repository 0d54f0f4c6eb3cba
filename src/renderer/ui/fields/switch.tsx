import type { ReactNode } from 'react'
import { SwitchButton, SwitchField } from 'react-aria-components'
import type { SwitchFieldProps } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './field.module.css'
import { FieldHelp } from './field-parts.tsx'
import type { FieldText } from './field-parts.tsx'

export type SwitchProps = Omit<SwitchFieldProps, 'children' | 'className' | 'style'> & Pick<FieldText, 'description' | 'errorMessage'> & { children: ReactNode }

/** Takes effect at once. Something to be saved later: Checkbox. */
export function Switch({ children, description, errorMessage, ...rest }: SwitchProps) {
  return (
    <SwitchField {...rest} isInvalid={rest.isInvalid ?? Boolean(errorMessage)} className={classNames(styles.field)}>
      <SwitchButton className={classNames(styles.toggle)}>
        <span className={styles.track} aria-hidden="true"><span className={styles.thumb} /></span>
        {children}
      </SwitchButton>
      <div className={styles.underSwitch}><FieldHelp description={description} errorMessage={errorMessage} /></div>
    </SwitchField>
  )
}
