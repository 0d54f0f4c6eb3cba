import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './options.module.css'

/** One choice in a Select or ComboBox. */
export type Option<Id extends string = string> = { id: Id; label: string; description?: string | undefined; icon?: ReactNode; isDisabled?: boolean }

export function OptionList({ options, emptyText }: { options?: readonly Option[]; emptyText: string }) {
  const children = (option: Option) => (
    <ListBoxItem id={option.id} textValue={option.label} isDisabled={option.isDisabled ?? false} className={classNames(styles.option)}>
      {({ isSelected }) => (
        <>
          {option.icon && <span className={styles.icon}>{option.icon}</span>}
          <span className={styles.words}>
            <span className={styles.label}>{option.label}</span>
            {option.description && <span className={styles.description}>{option.description}</span>}
          </span>
          {isSelected && <Check className={styles.check} aria-hidden="true" />}
        </>
      )}
    </ListBoxItem>
  )
  return (
    <Popover offset={4} className={classNames(styles.popover)}>
      <ListBox<Option> {...(options ? { items: options } : {})} className={classNames(styles.list)} renderEmptyState={() => <p className={styles.empty}>{emptyText}</p>}>
        {children}
      </ListBox>
    </Popover>
  )
}
