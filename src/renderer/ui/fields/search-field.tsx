import { Search, X } from 'lucide-react'
import type { Ref } from 'react'
import { Button, Group, Input, SearchField as AriaSearchField } from 'react-aria-components'
import type { SearchFieldProps as AriaSearchFieldProps } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { Kbd } from '../display/kbd.tsx'
import styles from './field.module.css'
import { FieldHelp, FieldLabel } from './field-parts.tsx'
import type { FieldText } from './field-parts.tsx'

export type SearchFieldProps = Omit<AriaSearchFieldProps, 'children' | 'className' | 'style'> & FieldText & {
  placeholder?: string
  /** Drawn while empty, e.g. `/`. Register the key with useShortcuts. */
  shortcut?: string
  inputRef?: Ref<HTMLInputElement>
}

export function SearchField({ label, description, errorMessage, isLabelHidden = true, placeholder = '', shortcut, inputRef, ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField {...rest} isInvalid={rest.isInvalid ?? Boolean(errorMessage)} className={classNames(styles.field)}>
      {({ isEmpty }) => (
        <>
          <FieldLabel label={label} isRequired={rest.isRequired} isHidden={isLabelHidden} />
          <Group className={classNames(styles.control)}>
            <Search aria-hidden="true" />
            <Input ref={inputRef ?? null} placeholder={placeholder} className={classNames(styles.input)} />
            {isEmpty && shortcut && <Kbd keys={shortcut} />}
            {!isEmpty && <Button className={classNames(styles.mini)}><X aria-hidden="true" /></Button>}
          </Group>
          <FieldHelp description={description} errorMessage={errorMessage} />
        </>
      )}
    </AriaSearchField>
  )
}
