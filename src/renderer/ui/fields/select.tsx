import { ChevronsUpDown } from 'lucide-react'
import { Button, Select as AriaSelect, SelectValue } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './field.module.css'
import { FieldHelp, FieldLabel } from './field-parts.tsx'
import type { FieldText } from './field-parts.tsx'
import { OptionList } from './options.tsx'
import type { Option } from './options.tsx'

export type SelectProps<Id extends string> = FieldText & {
  options: readonly Option<Id>[]
  value: Id | null
  onChange: (id: Id) => void
  placeholder?: string
  name?: string
  id?: string
  isRequired?: boolean
  isDisabled?: boolean
  autoFocus?: boolean
  onBlur?: () => void
}

/** One of a short, known list. More than about a dozen: ComboBox. */
export function Select<Id extends string>({ label, description, errorMessage, isLabelHidden, options, value, onChange, placeholder = 'Choose', onBlur, ...rest }: SelectProps<Id>) {
  return (
    <AriaSelect
      {...rest}
      {...(onBlur ? { onBlur } : {})}
      placeholder={placeholder}
      value={value}
      onChange={(id) => { if (id !== null) onChange(id as Id) }}
      isInvalid={Boolean(errorMessage)}
      className={classNames(styles.field)}
    >
      <FieldLabel label={label} isRequired={rest.isRequired} isHidden={isLabelHidden} />
      <Button className={classNames(styles.control)}>
        <SelectValue className={classNames(styles.value)}>
          {({ defaultChildren, isPlaceholder }) => (isPlaceholder ? defaultChildren : options.find((option) => option.id === value)?.label)}
        </SelectValue>
        <ChevronsUpDown aria-hidden="true" className={styles.chevron} />
      </Button>
      <FieldHelp description={description} errorMessage={errorMessage} />
      <OptionList options={options} emptyText="Nothing to choose from." />
    </AriaSelect>
  )
}
