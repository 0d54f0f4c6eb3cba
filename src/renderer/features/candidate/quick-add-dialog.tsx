/* oxlint-disable jsx-a11y/no-autofocus -- a box the person just asked for is where they go on */
import { useState } from 'react'
import { addCandidate, addToJob } from '#shared/domain/commands/candidate'
import type { Change } from '#shared/domain/commands/change'
import { byRank } from '#shared/lib/rank'
import { useDirectory, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { LinkButton } from '../../ui/actions/link-button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './candidate.module.css'
import { refuseEmail, refuseLink, refusePhone } from './contact-words.ts'
import { useAct } from '../../actions/use-act.ts'
import { useDuplicates } from './use-duplicates.ts'

type Draft = Readonly<{ fullName: string; email: string; phone: string; link: string; company: string; title: string; sourceId: string | null; jobId: string | null }>
const empty: Draft = { fullName: '', email: '', phone: '', link: '', company: '', title: '', sourceId: null, jobId: null }
const one = (text: string): string[] => (text.trim() === '' ? [] : [text.trim()])

function problemsOf(draft: Draft): { message: string; fieldId: string }[] {
  const check = (value: string, refuse: (value: string) => string | null, fieldId: string) => {
    const message = value.trim() === '' ? null : refuse(value.trim())
    return message === null ? [] : [{ message, fieldId }]
  }
  return [
    ...(draft.fullName.trim() === '' ? [{ message: 'A candidate needs a name.', fieldId: 'add-name' }] : []),
    ...check(draft.email, refuseEmail, 'add-email'), ...check(draft.phone, refusePhone, 'add-phone'), ...check(draft.link, refuseLink, 'add-link'),
  ]
}

/** The few facts one has in hand, and whether we know the person already, before anything is saved. */
export function QuickAddDialog({ onClose, onAdded }: { onClose: () => void; onAdded: (id: string) => void }) {
  const { settings, jobs } = useDirectory()
  const act = useAct()
  const stamp = useStamp()
  const [draft, setDraft] = useState(empty)
  const [isTried, setTried] = useState(false)
  const problems = isTried ? problemsOf(draft) : []
  const known = useDuplicates({ emails: one(draft.email), phones: one(draft.phone), links: one(draft.link) })
  const set = (name: keyof Draft) => (value: string | null) => setDraft(now => ({ ...now, [name]: value }))
  const problem = (fieldId: string) => problems.find(each => each.fieldId === fieldId)?.message
  const save = async () => {
    setTried(true)
    if (problemsOf(draft).length > 0) return
    const now = stamp()
    const { fullName, email, phone, link, company, title, sourceId, jobId } = draft
    const { candidate, changes } = addCandidate({ fullName: fullName.trim(), emails: one(email), phones: one(phone), links: one(link), company: company.trim(), title: title.trim(), sourceId }, now)
    const job = jobId === null ? undefined : jobs.get(jobId)
    const applied = job ? addToJob(candidate, job, [], now) : null
    const all: Change[] = [...changes, ...(applied?.kind === 'ready' ? applied.changes : [])]
    if (await act(all, `${candidate.fullName} added`)) onAdded(candidate.id)
  }
  return (
    <Dialog title="Add a candidate" isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" onPress={() => void save()}>Add candidate</Button></>}>
      <form className={styles.form} onSubmit={event => { event.preventDefault(); void save() }}>
        <FormErrors errors={problems} />
        {known.map(person => <Banner key={person.id} tone="warn">{person.fullName} is here already with these details. <LinkButton onPress={() => onAdded(person.id)}>Open {person.fullName}</LinkButton></Banner>)}
        <TextField id="add-name" label="Name" isRequired autoFocus value={draft.fullName} onChange={set('fullName')} maxLength={200} errorMessage={problem('add-name')} />
        <div className={styles.pair}>
          <TextField id="add-email" label="E-mail" type="email" value={draft.email} onChange={set('email')} maxLength={320} errorMessage={problem('add-email')} />
          <TextField id="add-phone" label="Phone" type="tel" value={draft.phone} onChange={set('phone')} maxLength={60} errorMessage={problem('add-phone')} />
        </div>
        <TextField id="add-link" label="Profile link" value={draft.link} onChange={set('link')} maxLength={500} placeholder="linkedin.com/in/name" errorMessage={problem('add-link')} />
        <div className={styles.pair}>
          <TextField label="Role" value={draft.title} onChange={set('title')} maxLength={200} />
          <TextField label="Company" value={draft.company} onChange={set('company')} maxLength={200} />
        </div>
        <div className={styles.pair}>
          <Select label="Source" options={(settings?.sources ?? []).filter(source => !source.archived).toSorted(byRank).map(({ id, name }) => ({ id, label: name }))} value={draft.sourceId} onChange={set('sourceId')} />
          <ComboBox label="Job" options={[...jobs.values()].filter(job => job.status === 'open').map(({ id, title }) => ({ id, label: title }))} value={draft.jobId} placeholder="None yet" onChange={set('jobId')} />
        </div>
        <input type="submit" value="Save" hidden />
      </form>
    </Dialog>
  )
}
