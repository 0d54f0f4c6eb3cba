import { createContext, useContext } from 'react'
import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

/** Said instead of every "nothing here" while nobody can know that there is nothing. */
export type EmptyStateDoubt = Readonly<{ title: string; say: string; action?: ReactNode }>

/** Null while what is shown is all there is. */
export const EmptyStateDoubtContext = createContext<EmptyStateDoubt | null>(null)

export type EmptyStateProps = {
  icon: ReactNode
  title: string
  /** One sentence that teaches: what will be here and how it gets here. */
  children: ReactNode
  action?: ReactNode
  level?: 2 | 3
  /** It holds whatever is missing here: the server said so, or it is no list at all. */
  isSure?: boolean
}

export function EmptyState({ icon, level = 2, isSure = false, ...given }: EmptyStateProps) {
  const doubt = useContext(EmptyStateDoubtContext)
  const { title, children, action } = doubt && !isSure ? { title: doubt.title, children: doubt.say, action: doubt.action } : given
  const Title = level === 2 ? 'h2' : 'h3'
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden="true">{icon}</span>
      <Title className={styles.title}>{title}</Title>
      <p className={styles.text}>{children}</p>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
