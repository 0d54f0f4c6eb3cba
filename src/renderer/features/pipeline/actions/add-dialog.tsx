import { useEffect, useMemo, useState } from 'react'
import { addToJob, quickAddCandidate, type AddAnswer } from '#shared/domain/commands/pipeline'
import { openStages } from '#shared/domain/commands/job'
import type { Job } from '#shared/domain/model/job'
import { byRank } from '#shared/lib/rank'
import { useDirectory, useReplica, useStamp } from '../../../replica/react.tsx'
import { Button } from '../../../ui/actions/button.tsx'
import { Banner } from '../../../ui/display/banner.tsx'
import { ComboBox } from '../../../ui/fields/combo-box.tsx'
import { SegmentedControl } from '../../../ui/fields/segmented-control.tsx'
import { Select } from '../../../ui/fields/select.tsx'
import { TextField } from '../../../ui/fields/text-field.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import styles from './actions.module.css'
import { buildPeopleIndex, type PeopleIndex } from './people-index.ts'

export type AddDialogProps = { job: Job; stageId: string | undefined; onAdd: (answer: AddAnswer & { kind: 'ready' }, name: string) => void; onClose: () => void }
type Way = 'known' | 'new'

const refusals = {
  candidate_merged: 'This person was merged into another. Add that one.', candidate_erased: 'This person asked to be erased.',
  already_on_job: 'This person is on the job already.', job_closed: 'The job is closed. Reopen it first.', no_stage: 'The job has no open stage.',
} as const

/** `a`: somebody who is known, or somebody new. */
export function AddDialog({ job, stageId, onAdd, onClose }: AddDialogProps) {
  const replica = useReplica()
  const makeStamp = useStamp()
  const index = usePeopleIndex()
  const [way, setWay] = useState<Way>('known')
  const [stage, setStage] = useState(stageId ?? openStages(job)[0]?.id)
  const [text, setText] = useState('')
  const [personId, setPersonId] = useState<string | null>(null)
  const [person, setPerson] = useState<NewPerson>(nobody)
  const [problem, setProblem] = useState<string | null>(null)
  const found = useMemo(() => index?.search(text) ?? [], [index, text])
  const finish = (answer: AddAnswer, name: string) => (answer.kind === 'ready' ? onAdd(answer, name) : setProblem(refusals[answer.reason]))

  const addKnown = async (id: string) => {
    const [candidate, existing] = await Promise.all([replica.get('candidates', id), replica.find('applications', { where: { candidateId: id } })])
    if (!candidate) return setProblem('This person is no longer here.')
    finish(addToJob(candidate, job, existing, stage, makeStamp()), candidate.fullName)
  }
  const addNew = () => {
    const fullName = person.fullName.trim()
    const filled = (value: string): string[] => (value.trim() ? [value.trim()] : [])
    finish(quickAddCandidate({ fullName, company: person.company.trim(), emails: filled(person.email), phones: filled(person.phone), sourceId: person.sourceId }, job, stage, makeStamp()), fullName)
  }
  const submit = () => { setProblem(null); if (way === 'new') addNew(); else if (personId) void addKnown(personId) }
  const canSubmit = way === 'new' ? person.fullName.trim() !== '' : personId !== null
  return (
    <Dialog
      title={`Add somebody to ${job.title}`} isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }} isDismissable={person === nobody}
      footer={<><Button onPress={onClose}>Cancel</Button><Button type="submit" form="add-form" variant="primary" isDisabled={!canSubmit}>Add to job</Button></>}
    >
      <form id="add-form" className={styles.form} onSubmit={event => { event.preventDefault(); submit() }}>
        <SegmentedControl<Way> label="Who" value={way} onChange={setWay} options={[{ id: 'known', label: 'Somebody known' }, { id: 'new', label: 'Somebody new' }]} />
        {problem && <Banner tone="bad">{problem}</Banner>}
        {way === 'known'
          ? <ComboBox label="Name, e-mail or company" autoFocus value={personId} onChange={setPersonId} onSearch={setText} placeholder="Type to search everybody" emptyText={text === '' ? 'Type a name, an e-mail or a company.' : index ? 'Nobody found. Add them as somebody new.' : 'Still reading…'} options={found.map(each => ({ id: each.id, label: each.name, description: each.note }))} />
          : <NewPersonFields person={person} onChange={setPerson} index={index} onUseKnown={id => void addKnown(id)} />}
        <Select label="Stage" value={stage ?? null} onChange={setStage} options={openStages(job).map(each => ({ id: each.id, label: each.name }))} />
      </form>
    </Dialog>
  )
}

type NewPerson = Readonly<{ fullName: string; email: string; phone: string; company: string; sourceId: string | null }>
const nobody: NewPerson = { fullName: '', email: '', phone: '', company: '', sourceId: null }

function NewPersonFields({ person, onChange, index, onUseKnown }: { person: NewPerson; onChange: (person: NewPerson) => void; index: PeopleIndex | null; onUseKnown: (id: string) => void }) {
  const { settings } = useDirectory()
  const sources = (settings?.sources ?? []).filter(source => !source.archived).toSorted(byRank)
  const set = (field: keyof NewPerson) => (value: string) => onChange({ ...person, [field]: value })
  const same = useMemo(() => index?.duplicateOf({ fullName: person.fullName, emails: [person.email], phones: [person.phone], links: [] }) ?? null, [index, person.fullName, person.email, person.phone])
  return (
    <>
      <TextField label="Name" value={person.fullName} onChange={set('fullName')} isRequired autoFocus maxLength={200} autoComplete="off" />
      <div className={styles.pair}>
        <TextField label="E-mail" type="email" value={person.email} onChange={set('email')} maxLength={320} autoComplete="off" />
        <TextField label="Phone" type="tel" value={person.phone} onChange={set('phone')} maxLength={60} autoComplete="off" />
        <TextField label="Company" value={person.company} onChange={set('company')} maxLength={200} autoComplete="off" />
        {sources.length > 0 && <Select label="Source" value={person.sourceId} onChange={sourceId => onChange({ ...person, sourceId })} options={sources.map(source => ({ id: source.id, label: source.name }))} />}
      </div>
      {same && (
        <Banner tone="warn" actions={<Button size="sm" onPress={() => onUseKnown(same.person.id)}>Add {same.person.name} instead</Button>}>
          {same.by === 'contact' ? `${same.person.name} has the same e-mail or phone.` : `There is somebody of this name already${same.person.note ? `: ${same.person.note}` : ''}.`}
        </Banner>
      )}
    </>
  )
}

function usePeopleIndex(): PeopleIndex | null {
  const replica = useReplica()
  const [index, setIndex] = useState<PeopleIndex | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    buildPeopleIndex(replica, stop.signal).then(built => { if (!stop.signal.aborted) setIndex(built) }, () => undefined)
    return () => stop.abort()
  }, [replica])
  return index
}
