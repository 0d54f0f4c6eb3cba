import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Disclosure as AriaDisclosure, DisclosurePanel, Heading } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './disclosure.module.css'

export type DisclosureProps = {
  title: ReactNode
  children: ReactNode
  /** On the right of the title: a count, a badge. */
  trailing?: ReactNode
  level?: 2 | 3 | 4
  isExpanded?: boolean
  isInitiallyExpanded?: boolean
  onExpandedChange?: (isExpanded: boolean) => void
}

export function Disclosure({ title, children, trailing, level = 3, isExpanded, isInitiallyExpanded = false, onExpandedChange }: DisclosureProps) {
  const control = { ...(isExpanded === undefined ? { defaultExpanded: isInitiallyExpanded } : { isExpanded }), ...(onExpandedChange ? { onExpandedChange } : {}) }
  return (
    <AriaDisclosure {...control} className={classNames(styles.disclosure)}>
      <Heading level={level} className={classNames(styles.heading)}>
        <Button slot="trigger" className={classNames(styles.trigger)}><ChevronRight className={styles.chevron} aria-hidden="true" /><span className={styles.title}>{title}</span>{trailing}</Button>
      </Heading>
      <DisclosurePanel className={classNames(styles.panel)}>{children}</DisclosurePanel>
    </AriaDisclosure>
  )
}
