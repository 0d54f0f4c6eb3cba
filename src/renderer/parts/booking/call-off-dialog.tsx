import { useState } from 'react'
import { Button } from '../../ui/actions/button.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'

/** As long as an interview keeps a reason, in characters. */
const longest = 500

export type CallOffDialogProps = Readonly<{
  /** What is called off: "the interview", "3 interviews". */
  what: string
  candidateName: string
  /** The trimmed reason; empty when none was given. */
  onCallOff: (reason: string) => void
  onClose: () => void
}>

/** Asks why, in a word, before an interview is called off. One need not say; undo stays. */
export function CallOffDialog({ what, candidateName, onCallOff, onClose }: CallOffDialogProps) {
  const [reason, setReason] = useState('')
  const done = () => {
    onCallOff(reason.trim())
    onClose()
  }
  return (
    <Dialog title={`Call off ${what} with ${candidateName}?`} size="sm" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Keep</Button><Button variant="primary" onPress={done}>Call off</Button></>}>
      <form onSubmit={event => { event.preventDefault(); done() }}>
        <TextField label="Why (if you like)" placeholder="Somebody is ill, the job is on hold…" description={`Your colleagues read it. ${candidateName} is only told that it does not take place.`} value={reason} onChange={setReason} maxLength={longest} />
      </form>
    </Dialog>
  )
}
