import { classNames } from '../class-names.ts'
import styles from './skeleton.module.css'

export type SkeletonProps = { shape?: 'text' | 'block' | 'circle'; width?: string | number; height?: string | number; /** Lines of text. */ lines?: number }

/** Silent for screen readers: put aria-busy on the region that waits. */
export function Skeleton({ shape = 'text', width, height, lines = 1 }: SkeletonProps) {
  return (
    <span className={styles.stack} aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={classNames(styles.skeleton, styles[shape])} style={{ width: width ?? (lines > 1 && line === lines - 1 ? '60%' : undefined), height }} />
      ))}
    </span>
  )
}
