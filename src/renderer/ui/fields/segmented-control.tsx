import type { ReactNode } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './segmented-control.module.css'

export type Segment<Id extends string = string> = { id: Id; label: string; icon?: ReactNode; isLabelHidden?: boolean }

export type SegmentedControlProps<Id extends string> = { label: string; options: readonly Segment<Id>[]; value: Id; onChange: (id: Id) => void; isDisabled?: boolean }

/** One of two to four views of the same thing. */
export function SegmentedControl<Id extends string>({ label, options, value, onChange, isDisabled = false }: SegmentedControlProps<Id>) {
  return (
    <ToggleButtonGroup aria-label={label} selectionMode="single" disallowEmptySelection selectedKeys={[value]} isDisabled={isDisabled} className={classNames(styles.group)} onSelectionChange={(keys) => { for (const key of keys) onChange(key as Id) }}>
      {options.map(({ id, label: text, icon, isLabelHidden }) => (
        <ToggleButton key={id} id={id} aria-label={text} className={classNames(styles.segment)}>{icon}{!isLabelHidden && text}</ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
