import { dayOf, wallTimeOf, wallToInstant } from '#shared/lib/zoned-time'
import { DateField } from '../../ui/fields/date-field.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import styles from './booking.module.css'

/** A day, a wall time and a length, in the zone of whoever chooses. */
export type ChosenTime = Readonly<{ day: string; wall: string; minutes: string }>

const lengths = ['15', '30', '45', '60', '90', '120', '180']

export function timeOf({ startMs, endMs }: Readonly<{ startMs: number; endMs: number }>, zone: string): ChosenTime {
  return { day: dayOf(startMs, zone), wall: wallTimeOf(startMs, zone), minutes: String(Math.round((endMs - startMs) / 60_000)) }
}

/** The instants of a chosen time, or null while it is incomplete. */
export function spanOf({ day, wall, minutes }: ChosenTime, zone: string): Readonly<{ startMs: number; endMs: number }> | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(wall)) return null
  const startMs = wallToInstant(day, wall, zone)
  return { startMs, endMs: startMs + Number(minutes) * 60_000 }
}

export function TimeFields({ time, zone, onChange }: { time: ChosenTime; zone: string; onChange: (time: ChosenTime) => void }) {
  const options = [...new Set([...lengths, time.minutes])].toSorted((a, b) => Number(a) - Number(b)).map(id => ({ id, label: `${id} minutes` }))
  return (
    <div className={styles.pair}>
      <DateField label="Day" value={time.day} onChange={day => onChange({ ...time, day })} isRequired />
      <TextField label="From" type="time" value={time.wall} onChange={wall => onChange({ ...time, wall })} description={zone.replaceAll('_', ' ')} isRequired />
      <Select label="Length" options={options} value={time.minutes} onChange={minutes => onChange({ ...time, minutes })} />
    </div>
  )
}
