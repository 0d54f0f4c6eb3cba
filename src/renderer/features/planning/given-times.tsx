import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { editCandidate } from '#shared/domain/commands/candidate'
import type { Candidate, CandidateTimes } from '#shared/domain/model/candidate'
import { wallOfMinute } from '#shared/domain/plan-words'
import { dayOf, sayDay, wallRange, wallTimeOf } from '#shared/lib/zoned-time'
import { useAct } from '../../actions/use-act.ts'
import { useNow } from '../../actions/use-now.ts'
import { useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { DateField } from '../../ui/fields/date-field.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './planning.module.css'
import { WallField } from './wall-field.tsx'

/** The times the candidate gave: from their own page, or written down here while one talks to them. They stay with the candidate. */
export function GivenTimes({ candidate, zone, isReadOnly }: { candidate: Candidate; zone: string; isReadOnly: boolean }) {
  const act = useAct()
  const stamp = useStamp()
  const now = useNow()
  const [day, setDay] = useState('')
  const [from, setFrom] = useState(540)
  const [to, setTo] = useState(1020)
  const windows = (candidate.times?.windows ?? []).toSorted((a, b) => a.fromMs - b.fromMs)
  const save = (next: CandidateTimes['windows'], said: string) => {
    const made = stamp()
    const times: CandidateTimes = { zone, windows: next, note: candidate.times?.note ?? '', givenAtMs: made.nowMs }
    return act(editCandidate(candidate, { times }, made), said)
  }
  const add = async () => {
    const range = /^\d{4}-\d\d-\d\d$/.test(day) ? wallRange(day, wallOfMinute(from), wallOfMinute(to), zone) : null
    if (!range) return toast({ text: 'Choose a day, and an end after the start.', tone: 'warn' })
    if (await save([...windows, range], 'Time added')) setDay('')
  }
  return (
    <>
      {candidate.times && candidate.times.note !== '' && <p className={styles.hint}>“{candidate.times.note}”</p>}
      <ul className={styles.rows} aria-label="Times they gave">
        {windows.filter(window => window.toMs > now).map(window => {
          const words = `${sayDay(dayOf(window.fromMs, zone))}, ${wallTimeOf(window.fromMs, zone)} to ${wallTimeOf(window.toMs, zone)}`
          return (
            <li key={`${window.fromMs} ${window.toMs}`} className={styles.row}>
              <span className={styles.words}>{words}</span>
              {!isReadOnly && <IconButton size="sm" label={`Take out ${words}`} icon={<X aria-hidden="true" />} onPress={() => void save(windows.filter(each => each !== window), 'Time taken out')} />}
            </li>
          )
        })}
      </ul>
      {!isReadOnly && (
        <form className={styles.add} aria-label="Add a time they gave" onSubmit={event => { event.preventDefault(); void add() }}>
          <DateField label="Day they can come" value={day} onChange={setDay} />
          <WallField label="They can from" minute={from} onChange={setFrom} />
          <WallField label="They can until" minute={to} onChange={setTo} />
          <Button type="submit" icon={<Plus aria-hidden="true" />} isDisabled={windows.length >= 100}>Add time</Button>
        </form>
      )}
    </>
  )
}
