import type { MouseEvent, ReactNode } from 'react'
import { classNames } from '../class-names.ts'
import styles from './app-frame.module.css'

export type NavItem = {
  href: string
  title: string
  icon?: ReactNode
  /** A count or small mark on the right; `badgeLabel` is its spoken form. */
  badge?: ReactNode
  badgeLabel?: string
  isCurrent?: boolean
}

export type NavGroup = { id: string; title?: string; items: readonly NavItem[] }

export function SideNav({ groups, onNavigate }: { groups: readonly NavGroup[]; onNavigate: (href: string) => void }) {
  const follow = (href: string) => (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    onNavigate(href)
  }
  return (
    <nav aria-label="Main" className={styles.nav}>
      {groups.map((group) => (
        <div key={group.id} className={styles.group}>
          {group.title && <h2 className={styles.groupTitle}>{group.title}</h2>}
          <ul className={styles.links}>
            {group.items.map((item) => (
              <li key={item.href}>
                <a href={item.href} onClick={follow(item.href)} aria-current={item.isCurrent ? 'page' : undefined} className={classNames(styles.link)}>
                  {item.icon && <span className={styles.icon} aria-hidden="true">{item.icon}</span>}
                  <span className={styles.linkText}>{item.title}</span>
                  {item.badge !== undefined && <span className={styles.badge} aria-label={item.badgeLabel} role={item.badgeLabel ? 'img' : undefined}>{item.badge}</span>}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
