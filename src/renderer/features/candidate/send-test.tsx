/* oxlint-disable jsx-a11y/no-autofocus -- a box the person just asked for is where they go on */
import { ClipboardCheck } from 'lucide-react'
import { useState } from 'react'
import { sendAssessment } from '#shared/domain/commands/assessment'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import { useAct } from '../../actions/use-act.ts'
import { useStamp, type Directory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './candidate.module.css'

type SendTestProps = { application: Application; candidate: Candidate; directory: Directory }
const separator = '/'
/** More tests than this are found by typing. */
const listedAtOnce = 12

/** Sends a test of a connected vendor; offline it leaves once the laptop is back. There only while one is connected. */
export function SendTest({ application, candidate, directory: { me, settings, jobs } }: SendTestProps) {
  const [isOpen, setOpen] = useState(false)
  const vendors = (settings?.integrations ?? []).filter(each => each.category === 'assessment' && (each.tests ?? []).length > 0)
  const mayKnow = me.role === 'owner' || me.role === 'recruiter'
  if (!mayKnow || vendors.length === 0 || application.status !== 'active' || candidate.erasedAtMs !== null) return null
  const options = vendors.flatMap(vendor => (vendor.tests ?? []).map(test => ({ id: `${vendor.id}${separator}${test.id}`, label: test.name, description: vendor.title })))
  return (
    <>
      <Button size="sm" variant="ghost" icon={<ClipboardCheck aria-hidden="true" />} aria-label={`Send a test for ${jobs.get(application.jobId)?.title ?? 'this job'}`} onPress={() => setOpen(true)}>Send a test</Button>
      {isOpen && <SendDialog application={application} candidate={candidate} options={options} onClose={() => setOpen(false)} />}
    </>
  )
}

function SendDialog({ application, candidate, options, onClose }: { application: Application; candidate: Candidate; options: readonly { id: string; label: string; description: string }[]; onClose: () => void }) {
  const act = useAct()
  const stamp = useStamp()
  const [chosen, choose] = useState<string | null>(options.length === 1 ? options[0]!.id : null)
  const option = options.find(each => each.id === chosen)
  const [email] = candidate.emails
  const send = async () => {
    if (!option || email === undefined) return
    const [connectionId, ...testId] = option.id.split(separator)
    if (await act(sendAssessment(application, { connectionId: connectionId!, testId: testId.join(separator), test: option.label }, stamp()), `${option.label} goes to ${candidate.fullName}`)) onClose()
  }
  return (
    <Dialog title={`Send ${candidate.fullName} a test`} size="sm" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" isDisabled={!option || email === undefined} onPress={() => void send()}>Send</Button></>}>
      <form className={styles.form} onSubmit={event => { event.preventDefault(); void send() }}>
        {email === undefined ? <Banner tone="warn">Add an e-mail address first: the invitation goes there.</Banner> : <p className={styles.hint}>The invitation goes to {email}. The result comes back here, for recruiters and the hiring manager.</p>}
        {options.length > listedAtOnce
          ? <ComboBox label="Test" options={options} value={chosen} autoFocus emptyText="No test fits." onChange={choose} />
          : <Select label="Test" options={options} value={chosen} placeholder="Choose one" onChange={choose} />}
      </form>
    </Dialog>
  )
}
