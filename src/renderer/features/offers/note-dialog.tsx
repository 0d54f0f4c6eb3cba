import { useState } from 'react'
import { Button } from '../../ui/actions/button.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './offers.module.css'

/** A step that wants a word of why. */
export type NoteQuestion = Readonly<{ title: string; label: string; hint: string; button: string; isRequired: boolean; run: (note: string) => void }>

export function NoteDialog({ question: { title, label, hint, button, isRequired, run }, onClose }: { question: NoteQuestion; onClose: () => void }) {
  const [note, setNote] = useState('')
  const isReady = !isRequired || note.trim() !== ''
  const done = () => { if (isReady) { run(note); onClose() } }
  return (
    <Dialog title={title} size="sm" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" isDisabled={!isReady} onPress={done}>{button}</Button></>}>
      <form className={styles.form} onSubmit={event => { event.preventDefault(); done() }}>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the one question of this dialog */}
        <TextArea autoFocus label={label} description={hint} value={note} onChange={setNote} maxLength={1_000} rows={4} />
      </form>
    </Dialog>
  )
}
