import { wallOfMinute } from '#shared/domain/plan-words'
import { wallMinutes } from '#shared/lib/zoned-time'
import { TextField } from '../../ui/fields/text-field.tsx'
import styles from './planning.module.css'

/** A time on the wall, kept as minutes since midnight. 23:59 stands for the end of the day. */
export function WallField({ label, minute, onChange, isDisabled = false, isLabelHidden = false }: { label: string; minute: number; onChange: (minute: number) => void; isDisabled?: boolean; isLabelHidden?: boolean }) {
  const read = (wall: string) => {
    if (/^\d\d:\d\d$/.test(wall)) onChange(wall === '23:59' ? 1440 : wallMinutes(wall))
  }
  return <span className={styles.wall}><TextField label={label} type="time" isLabelHidden={isLabelHidden} isDisabled={isDisabled} value={minute >= 1440 ? '23:59' : wallOfMinute(minute)} onChange={read} /></span>
}
