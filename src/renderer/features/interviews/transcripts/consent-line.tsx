import { useState } from 'react'
import { recordConsent } from '#shared/domain/commands/transcript'
import type { Application } from '#shared/domain/model/application'
import type { RecordingConsent } from '#shared/domain/model/transcript'
import { whenWords } from '#shared/domain/timeline-words'
import { useAct } from '../../../actions/use-act.ts'
import { useNow } from '../../../actions/use-now.ts'
import { useDirectory, useStamp } from '../../../replica/react.tsx'
import { Button } from '../../../ui/actions/button.tsx'
import { RadioGroup } from '../../../ui/fields/radio-group.tsx'
import { TextField } from '../../../ui/fields/text-field.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import styles from '../interviews.module.css'

type How = RecordingConsent['how']

const answers = [{ id: 'yes', label: 'They agreed' }, { id: 'no', label: 'They did not agree, or no longer do' }] as const
const ways: readonly { id: How; label: string }[] = [{ id: 'said', label: 'Said so, at the interview or on the phone' }, { id: 'written', label: 'Wrote it, in an e-mail or a message' }, { id: 'form', label: 'Signed a form' }]
const saidWords: Readonly<Record<How, string>> = { said: 'said so', written: 'wrote it', form: 'signed a form' }

/** What the candidate said to being recorded, who wrote that down, and when; and the way to write it down. */
export function ConsentLine({ application, name }: { application: Application; name: string }) {
  const { me, people } = useDirectory()
  const now = useNow()
  const [isAsking, setAsking] = useState(false)
  const consent = application.recordingConsent ?? null
  return (
    <div className={styles.buttons}>
      <span className={styles.faint}>{consent === null ? `Whether ${name} agrees to being recorded is not written down yet.`
        : `${name} ${consent.given ? 'agreed to being recorded' : 'does not agree to being recorded'} (${saidWords[consent.how]}), written down by ${people.get(consent.recordedById)?.name ?? 'a colleague'} ${whenWords(consent.atMs, now, me.zone)}.${consent.note ? ` ${consent.note}` : ''}`}</span>
      <Button size="sm" {...(consent === null ? {} : { variant: 'ghost' as const })} onPress={() => setAsking(true)}>{consent === null ? 'Write down their answer' : 'Change'}</Button>
      {isAsking && <ConsentDialog application={application} name={name} onClose={() => setAsking(false)} />}
    </div>
  )
}

function ConsentDialog({ application, name, onClose }: { application: Application; name: string; onClose: () => void }) {
  const act = useAct()
  const stamp = useStamp()
  const before = application.recordingConsent ?? null
  const [answer, setAnswer] = useState<'yes' | 'no' | null>(before === null ? null : before.given ? 'yes' : 'no')
  const [how, setHow] = useState<How>(before?.how ?? 'said')
  const [note, setNote] = useState(before?.note ?? '')
  const save = async () => {
    if (answer === null) return
    if (await act(recordConsent(application, { given: answer === 'yes', how, note: note.trim() }, stamp()), answer === 'yes' ? `${name} agreed to being recorded` : `${name} does not agree to being recorded`)) onClose()
  }
  return (
    <Dialog title={`Does ${name} agree to being recorded?`} description="No transcript is kept, and nothing of one is sent anywhere, without it." size="sm" isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" isDisabled={answer === null} onPress={() => void save()}>Write it down</Button></>}>
      <div className={styles.form}>
        <RadioGroup label="Their answer" options={answers} value={answer} onChange={setAnswer} />
        <RadioGroup label="How they gave it" options={ways} value={how} onChange={setHow} />
        <TextField label="Note" value={note} maxLength={500} onChange={setNote} placeholder="Which e-mail, which form" />
      </div>
    </Dialog>
  )
}
