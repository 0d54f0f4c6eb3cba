import { useState } from 'react'
import { byRank } from '#shared/lib/rank'
import type { Job } from '#shared/domain/model/job'
import { useDirectory } from '../../../replica/react.tsx'
import { Button } from '../../../ui/actions/button.tsx'
import { Banner } from '../../../ui/display/banner.tsx'
import { Checkbox } from '../../../ui/fields/checkbox.tsx'
import { Select } from '../../../ui/fields/select.tsx'
import { TextArea } from '../../../ui/fields/text-area.tsx'
import { TextField } from '../../../ui/fields/text-field.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import type { Card } from '../data/card.ts'
import styles from './actions.module.css'
import { StepPreview } from './step-preview.tsx'
import { whom, type Rejection } from './use-steps.ts'

export type RejectDialogProps = { kind: 'reject' | 'withdraw'; cards: readonly Card[]; job: Job; onDone: (input: Rejection) => void; onClose: () => void }

const hourMs = 3_600_000
const delays = [
  { id: '0', label: 'As soon as possible' }, { id: '1', label: 'In one hour' }, { id: '24', label: 'In one day' }, { id: '72', label: 'In three days' },
] as const
type Delay = (typeof delays)[number]['id']

/** `r` and `x`: why, a note for colleagues, and for a rejection an optional message that can still be stopped. */
export function RejectDialog({ kind, cards, job, onDone, onClose }: RejectDialogProps) {
  const { settings } = useDirectory()
  const side = kind === 'reject' ? 'us' : 'candidate'
  const reasons = (settings?.rejectionReasons ?? []).filter(reason => !reason.archived && reason.side === side).toSorted(byRank)
  const templates = (settings?.messageTemplates ?? []).filter(template => !template.archived).toSorted(byRank)
  const [reasonId, setReasonId] = useState<string | null>(reasons[0]?.id ?? null)
  const [note, setNote] = useState('')
  const [hasMessage, setHasMessage] = useState(false)
  const [template, setTemplate] = useState(templates[0] ?? null)
  const [subject, setSubject] = useState(templates[0]?.subject ?? '')
  const [body, setBody] = useState(templates[0]?.body ?? '')
  const [delay, setDelay] = useState<Delay>('24')
  const without = cards.filter(card => !card.candidate?.emails[0]).length
  const submit = () => onDone({
    reasonId, note: note.trim(),
    message: hasMessage && kind === 'reject' ? { subject, body, templateId: template?.id ?? null, sendAfterMs: Date.now() + Number(delay) * hourMs } : null,
  })
  const title = kind === 'reject' ? `Turn away ${whom(cards)}` : `${whom(cards)} withdrew`
  return (
    <Dialog
      title={title} isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }} isDismissable={!hasMessage && note === ''}
      footer={<><Button onPress={onClose}>Cancel</Button><Button type="submit" form="reject-form" variant={kind === 'reject' ? 'danger' : 'primary'} isDisabled={hasMessage && (!subject.trim() || !body.trim())}>{kind === 'reject' ? 'Turn away' : 'Mark as withdrawn'}</Button></>}
    >
      <form id="reject-form" className={styles.form} onSubmit={event => { event.preventDefault(); submit() }}>
        {reasons.length > 0
          ? <Select label="Reason" value={reasonId} onChange={setReasonId} options={reasons.map(reason => ({ id: reason.id, label: reason.name }))} autoFocus />
          : <p className={styles.hint}>There are no reasons to choose from yet; they are kept under Settings.</p>}
        <TextArea label="Note for colleagues" value={note} onChange={setNote} rows={2} maxLength={2000} description="The candidate never reads this." />
        {kind === 'reject' && (
          <>
            <Checkbox isSelected={hasMessage} onChange={setHasMessage}>Write to {cards.length === 1 ? 'the candidate' : 'the candidates'}</Checkbox>
            {hasMessage && (
              <div className={styles.message}>
                {settings?.capabilities.email === false && <Banner tone="warn">Shortlist cannot send e-mail yet. The message waits until the owner sets that up.</Banner>}
                {without > 0 && <Banner tone="neutral">{without === 1 ? 'One person has' : `${without} people have`} no e-mail address and will not be written to.</Banner>}
                <div className={styles.pair}>
                  {templates.length > 0 && <Select label="Template" value={template?.id ?? null} options={templates.map(each => ({ id: each.id, label: each.name }))} onChange={id => { const next = templates.find(each => each.id === id) ?? null; setTemplate(next); setSubject(next?.subject ?? ''); setBody(next?.body ?? '') }} />}
                  <Select<Delay> label="Send" value={delay} onChange={setDelay} options={delays} />
                </div>
                <TextField label="Subject" value={subject} onChange={setSubject} maxLength={300} isRequired />
                <TextArea label="Message" value={body} onChange={setBody} rows={6} maxLength={20_000} isRequired description="{{candidate.firstName}}, {{job.title}} and {{sender.name}} are filled in. Until it is sent it can be stopped." />
              </div>
            )}
          </>
        )}
        {!hasMessage && <StepPreview step={{ kind }} cards={cards} job={job} />}
      </form>
    </Dialog>
  )
}
