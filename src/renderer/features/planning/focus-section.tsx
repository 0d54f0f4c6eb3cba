import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { Person } from '#shared/domain/model/person'
import { wallOfMinute, weekdayNames } from '#shared/domain/plan-words'
import { createId } from '#shared/lib/ids'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import type { SetPerson } from './set-person.ts'
import styles from './planning.module.css'
import { WallField } from './wall-field.tsx'

const weekdays = weekdayNames.map((label, index) => ({ id: String(index + 1), label }))
const strictness = [{ id: 'soft', label: 'When nothing else fits' }, { id: 'hard', label: 'Never' }] as const

/** Time kept for one's own work, every week. */
export function FocusSection({ person, isReadOnly, onSet }: { person: Person; isReadOnly: boolean; onSet: SetPerson }) {
  const [weekday, setWeekday] = useState('1')
  const [fromMinute, setFrom] = useState(540)
  const [toMinute, setTo] = useState(660)
  const [strict, setStrict] = useState<'soft' | 'hard'>('soft')
  const blocks = person.focusBlocks.toSorted((a, b) => a.weekday - b.weekday || a.fromMinute - b.fromMinute)
  const add = () => {
    if (toMinute <= fromMinute) return toast({ text: 'The end comes before the start.', tone: 'warn' })
    void onSet({ focusBlocks: [...person.focusBlocks, { id: createId(), weekday: Number(weekday), fromMinute, toMinute, hard: strict === 'hard' }] }, 'Focus time added')
  }
  return (
    <section className={styles.section} aria-label="Focus time">
      <h2 className={styles.title}>Focus time</h2>
      {blocks.length === 0 && <p className={styles.hint}>Hours of the week for your own work. Interviews go elsewhere, or only there when nothing else fits.</p>}
      <ul className={styles.rows}>
        {blocks.map(block => (
          <li key={block.id} className={styles.row}>
            <span className={styles.words}>{weekdayNames[block.weekday - 1]}, {wallOfMinute(block.fromMinute)} to {wallOfMinute(block.toMinute)}<span className={styles.faint}>{block.hard ? 'Never used' : 'Used when nothing else fits'}</span></span>
            {!isReadOnly && <IconButton size="sm" label={`Take out focus time on ${weekdayNames[block.weekday - 1]} at ${wallOfMinute(block.fromMinute)}`} icon={<X aria-hidden="true" />} onPress={() => void onSet({ focusBlocks: person.focusBlocks.filter(each => each.id !== block.id) }, 'Focus time taken out')} />}
          </li>
        ))}
      </ul>
      {!isReadOnly && (
        <form className={styles.add} aria-label="Add focus time" onSubmit={event => { event.preventDefault(); add() }}>
          <Select label="Every" options={weekdays} value={weekday} onChange={setWeekday} />
          <WallField label="Focus from" minute={fromMinute} onChange={setFrom} />
          <WallField label="Focus until" minute={toMinute} onChange={setTo} />
          <Select label="Used for interviews" options={strictness} value={strict} onChange={setStrict} />
          <Button type="submit" icon={<Plus aria-hidden="true" />} isDisabled={blocks.length >= 60}>Add focus time</Button>
        </form>
      )}
    </section>
  )
}
