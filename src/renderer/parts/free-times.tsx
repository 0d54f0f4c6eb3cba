import { freeTimesWords } from '#shared/domain/free-times-words'
import type { Conflict } from '#shared/domain/model/conflict'
import { useSyncView } from '../replica/react.tsx'
import { isAway } from '../replica/sync-view.ts'
import { Spinner } from '../ui/display/spinner.tsx'
import styles from './free-times.module.css'

/** Says that free times are being looked for, or that there are none; what was found stands below it. Heard when it changes. */
export function FreeTimes({ conflict }: { conflict: Conflict }) {
  const words = freeTimesWords(conflict, isAway(useSyncView()))
  return <p className={styles.line} role="status">{words?.isBusy === true && <Spinner label={null} />}{words?.say}</p>
}
