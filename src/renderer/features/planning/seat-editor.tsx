import type { SessionSeat } from '#shared/domain/model/interview-plan'
import { poolOf } from '#shared/domain/scheduling/seat-pool'
import { PeoplePicker } from '../../parts/people-picker.tsx'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Checkbox } from '../../ui/fields/checkbox.tsx'
import { NumberField } from '../../ui/fields/number-field.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { roleWords, skillOptions } from './plan-words.ts'
import styles from './planning.module.css'

const roleOptions = (['interviewer', 'shadow', 'reverseShadow'] as const).map(id => ({ id, label: roleWords[id] }))

type SeatEditorProps = { seat: SessionSeat; number: number; isOnly: boolean; onChange: (seat: SessionSeat) => void; onRemove: () => void }

/** A seat: what whoever takes it does, and who may. */
export function SeatEditor({ seat, number, isOnly, onChange, onRemove }: SeatEditorProps) {
  const { people, settings } = useDirectory()
  const set = (fields: Partial<SessionSeat>) => onChange({ ...seat, ...fields })
  const pool = poolOf(seat, [...people.values()])
  const isNamed = seat.personIds.length > 0 || seat.skillIds.length > 0
  return (
    <div className={styles.seat} role="group" aria-label={`Seat ${number}`}>
      <div className={styles.fields}>
        <Select label="Does what" options={roleOptions} value={seat.role} onChange={role => set({ role, ...(role === 'interviewer' ? {} : { optional: true }) })} />
        <NumberField label="How many" value={seat.count} minValue={1} maxValue={6} onChange={value => { if (!Number.isNaN(value)) set({ count: Math.round(value) }) }} />
      </div>
      {skillOptions(settings).length > 0 && (
        <fieldset className={styles.checks}>
          <legend>{seat.role === 'interviewer' ? 'Certified for' : 'In training for'}</legend>
          {skillOptions(settings).map(({ id, name }) => <Checkbox key={id} isSelected={seat.skillIds.includes(id)} onChange={isOn => set({ skillIds: isOn ? [...seat.skillIds, id] : seat.skillIds.filter(each => each !== id) })}>{name}</Checkbox>)}
        </fieldset>
      )}
      <PeoplePicker label={`Who may take seat ${number}`} description={seat.skillIds.length > 0 ? 'Leave empty for everybody with the training.' : 'The star marks who is asked first.'} chosen={seat.personIds} preferred={seat.preferredIds}
        onChange={ids => set({ personIds: [...ids], preferredIds: seat.preferredIds.filter(id => ids.includes(id)) })} onPrefer={ids => set({ preferredIds: [...ids] })} />
      {isNamed && <span className={pool.length < seat.count ? styles.warn : styles.faint}>{pool.length === 0 ? 'Nobody can take this seat yet.' : `${pool.length} ${pool.length === 1 ? 'person' : 'people'} can take this seat.`}</span>}
      <div className={styles.buttons}>
        <Checkbox isSelected={seat.optional} onChange={optional => set({ optional })}>May stay empty</Checkbox>
        <span className={styles.grow} />
        {!isOnly && <Button size="sm" variant="ghost" onPress={onRemove}>Take seat {number} out</Button>}
      </div>
    </div>
  )
}
