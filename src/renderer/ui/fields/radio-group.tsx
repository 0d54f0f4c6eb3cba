import type { KeyboardEvent } from 'react'
import { RadioButton, RadioField, RadioGroup as AriaRadioGroup, Text } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './field.module.css'
import { FieldHelp, FieldLabel } from './field-parts.tsx'
import type { FieldText } from './field-parts.tsx'
import type { Option } from './options.tsx'

export type RadioGroupProps<Id extends string> = FieldText & {
  options: readonly Option<Id>[]
  value: Id | null
  onChange: (id: Id) => void
  direction?: 'column' | 'row'
  name?: string
  isRequired?: boolean
  isDisabled?: boolean
  /** Begins in what is chosen, else in the first. */
  autoFocus?: boolean
}

/** A figure chooses the option that is called by it, as on a scale: one key instead of some arrows. */
function chooseByFigure<Id extends string>(event: KeyboardEvent<HTMLDivElement>, options: readonly Option<Id>[], onChange: (id: Id) => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^\d$/.test(event.key)) return
  const at = options.findIndex(option => option.label.startsWith(`${event.key} `) && !option.isDisabled)
  if (at === -1) return
  event.preventDefault()
  event.stopPropagation()
  onChange(options[at]!.id)
  event.currentTarget.querySelectorAll('input')[at]?.focus()
}

export function RadioGroup<Id extends string>({ label, description, errorMessage, isLabelHidden, options, value, onChange, direction = 'column', autoFocus = false, ...rest }: RadioGroupProps<Id>) {
  const start = options.find(option => option.id === value) ?? options.find(option => !option.isDisabled)
  return (
    <AriaRadioGroup {...rest} value={value} onChange={(id) => onChange(id as Id)} isInvalid={Boolean(errorMessage)} className={classNames(styles.field, styles[direction])}>
      <FieldLabel label={label} isRequired={rest.isRequired} isHidden={isLabelHidden} />
      {/* What is asked is read before one answers. */}
      {description && <Text slot="description" className={classNames(styles.description)}>{description}</Text>}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the group around it takes the focus in its options */}
      <div className={styles.radios} onKeyDown={event => { if (!rest.isDisabled) chooseByFigure(event, options, onChange) }}>
        {options.map((option) => (
          <RadioField key={option.id} value={option.id} autoFocus={autoFocus && option === start} isDisabled={option.isDisabled ?? false} className={classNames(styles.radio)}>
            <RadioButton className={classNames(styles.toggle)}>
              <span className={classNames(styles.box, styles.round)} aria-hidden="true" />
              {option.label}
            </RadioButton>
            {option.description && <div className={styles.under}><Text slot="description" className={classNames(styles.description)}>{option.description}</Text></div>}
          </RadioField>
        ))}
      </div>
      <FieldHelp errorMessage={errorMessage} />
    </AriaRadioGroup>
  )
}
