import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { Person } from '#shared/domain/model/person'
import { createId } from '#shared/lib/ids'
import { addDays, dayOf, sayDay } from '#shared/lib/zoned-time'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { DateField } from '../../ui/fields/date-field.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import type { SetPerson } from './set-person.ts'
import styles from './planning.module.css'

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text)

/** Whole days away, and the days on which the workspace rests. */
export function TimeOffSection({ person, isReadOnly, onSet }: { person: Person; isReadOnly: boolean; onSet: SetPerson }) {
  const { settings } = useDirectory()
  const [fromDay, setFrom] = useState('')
  const [toDay, setTo] = useState('')
  const [note, setNote] = useState('')
  const today = dayOf(useNow(), person.zone)
  const coming = person.timeOff.filter(each => each.toDay >= addDays(today, -1)).toSorted((a, b) => (a.fromDay < b.fromDay ? -1 : 1))
  const holidays = (settings?.holidays ?? []).filter(each => each.day >= today).toSorted((a, b) => (a.day < b.day ? -1 : 1)).slice(0, 4)
  const add = async () => {
    const last = toDay === '' ? fromDay : toDay
    if (!isDay(fromDay) || !isDay(last)) return toast({ text: 'Choose the first day away.', tone: 'warn' })
    if (last < fromDay) return toast({ text: 'The last day comes before the first.', tone: 'warn' })
    const isSaved = await onSet({ timeOff: [...person.timeOff, { id: createId(), fromDay, toDay: last, note: note.trim() }] }, 'Time off added')
    if (isSaved) { setFrom(''); setTo(''); setNote('') }
  }
  const say = (from: string, to: string) => (from === to ? `${sayDay(from)} ${from.slice(0, 4)}` : `${sayDay(from)} to ${sayDay(to)} ${to.slice(0, 4)}`)
  return (
    <section className={styles.section} aria-label="Time off">
      <h2 className={styles.title}>Time off</h2>
      {coming.length === 0 && <p className={styles.hint}>Days away. Nobody is asked to interview on them.</p>}
      <ul className={styles.rows}>
        {coming.map(each => (
          <li key={each.id} className={styles.row}>
            <span className={styles.words}>{say(each.fromDay, each.toDay)}{each.note !== '' && <span className={styles.faint}>{each.note}</span>}</span>
            {!isReadOnly && <IconButton size="sm" label={`Take out time off from ${sayDay(each.fromDay)}`} icon={<X aria-hidden="true" />} onPress={() => void onSet({ timeOff: person.timeOff.filter(one => one.id !== each.id) }, 'Time off taken out')} />}
          </li>
        ))}
      </ul>
      {!isReadOnly && (
        <form className={styles.add} aria-label="Add time off" onSubmit={event => { event.preventDefault(); void add() }}>
          <DateField label="First day away" value={fromDay} onChange={setFrom} />
          <DateField label="Last day away" value={toDay} onChange={setTo} />
          <TextField label="Note" value={note} onChange={setNote} maxLength={120} placeholder="Seen by colleagues" />
          <Button type="submit" icon={<Plus aria-hidden="true" />} isDisabled={person.timeOff.length >= 200}>Add time off</Button>
        </form>
      )}
      {holidays.length > 0 && <p className={styles.hint}>Nobody interviews on {holidays.map(each => `${sayDay(each.day)}${each.name === '' ? '' : ` (${each.name})`}`).join(', ')}.</p>}
    </section>
  )
}
