import { ChevronDown } from 'lucide-react'
import type { Ref } from 'react'
import { Button, ComboBox as AriaComboBox, Group, Input } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './field.module.css'
import { FieldHelp, FieldLabel } from './field-parts.tsx'
import type { FieldText } from './field-parts.tsx'
import { OptionList } from './options.tsx'
import type { Option } from './options.tsx'

export type ComboBoxProps<Id extends string> = FieldText & {
  options: readonly Option<Id>[]
  value: Id | null
  /** null when the person empties the box. */
  onChange: (id: Id | null) => void
  /** Search elsewhere as the person types; then pass the found `options` back. Without it the list filters itself. */
  onSearch?: (text: string) => void
  placeholder?: string
  emptyText?: string
  name?: string
  id?: string
  isRequired?: boolean
  isDisabled?: boolean
  autoFocus?: boolean
  /** What opens the list besides the arrow keys and the button. */
  menuTrigger?: 'focus' | 'input'
  onBlur?: () => void
  inputRef?: Ref<HTMLInputElement>
}

export function ComboBox<Id extends string>({ label, description, errorMessage, isLabelHidden, options, value, onChange, onSearch, placeholder = '', emptyText = 'No match.', menuTrigger = 'focus', onBlur, inputRef, ...rest }: ComboBoxProps<Id>) {
  const source = onSearch ? { items: options, onInputChange: onSearch } : { defaultItems: options }
  return (
    <AriaComboBox<Option>
      {...rest}
      {...source}
      {...(onBlur ? { onBlur } : {})}
      allowsEmptyCollection
      menuTrigger={menuTrigger}
      value={value}
      onChange={(id) => onChange(id as Id | null)}
      isInvalid={Boolean(errorMessage)}
      className={classNames(styles.field)}
    >
      <FieldLabel label={label} isRequired={rest.isRequired} isHidden={isLabelHidden} />
      <Group className={classNames(styles.control)}>
        <Input ref={inputRef ?? null} placeholder={placeholder} className={classNames(styles.input)} />
        <Button className={classNames(styles.mini)}><ChevronDown aria-hidden="true" /></Button>
      </Group>
      <FieldHelp description={description} errorMessage={errorMessage} />
      <OptionList emptyText={emptyText} />
    </AriaComboBox>
  )
}
