import type { ReactNode } from 'react'
import { classNames } from '../class-names.ts'
import styles from './badge.module.css'

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad'
export type BadgeProps = { children: ReactNode; tone?: Tone; icon?: ReactNode; /** `outline` for tags a person chose, `soft` for states. */ look?: 'soft' | 'outline' }

export function Badge({ children, tone = 'neutral', icon, look = 'soft' }: BadgeProps) {
  return <span className={classNames(styles.badge, styles[tone], styles[look])}>{icon}<span className={styles.text}>{children}</span></span>
}

/** A person's own word on a thing. */
export function Tag({ children, tone = 'neutral' }: Pick<BadgeProps, 'children' | 'tone'>) {
  return <Badge look="outline" tone={tone}>{children}</Badge>
}
