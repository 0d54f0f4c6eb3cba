import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Header, Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import type { PopoverProps } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { Kbd } from '../display/kbd.tsx'
import options from '../fields/options.module.css'
import styles from './menu.module.css'

export type MenuAction = {
  id: string
  title: string
  run: () => void
  icon?: ReactNode
  /** Drawn on the right. Register the key itself with useShortcuts. */
  shortcut?: string
  description?: string
  isDanger?: boolean
  isDisabled?: boolean
  /** Draws a tick: for a menu that shows a current choice. */
  isChosen?: boolean
}

export type MenuGroup = { id: string; title?: string; items: readonly MenuAction[] }

export type MenuProps = {
  /** A Button or IconButton. */
  trigger: ReactNode
  label: string
  sections: readonly MenuGroup[]
  placement?: NonNullable<PopoverProps['placement']>
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
}

export function Menu({ trigger, label, sections, placement = 'bottom start', isOpen, onOpenChange }: MenuProps) {
  const control = { ...(isOpen === undefined ? {} : { isOpen }), ...(onOpenChange ? { onOpenChange } : {}) }
  return (
    <MenuTrigger {...control}>
      {trigger}
      <Popover placement={placement} offset={4} className={classNames(options.popover, styles.popover)}>
        <AriaMenu aria-label={label} className={classNames(styles.menu)}>
          {sections.map((section) => (
            // A collection has one space of keys: a section named like one of its items would be its own child, without end.
            <MenuSection key={section.id} id={`section ${section.id}`} {...(section.title ? {} : { 'aria-label': label })} className={classNames(styles.section)}>
              {section.title && <Header className={classNames(styles.header)}>{section.title}</Header>}
              {section.items.map((item) => <Item key={item.id} item={item} />)}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

function Item({ item }: { item: MenuAction }) {
  return (
    <MenuItem id={item.id} textValue={item.title} isDisabled={item.isDisabled ?? false} onAction={item.run} className={classNames(styles.item, item.isDanger && styles.danger)}>
      {item.icon && <span className={styles.icon}>{item.icon}</span>}
      <span className={styles.words}>
        <span>{item.title}</span>
        {item.description && <span className={styles.description}>{item.description}</span>}
      </span>
      {item.isChosen && <Check className={styles.check} aria-label="chosen" />}
      {item.shortcut && <Kbd keys={item.shortcut} />}
    </MenuItem>
  )
}
