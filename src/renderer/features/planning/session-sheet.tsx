import { Plus } from 'lucide-react'
import { useState } from 'react'
import { newSeat, possibleEarlier } from '#shared/domain/commands/interview-plan'
import { archivedKits, currentKits } from '#shared/domain/commands/kit'
import type { PlanSession, SessionSeat, VideoKind } from '#shared/domain/model/interview-plan'
import type { Job } from '#shared/domain/model/job'
import { videoWords } from '#shared/domain/plan-words'
import { createId } from '#shared/lib/ids'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Checkbox } from '../../ui/fields/checkbox.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { NumberField } from '../../ui/fields/number-field.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TagField } from '../../ui/fields/tag-field.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Sheet } from '../../ui/overlays/sheet.tsx'
import styles from './planning.module.css'
import { SeatEditor } from './seat-editor.tsx'

const videoOptions = (Object.keys(videoWords) as VideoKind[]).map(id => ({ id, label: videoWords[id] }))
const noKit = { id: '', label: 'None' }

type SessionSheetProps = { job: Job; session: PlanSession; isNew: boolean; onSave: (session: PlanSession) => void; onClose: () => void }

/** One session: its length, its seats and who may take them, its place in the order, its room. */
export function SessionSheet({ job, session, isNew, onSave, onClose }: SessionSheetProps) {
  const { settings } = useDirectory()
  const [draft, setDraft] = useState(session)
  const [problems, setProblems] = useState<readonly { message: string }[]>([])
  const set = (fields: Partial<PlanSession>) => setDraft({ ...draft, ...fields })
  const setSeat = (seat: SessionSeat) => set({ seats: draft.seats.map(each => (each.id === seat.id ? seat : each)) })
  const earlier = possibleEarlier(job, session)
  const features = [...new Set((settings?.rooms ?? []).flatMap(room => room.features))]
  // A session that began with a kit goes on with it, also when nothing new may.
  const kits = [...currentKits(job), ...archivedKits(job).filter(kit => kit.kitId === session.kitId)]
  const save = () => {
    const unnamed = draft.seats.some(seat => seat.personIds.length === 0 && seat.skillIds.length === 0)
    const missing = [...(draft.name.trim() === '' ? [{ message: 'Give the session a name.' }] : []), ...(draft.seats.length === 0 ? [{ message: 'A session needs at least one seat.' }] : []), ...(unnamed ? [{ message: 'Say for each seat who may take it: people, or a kind of interview they are trained for.' }] : [])]
    if (missing.length > 0) return setProblems(missing)
    onSave({ ...draft, name: draft.name.trim() })
  }
  return (
    <Sheet title={isNew ? 'New session' : session.name} isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button type="submit" form="session-form" variant="primary">Save</Button></>}>
      <form id="session-form" className={styles.form} noValidate onSubmit={event => { event.preventDefault(); save() }}>
        <FormErrors errors={problems} title="The session is not complete" />
        <TextField label="Name" value={draft.name} placeholder="System design" onChange={name => set({ name })} maxLength={120} isRequired autoFocus={isNew} />
        <div className={styles.fields}>
          <NumberField label="Length" unit="min" value={draft.lengthMinutes} minValue={5} maxValue={480} step={5} onChange={value => { if (!Number.isNaN(value)) set({ lengthMinutes: Math.round(value) }) }} />
          <Select label="Interview kit" options={[noKit, ...kits.map(kit => ({ id: kit.kitId, label: kit.archived ? `${kit.name} (archived)` : kit.name }))]} value={draft.kitId ?? ''} onChange={id => set({ kitId: id === '' ? null : id })} />
          <Select label="Video call" options={videoOptions} value={draft.video} onChange={video => set({ video })} />
        </div>
        <section className={styles.section} aria-label="Who interviews">
          <h3 className={styles.title}>Who interviews</h3>
          {draft.seats.map((seat, at) => <SeatEditor key={seat.id} seat={seat} number={at + 1} isOnly={draft.seats.length === 1} onChange={setSeat} onRemove={() => set({ seats: draft.seats.filter(each => each.id !== seat.id) })} />)}
          <div><Button size="sm" icon={<Plus aria-hidden="true" />} isDisabled={draft.seats.length >= 8} onPress={() => set({ seats: [...draft.seats, newSeat({ createId })] })}>Add a seat</Button></div>
        </section>
        {earlier.length > 0 && (
          <fieldset className={styles.checks}>
            <legend>Comes after</legend>
            {earlier.map(({ id, name }) => <Checkbox key={id} isSelected={draft.afterIds.includes(id)} onChange={isOn => set({ afterIds: isOn ? [...draft.afterIds, id] : draft.afterIds.filter(each => each !== id) })}>{name}</Checkbox>)}
          </fieldset>
        )}
        <Checkbox isSelected={draft.room !== null} onChange={isOn => set({ room: isOn ? { capacity: 1 + draft.seats.reduce((sum, seat) => sum + seat.count, 0), features: [] } : null })}>Needs a room</Checkbox>
        {draft.room && (
          <div className={styles.fields}>
            <NumberField label="For how many people" value={draft.room.capacity} minValue={1} maxValue={500} onChange={value => { if (!Number.isNaN(value) && draft.room) set({ room: { ...draft.room, capacity: Math.round(value) } }) }} />
            <TagField label="With" placeholder="Screen" value={draft.room.features} suggestions={features} onChange={tags => { if (draft.room) set({ room: { ...draft.room, features: tags.slice(0, 10) } }) }} />
          </div>
        )}
      </form>
    </Sheet>
  )
}
