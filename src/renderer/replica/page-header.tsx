import { createContext, useContext, useEffect } from 'react'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import styles from './page-header.module.css'

/** The place in the frame that a screen's title and actions go to; filled by the app. */
export const PageHeaderSlot = createContext<HTMLElement | null>(null)

/** What the bridge puts before the title: a count, a mark. */
const mark = /^(?:\(\d+\) )?(?:! )?/

/**
 * The bar above a screen: its title (the page's h1 and the window's name), and its actions as children.
 * `lead` stands before the title, such as a way back.
 */
export function PageHeader({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  const slot = useContext(PageHeaderSlot)
  useEffect(() => {
    document.title = `${mark.exec(document.title)?.[0] ?? ''}${title} · Shortlist`
  }, [title])
  if (!slot) return null
  return createPortal(<>{lead}<h1 dir="auto" title={title} className={styles.title}>{title}</h1>{children && <div className={styles.actions}>{children}</div>}</>, slot)
}
