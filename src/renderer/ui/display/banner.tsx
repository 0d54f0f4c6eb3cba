import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../class-names.ts'
import styles from './banner.module.css'
import type { Tone } from './badge.tsx'

export type BannerProps = { children: ReactNode; tone?: Tone; /** Buttons at the right. */ actions?: ReactNode }

const ICONS = { neutral: Info, accent: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert } as const

/** A lasting message in the page: what holds, and what to do about it. */
export function Banner({ children, tone = 'neutral', actions }: BannerProps) {
  const Icon = ICONS[tone]
  return (
    <div className={classNames(styles.banner, styles[tone])}>
      <Icon className={styles.icon} aria-hidden="true" />
      <div className={styles.text}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
