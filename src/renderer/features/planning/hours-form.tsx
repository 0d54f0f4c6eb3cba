import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { Interviewing } from '#shared/domain/model/interviewing'
import type { Person } from '#shared/domain/model/person'
import { weekdayNames } from '#shared/domain/plan-words'
import { interviewingOf } from '#shared/domain/scheduling/own-time'
import { isSameJson } from '#shared/lib/json'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { NumberField } from '../../ui/fields/number-field.tsx'
import type { SetPerson } from './set-person.ts'
import styles from './planning.module.css'
import { WallField } from './wall-field.tsx'

type Hours = Interviewing['workingHours']
const limits = [
  { field: 'preferredPerDay', label: 'Preferred a day', most: 20 }, { field: 'maxPerDay', label: 'At most a day', most: 20 },
  { field: 'preferredPerWeek', label: 'Preferred a week', most: 60 }, { field: 'maxPerWeek', label: 'At most a week', most: 60 },
] as const
const buffers = [{ field: 'bufferBeforeMinutes', label: 'Free before' }, { field: 'bufferAfterMinutes', label: 'Free after' }] as const

/** Hours, limits and buffers: one thing to save, because they are judged together. */
export function HoursForm({ person, isReadOnly, onSet }: { person: Person; isReadOnly: boolean; onSet: SetPerson }) {
  const saved = interviewingOf(person)
  const [draft, setDraft] = useState(saved)
  const [known, setKnown] = useState(saved)
  const [problems, setProblems] = useState<readonly { message: string }[]>([])
  // What a colleague or another device saved is taken over, unless something is half written here.
  if (!isSameJson(known, saved)) {
    if (isSameJson(draft, known)) setDraft(saved)
    setKnown(saved)
  }
  const set = (fields: Partial<Interviewing>) => setDraft({ ...draft, ...fields })
  const setHours = (workingHours: Hours) => set({ workingHours })
  const isChanged = !isSameJson(draft, saved)
  const save = () => {
    const wrong = draft.workingHours.find(span => span.toMinute <= span.fromMinute)
    setProblems(wrong ? [{ message: `On ${weekdayNames[wrong.weekday - 1]} the end comes before the start.` }] : [])
    if (!wrong) void onSet({ interviewing: draft }, 'Hours and limits saved')
  }
  return (
    <form className={styles.section} aria-label="Hours and limits" noValidate onSubmit={event => { event.preventDefault(); save() }}>
      <h2 className={styles.title}>Working hours</h2>
      <FormErrors errors={problems} title="The hours do not hold yet" />
      <div>
        {weekdayNames.map((name, index) => <DayRow key={name} name={name} weekday={index + 1} hours={draft.workingHours} isReadOnly={isReadOnly} onChange={setHours} />)}
      </div>
      <h2 className={styles.title}>How many interviews</h2>
      <p className={styles.hint}>Preferred numbers are kept where possible. Going over the most needs a reason that is written down.</p>
      <div className={styles.fields}>
        {limits.map(({ field, label, most }) => <NumberField key={field} label={label} placeholder="No limit" minValue={0} maxValue={most} isDisabled={isReadOnly} value={draft[field] ?? Number.NaN} onChange={value => set({ [field]: Number.isNaN(value) ? null : Math.round(value) })} />)}
        {buffers.map(({ field, label }) => <NumberField key={field} label={label} unit="min" minValue={0} maxValue={240} step={5} isDisabled={isReadOnly} value={draft[field]} onChange={value => set({ [field]: Number.isNaN(value) ? 0 : Math.round(value) })} />)}
      </div>
      {!isReadOnly && <div className={styles.buttons}><Button type="submit" variant="primary" isDisabled={!isChanged}>Save</Button>{isChanged && <Button onPress={() => { setDraft(saved); setProblems([]) }}>Put back</Button>}{person.interviewing === null && <span className={styles.faint}>Nothing saved yet: office hours hold, without limits.</span>}</div>}
    </form>
  )
}

function DayRow({ name, weekday, hours, isReadOnly, onChange }: { name: string; weekday: number; hours: Hours; isReadOnly: boolean; onChange: (hours: Hours) => void }) {
  const spans = hours.flatMap((span, at) => (span.weekday === weekday ? [{ span, at }] : []))
  const edit = (at: number, fields: Partial<Hours[number]>) => onChange(hours.map((span, index) => (index === at ? { ...span, ...fields } : span)))
  const last = spans.at(-1)?.span
  const add = () => onChange([...hours, { weekday, fromMinute: last ? Math.min(1380, last.toMinute + 60) : 540, toMinute: last ? Math.min(1440, last.toMinute + 180) : 1020 }])
  return (
    <div className={styles.day} role="group" aria-label={name}>
      <span className={styles.dayName}>{name}</span>
      <span className={styles.spans}>
        {spans.length === 0 && <span className={styles.faint}>No interviews</span>}
        {spans.map(({ span, at }, order) => (
          <span key={at} className={styles.span}>
            <WallField label={`${name} from${order > 0 ? `, span ${order + 1}` : ''}`} isLabelHidden isDisabled={isReadOnly} minute={span.fromMinute} onChange={fromMinute => edit(at, { fromMinute })} />
            <span aria-hidden="true">–</span>
            <WallField label={`${name} until${order > 0 ? `, span ${order + 1}` : ''}`} isLabelHidden isDisabled={isReadOnly} minute={span.toMinute} onChange={toMinute => edit(at, { toMinute })} />
            {!isReadOnly && <IconButton size="sm" label={`No interviews in span ${order + 1} of ${name}`} icon={<X aria-hidden="true" />} onPress={() => onChange(hours.filter((_, index) => index !== at))} />}
          </span>
        ))}
      </span>
      {isReadOnly ? <span /> : <IconButton size="sm" label={`Add hours on ${name}`} icon={<Plus aria-hidden="true" />} isDisabled={spans.length >= 3} onPress={add} />}
    </div>
  )
}
