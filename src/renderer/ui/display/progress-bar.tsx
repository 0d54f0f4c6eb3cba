import { Label, ProgressBar as AriaProgressBar } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import styles from './progress-bar.module.css'

export type ProgressBarProps = {
  label: string
  value: number
  max?: number
  /** What stands on the right, e.g. "12 of 40". Default: percent. */
  valueText?: string
  tone?: 'accent' | 'good' | 'warn' | 'bad'
  isLabelHidden?: boolean
}

export function ProgressBar({ label, value, max = 100, valueText, tone = 'accent', isLabelHidden = false }: ProgressBarProps) {
  return (
    <AriaProgressBar value={value} maxValue={max} {...(valueText ? { valueLabel: valueText } : {})} {...(isLabelHidden ? { 'aria-label': label } : {})} className={classNames(styles.progress)}>
      {({ percentage = 0, valueText: shown }) => (
        <>
          {!isLabelHidden && <div className={styles.text}><Label>{label}</Label><span className={styles.value}>{shown}</span></div>}
          <div className={styles.track}><div className={classNames(styles.fill, styles[tone])} style={{ width: `${percentage}%` }} /></div>
        </>
      )}
    </AriaProgressBar>
  )
}
