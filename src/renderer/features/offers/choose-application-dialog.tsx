import { useState } from 'react'
import { useLocation } from 'wouter'
import { watchPeopleOnJobs } from '../../replica/people-on-jobs.ts'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './offers.module.css'

/** Whom the offer is for. Whoever has one already is led to it. */
export function ChooseApplicationDialog({ onClose }: { onClose: () => void }) {
  const { jobs } = useDirectory()
  const replica = useReplica()
  const [, go] = useLocation()
  const onJobs = useLive(() => watchPeopleOnJobs(replica), [replica])
  const [applicationId, setApplication] = useState<string | null>(null)
  const found = onJobs.kind === 'ready' ? onJobs.value : []
  const open = () => { if (applicationId !== null) go(`/applications/${applicationId}/offer`) }
  return (
    <Dialog title="Draft an offer" size="sm" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" isDisabled={applicationId === null} onPress={open}>Go on</Button></>}>
      <form className={styles.form} onSubmit={event => { event.preventDefault(); open() }}>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the one question of this dialog */}
        <ComboBox autoFocus label="Candidate" options={found.map(each => ({ id: each.applicationId, label: each.name, description: jobs.get(each.jobId)?.title }))} value={applicationId} onChange={setApplication} emptyText="Nobody in process fits." />
      </form>
    </Dialog>
  )
}
