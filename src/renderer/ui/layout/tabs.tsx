import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './tabs.module.css'

export type TabItem<Id extends string = string> = { id: Id; title: string; count?: number | undefined; content: ReactNode }

export type TabsProps<Id extends string> = {
  label: string
  items: readonly TabItem<Id>[]
  /** Leave both out to let the tabs keep the choice themselves. */
  selected?: Id
  onSelect?: (id: Id) => void
}

export function Tabs<Id extends string>({ label, items, selected, onSelect }: TabsProps<Id>) {
  const control = { ...(selected === undefined ? {} : { selectedKey: selected }), ...(onSelect ? { onSelectionChange: (id: string | number) => onSelect(id as Id) } : {}) }
  return (
    <AriaTabs {...control} className={classNames(styles.tabs)}>
      <TabList aria-label={label} className={classNames(styles.list)}>
        {items.map(({ id, title, count }) => (
          <Tab key={id} id={id} className={classNames(styles.tab)}>{title}{count !== undefined && <span className={styles.count}>{count}</span>}</Tab>
        ))}
      </TabList>
      {items.map(({ id, content }) => <TabPanel key={id} id={id} className={classNames(styles.panel)}>{content}</TabPanel>)}
    </AriaTabs>
  )
}
