import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { Settings } from '#shared/domain/model/settings'
import { createId } from '#shared/lib/ids'
import { sayDay } from '#shared/lib/zoned-time'
import { useAct } from '../../actions/use-act.ts'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { DateField } from '../../ui/fields/date-field.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import styles from './settings.module.css'

/** Days on which nobody interviews. */
export function HolidaysEditor({ settings, isReadOnly }: { settings: Settings; isReadOnly: boolean }) {
  const act = useAct()
  const [day, setDay] = useState('')
  const [name, setName] = useState('')
  const sorted = settings.holidays.toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const isKnown = settings.holidays.some(each => each.day === day)
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day)
  const save = (holidays: Settings['holidays'], said: string) => act([{ kind: 'edit', collection: 'settings', id: settings.id, fields: { holidays } }], said)
  const add = async () => {
    if (!isDay || isKnown) return
    if (await save([...settings.holidays, { id: createId(), day, name: name.trim() }], `${sayDay(day)} added`)) { setDay(''); setName('') }
  }
  return (
    <div className={styles.section}>
      <p className={styles.hint}>On these days nobody is planned for an interview. Days that are off for one person alone belong to their own time off.</p>
      <ul className={styles.rows} aria-label="Holidays">
        {sorted.map(holiday => (
          <li key={holiday.id} className={styles.row}>
            <span className={styles.grow}>{sayDay(holiday.day)} {holiday.day.slice(0, 4)} <span className={styles.faint}>{holiday.name}</span></span>
            {!isReadOnly && <IconButton label={`Take out ${sayDay(holiday.day)}`} size="sm" icon={<X aria-hidden="true" />} onPress={() => void save(settings.holidays.filter(each => each.id !== holiday.id), 'Holiday taken out')} />}
          </li>
        ))}
      </ul>
      {!isReadOnly && (
        <form className={styles.holiday} onSubmit={event => { event.preventDefault(); void add() }}>
          <DateField label="Day" value={day} onChange={setDay} errorMessage={isKnown ? 'This day is on the list already.' : undefined} />
          <TextField label="Name" value={name} placeholder="New Year" onChange={setName} maxLength={120} />
          <Button type="submit" icon={<Plus aria-hidden="true" />} isDisabled={!isDay || isKnown || settings.holidays.length >= 500}>Add</Button>
        </form>
      )}
    </div>
  )
}
