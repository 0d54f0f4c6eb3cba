import { useState } from 'react'
import { closeJob } from '#shared/domain/commands/job'
import type { Job } from '#shared/domain/model/job'
import { byRank } from '#shared/lib/rank'
import { useDirectory, useReplica, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { RadioGroup } from '../../ui/fields/radio-group.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './jobs.module.css'
import { useAct } from '../../actions/use-act.ts'
import { useJobFigures } from './use-job-figures.ts'

type What = 'keep' | 'reject'

/** Closing asks one thing: what becomes of the people still in process. */
export function CloseJobDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const replica = useReplica()
  const { settings } = useDirectory()
  const act = useAct()
  const stamp = useStamp()
  const figures = useJobFigures(job)
  const [reason, setReason] = useState('')
  const [what, setWhat] = useState<What>('keep')
  const [reasonId, setReasonId] = useState<string | null>(null)
  const count = figures.kind === 'ready' ? figures.value.active : 0
  const people = count === 1 ? 'The person still in process' : `The ${count} people still in process`
  const close = async () => {
    const active = await replica.find('applications', { where: { jobId: job.id, status: 'active' } })
    const choice = what === 'keep' ? { kind: 'keep' } as const : { kind: 'reject', reasonId, note: '' } as const
    if (await act(closeJob(job, reason.trim(), active, choice, stamp()), `${job.title} is closed`)) onClose()
  }
  return (
    <Dialog title={`Close ${job.title}`} isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" onPress={() => void close()}>Close job</Button></>}>
      <form className={styles.form} onSubmit={event => { event.preventDefault(); void close() }}>
        <TextField label="Why" value={reason} onChange={setReason} maxLength={300} placeholder="Filled, budget gone, …" />
        {count > 0 && (
          <RadioGroup<What> label={people} value={what} onChange={setWhat} options={[
            { id: 'keep', label: count === 1 ? 'Stays as they are' : 'Stay as they are', description: 'They keep their stage. If the job opens again, everyone is where they were.' },
            { id: 'reject', label: count === 1 ? 'Is turned away' : 'Are turned away', description: 'Nobody is written to by this.' },
          ]} />
        )}
        {count > 0 && what === 'reject' && <Select label="Reason" value={reasonId} onChange={setReasonId} options={(settings?.rejectionReasons ?? []).filter(each => !each.archived).toSorted(byRank).map(({ id, name }) => ({ id, label: name }))} />}
      </form>
    </Dialog>
  )
}
