import { ListFilter, X } from 'lucide-react'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Tag } from '../../ui/display/badge.tsx'
import { Checkbox } from '../../ui/fields/checkbox.tsx'
import { AddingBox } from '../../ui/fields/adding-box.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { OverlayTrigger, Popover } from '../../ui/overlays/popover.tsx'
import styles from './calendar.module.css'
import type { CalendarState } from './use-calendar-state.ts'
import { placeOf } from './zone-times.ts'

const all = 'all'
const follow = 'follow'

/** Whose interviews, of which job, and whose clock stands beside one's own. */
export function FilterButton({ state, change, isOpen, onOpenChange }: { state: CalendarState; change: (to: Partial<CalendarState>) => void; isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const { me, people, jobs } = useDirectory()
  const count = state.people.length + (state.jobId === null ? 0 : 1)
  const free = [...people.values()].filter(person => person.active && !state.people.includes(person.id)).toSorted((a, b) => a.name.localeCompare(b.name))
  const openJobs = [...jobs.values()].filter(job => job.status === 'open' || job.id === state.jobId).toSorted((a, b) => a.title.localeCompare(b.title))
  const zones = [...new Set([...[...people.values()].map(person => person.zone), ...(state.clock === null ? [] : [state.clock])])].filter(zone => zone !== me.zone).toSorted()
  return (
    <OverlayTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <Button size="sm" icon={<ListFilter aria-hidden="true" />}>{count === 0 ? 'Filter' : `Filter · ${count}`}</Button>
      <Popover label="Filter the calendar">
        <div className={styles.filters}>
          <AddingBox label="People" options={free.map(({ id, name }) => ({ id, label: name }))} onAdd={id => change({ people: [...state.people, id] })} emptyText="Nobody else fits." />
          {state.people.length > 0 && (
            <ul className={styles.chips} aria-label="Chosen people">{state.people.map(id => {
              const name = people.get(id)?.name ?? 'A colleague'
              return <li key={id}><Tag>{name}</Tag><IconButton size="sm" label={`Take ${name} off`} icon={<X aria-hidden="true" />} onPress={() => change({ people: state.people.filter(each => each !== id) })} /></li>
            })}</ul>
          )}
          <Checkbox isSelected={state.hasRooms} onChange={hasRooms => change({ hasRooms })}>Rooms beside people</Checkbox>
          <Select label="Job" options={[{ id: all, label: 'Every job' }, ...openJobs.map(({ id, title }) => ({ id, label: title }))]} value={state.jobId ?? all} onChange={id => change({ jobId: id === all ? null : id })} />
          <Select label="Second clock" options={[{ id: follow, label: 'The candidate’s' }, ...zones.map(id => ({ id, label: placeOf(id), description: id }))]} value={state.clock ?? follow} onChange={id => change({ clock: id === follow ? null : id })} />
          {count > 0 && <Button size="sm" onPress={() => change({ people: [], jobId: null })}>Show everything</Button>}
        </div>
      </Popover>
    </OverlayTrigger>
  )
}
