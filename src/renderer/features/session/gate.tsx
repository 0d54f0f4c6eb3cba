import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { classNames } from '../../ui/class-names.ts'
import styles from './gate.module.css'

export type GateProps = { title: string; lead: ReactNode; children?: ReactNode; isWide?: boolean; foot?: ReactNode }

/** A quiet page that stands before the workstation: signing in, the first run, something to put right. */
export function Gate({ title, lead, children, isWide = false, foot }: GateProps) {
  useEffect(() => { document.title = `${title} · Shortlist` }, [title])
  return (
    <div className={styles.page}>
      <main className={classNames(styles.card, isWide && styles.wide)}>
        <Mark />
        <div className={styles.head}>
          <h1>{title}</h1>
          <p className={styles.lead}>{lead}</p>
        </div>
        {children}
      </main>
      <footer className={styles.foot}>{foot}</footer>
    </div>
  )
}

function Mark() {
  return (
    <svg className={styles.mark} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M8 10h10M8 16h7M8 22h5" stroke="var(--on-accent)" strokeWidth="2.6" strokeLinecap="round" />
      <path d="m18 20 3 3 5-7" stroke="var(--on-accent)" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" fill="none" />
    </svg>
  )
}
