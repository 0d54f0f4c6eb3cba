/* oxlint-disable jsx-a11y/no-autofocus -- a box the person just asked for is where they go on */
import { useState } from 'react'
import { createJob, startingStages } from '#shared/domain/commands/job'
import { byRank } from '#shared/lib/rank'
import { useDirectory, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { NumberField } from '../../ui/fields/number-field.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { choiceFields } from './choice-fields.ts'
import styles from './jobs.module.css'
import { useAct } from '../../actions/use-act.ts'

const standard = 'standard'

/** Title, openings and where the stages come from; the rest follows on the job itself. */
export function NewJobDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (id: string) => void }) {
  const { settings, jobs, people, me } = useDirectory()
  const act = useAct()
  const stamp = useStamp()
  const [title, setTitle] = useState('')
  const [openings, setOpenings] = useState(1)
  const [likeId, setLikeId] = useState<string>(standard)
  const [managerId, setManagerId] = useState<string | null>(null)
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({})
  const [isTried, setTried] = useState(false)
  const templates = [...jobs.values()].filter(job => job.stages.some(stage => !stage.archived)).toSorted((a, b) => a.title.localeCompare(b.title))
  const save = async () => {
    setTried(true)
    if (title.trim() === '' || Number.isNaN(openings)) return
    const like = likeId === standard ? null : jobs.get(likeId) ?? null
    const team = [{ id: me.id, role: 'recruiter' as const }, ...(managerId !== null && managerId !== me.id ? [{ id: managerId, role: 'hiringManager' as const }] : [])]
    const { job, changes } = createJob({ title: title.trim(), openings, like, hiringTeam: team, ...choices }, stamp())
    if (await act(changes, `${job.title} is open`)) onCreated(job.id)
  }
  return (
    <Dialog title="New job" isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" onPress={() => void save()}>Open job</Button></>}>
      <form className={styles.form} onSubmit={event => { event.preventDefault(); void save() }}>
        <TextField label="Title" isRequired autoFocus value={title} onChange={setTitle} maxLength={200} placeholder="Backend engineer" errorMessage={isTried && title.trim() === '' ? 'A job needs a title.' : undefined} />
        <div className={styles.pair}>
          <NumberField label="Openings" value={openings} minValue={0} maxValue={10_000} onChange={setOpenings} errorMessage={isTried && Number.isNaN(openings) ? 'How many people are you hiring?' : undefined} />
          <ComboBox label="Hiring manager" options={[...people.values()].filter(person => person.active).map(({ id, name }) => ({ id, label: name }))} value={managerId} placeholder="Choose later" onChange={setManagerId} />
        </div>
        <div className={styles.pair}>
          {choiceFields.map(({ field, label, list }) => (
            <Select key={field} label={label} options={(settings?.[list] ?? []).filter(value => !value.archived).toSorted(byRank).map(({ id, name }) => ({ id, label: name }))} value={choices[field] ?? null} onChange={id => setChoices({ ...choices, [field]: id })} />
          ))}
        </div>
        <ComboBox label="Stages" description="You can change them later." value={likeId} onChange={id => setLikeId(id ?? standard)}
          options={[{ id: standard, label: startingStages.map(stage => stage.name).join(' → ') }, ...templates.map(job => ({ id: job.id, label: `Like ${job.title}`, description: `${job.stages.filter(stage => !stage.archived).length} stages, description, interview plan and kits` }))]} />
        <input type="submit" value="Open job" hidden />
      </form>
    </Dialog>
  )
}
