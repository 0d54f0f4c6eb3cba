import { useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '../../ui/actions/button.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './settings.module.css'
import type { Template } from './template.ts'

/** How a kind of template is written. */
export type TemplateFields<T extends Template> = Readonly<{
  rows: number
  maxLength: number
  help?: string
  /** Places that are filled in for each use: what stands in the text, and what people call it. */
  places?: Readonly<Record<string, string>>
  /** What is wrong with the text; null when nothing is. `isTried`: after the first attempt to save. */
  problemOf?: (template: T, isTried: boolean) => string | null
  /** More than name and text. */
  more?: (template: T, change: (template: T) => void) => ReactNode
}>

type TemplateDialogProps<T extends Template> = Readonly<{ template: T; newTitle: string; fields: TemplateFields<T>; onSave: (template: T) => void; onClose: () => void }>

export function TemplateDialog<T extends Template>({ template, newTitle, fields: { rows, maxLength, help, places = {}, problemOf, more }, onSave, onClose }: TemplateDialogProps<T>) {
  const [draft, setDraft] = useState(template)
  const [isTried, setTried] = useState(false)
  const text = useRef<HTMLTextAreaElement>(null)
  const problem = problemOf?.(draft, isTried) ?? null
  const save = () => {
    setTried(true)
    if (draft.name.trim() !== '' && (problemOf?.(draft, true) ?? null) === null) onSave({ ...draft, name: draft.name.trim() })
  }
  // Where the person was writing, and they write on behind it.
  const putIn = (place: string) => {
    const [from, to] = [text.current?.selectionStart ?? draft.body.length, text.current?.selectionEnd ?? draft.body.length]
    const written = `{{${place}}}`
    flushSync(() => setDraft({ ...draft, body: `${draft.body.slice(0, from)}${written}${draft.body.slice(to)}`.slice(0, maxLength) }))
    text.current?.focus()
    text.current?.setSelectionRange(from + written.length, from + written.length)
  }
  return (
    <Dialog title={template.name || newTitle} size="lg" isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" onPress={save}>Save</Button></>}>
      <form className={styles.form} onSubmit={event => { event.preventDefault(); save() }}>
        <TextField label="Name" isRequired value={draft.name} maxLength={120} onChange={name => setDraft({ ...draft, name })} errorMessage={isTried && draft.name.trim() === '' ? 'It needs a name.' : undefined} />
        {more?.(draft, setDraft)}
        {Object.keys(places).length > 0 && (
          <div className={styles.blanks} role="group" aria-label="Put in">
            <span className={styles.hint}>Put in:</span>
            {Object.entries(places).map(([place, said]) => <Button key={place} size="sm" onPress={() => putIn(place)}>{said}</Button>)}
          </div>
        )}
        <TextArea label="Text" inputRef={text} rows={rows} value={draft.body} maxLength={maxLength} onChange={body => setDraft({ ...draft, body })} {...(help ? { description: help } : {})} {...(problem === null ? {} : { errorMessage: problem })} />
      </form>
    </Dialog>
  )
}
