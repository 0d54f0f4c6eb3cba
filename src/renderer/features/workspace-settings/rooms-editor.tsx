import { Archive, ArchiveRestore, DoorOpen, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Room, Settings } from '#shared/domain/model/settings'
import { createId } from '#shared/lib/ids'
import { byRank, rankAt } from '#shared/lib/rank'
import { useAct } from '../../actions/use-act.ts'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { NumberField } from '../../ui/fields/number-field.tsx'
import { TagField } from '../../ui/fields/tag-field.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { CalendarSource } from '../../parts/calendar-source.tsx'
import styles from './settings.module.css'

const zones = Intl.supportedValuesOf('timeZone').map(id => ({ id, label: id.replaceAll('_', ' ') }))

/** The rooms interviews are held in. */
export function RoomsEditor({ settings, isReadOnly }: { settings: Settings; isReadOnly: boolean }) {
  const act = useAct()
  const [editing, setEditing] = useState<Room | null>(null)
  const shown = settings.rooms.filter(room => !room.archived).toSorted(byRank)
  const archived = settings.rooms.filter(room => room.archived)
  const save = (room: Room, said: string) => {
    const isKnown = settings.rooms.some(each => each.id === room.id)
    const rooms = isKnown ? settings.rooms.map(each => (each.id === room.id ? room : each)) : [...settings.rooms, room]
    return act([{ kind: 'edit', collection: 'settings', id: settings.id, fields: { rooms } }], said)
  }
  const add = () => setEditing({ id: createId(), name: '', rank: rankAt(shown, shown.length), archived: false, zone: settings.zone, capacity: 4, features: [], calendarAddress: '' })
  return (
    <div className={styles.section}>
      {shown.length === 0 && <EmptyState icon={<DoorOpen />} title="No room yet" level={3}>Sessions that need a room get one that is free and large enough.</EmptyState>}
      <ul className={styles.rows} aria-label="Rooms">
        {shown.map(room => (
          <li key={room.id} className={styles.row}>
            <span className={styles.grow}>{room.name} <span className={styles.faint}>{[`${room.capacity} seats`, ...room.features, room.zone.replaceAll('_', ' '), ...(room.calendarAddress === '' ? [] : [room.calendarAddress])].join(' · ')}</span></span>
            {!isReadOnly && (
              <span className={styles.actions}>
                <IconButton label={`Edit ${room.name}`} size="sm" icon={<Pencil aria-hidden="true" />} onPress={() => setEditing(room)} />
                <IconButton label={`Archive ${room.name}`} size="sm" icon={<Archive aria-hidden="true" />} onPress={() => void save({ ...room, archived: true }, `${room.name} archived`)} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {!isReadOnly && <div><Button icon={<Plus aria-hidden="true" />} isDisabled={settings.rooms.length >= 300} onPress={add}>Add a room</Button></div>}
      {archived.length > 0 && (
        <ul className={styles.rows} aria-label="Archived rooms">
          {archived.map(room => (
            <li key={room.id} className={styles.row}>
              <span className={styles.archived}>{room.name} · archived</span>
              {!isReadOnly && <Button size="sm" variant="ghost" icon={<ArchiveRestore aria-hidden="true" />} aria-label={`Bring back ${room.name}`} onPress={() => void save({ ...room, archived: false }, `${room.name} is back`)}>Bring back</Button>}
            </li>
          ))}
        </ul>
      )}
      {editing && <RoomDialog key={editing.id} room={editing} isKnown={settings.rooms.some(each => each.id === editing.id)} features={[...new Set(settings.rooms.flatMap(room => room.features))]} onClose={() => setEditing(null)} onSave={async room => { if (await save(room, `${room.name} saved`)) setEditing(null) }} />}
    </div>
  )
}

function RoomDialog({ room, isKnown, features, onSave, onClose }: { room: Room; /** Saved already, so that a calendar can be connected. */ isKnown: boolean; features: readonly string[]; onSave: (room: Room) => Promise<void>; onClose: () => void }) {
  const [draft, setDraft] = useState(room)
  const [problems, setProblems] = useState<readonly { message: string }[]>([])
  const set = (fields: Partial<Room>) => setDraft({ ...draft, ...fields })
  const options = zones.some(zone => zone.id === draft.zone) ? zones : [{ id: draft.zone, label: draft.zone }, ...zones]
  const save = () => {
    if (draft.name.trim() === '') return setProblems([{ message: 'Give the room a name.' }])
    void onSave({ ...draft, name: draft.name.trim(), calendarAddress: draft.calendarAddress.trim() })
  }
  return (
    <Dialog title={room.name === '' ? 'New room' : room.name} isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button type="submit" form="room-form" variant="primary">Save</Button></>}>
      <form id="room-form" className={styles.form} noValidate onSubmit={event => { event.preventDefault(); save() }}>
        <FormErrors errors={problems} title="The room is not complete" />
        <TextField label="Name" value={draft.name} placeholder="Oak, second floor" onChange={name => set({ name })} maxLength={120} isRequired autoFocus />
        <NumberField label="Seats" value={draft.capacity} minValue={1} maxValue={500} onChange={value => { if (!Number.isNaN(value)) set({ capacity: Math.round(value) }) }} />
        <TagField label="Has" placeholder="Screen, whiteboard" value={draft.features} suggestions={features} onChange={tags => set({ features: tags.slice(0, 20) })} />
        <ComboBox label="Time zone" options={options} value={draft.zone} onChange={zone => { if (zone !== null) set({ zone }) }} />
        <TextField label="Calendar address" description="How the room’s own calendar is called in Google or Microsoft, so that its bookings are known here." value={draft.calendarAddress} placeholder="oak@resource.calendar.google.com" onChange={calendarAddress => set({ calendarAddress })} maxLength={320} />
      </form>
      {isKnown && <section className={styles.form} aria-label="Published calendar"><CalendarSource kind="room" id={room.id} whose={room.name} /></section>}
    </Dialog>
  )
}
