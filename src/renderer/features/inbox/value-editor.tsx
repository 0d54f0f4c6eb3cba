import { useEffect, useId, useRef, useState } from 'react'
import { openStages } from '#shared/domain/commands/job'
import type { CollectionName } from '#shared/domain/model/collections'
import { checkFields } from '#shared/domain/model/parse-content'
import { fieldsAt } from '#shared/domain/conflict-value'
import { valueWords } from '#shared/domain/value-words'
import { isObject, type Json } from '#shared/lib/json'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { DateField } from '../../ui/fields/date-field.tsx'
import { NumberField } from '../../ui/fields/number-field.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TagField } from '../../ui/fields/tag-field.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './inbox.module.css'
import type { ShownQuestion } from './use-questions.ts'
import { startingValue, valueKindOf } from './value-kind.ts'

type ValueEditorProps = { shown: ShownQuestion; onSave: (value: Json) => void; onClose: () => void }

/** A value of one's own in place of both. */
export function ValueEditor({ shown, onSave, onClose }: ValueEditorProps) {
  const { question, words } = shown
  const { subject, record } = question
  const formId = useId()
  const [value, setValue] = useState<Json>(() => startingValue(question))
  const [problem, setProblem] = useState<string | null>(null)
  const formRef = useRef<HTMLFormElement>(null)
  useEffect(() => { formRef.current?.querySelector<HTMLElement>('button, input, textarea')?.focus() }, [])
  const save = (): void => {
    const collection = subject.collection as CollectionName
    const fields = record && fieldsAt(collection, record, subject.unit, value)
    if (!fields || checkFields(collection, fields).kind === 'misfit') return setProblem('This does not fit the field. Correct it and save again.')
    onSave(value)
  }
  return (
    <Dialog
      title={`Set the ${words.about}`} description={words.title} size="sm" isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" type="submit" form={formId}>Save and settle</Button></>}
    >
      <form id={formId} ref={formRef} className={styles.form} onSubmit={event => { event.preventDefault(); save() }}>
        <Editor shown={shown} value={value} onChange={next => { setValue(next); setProblem(null) }} problem={problem} />
      </form>
    </Dialog>
  )
}

type EditorProps = { shown: ShownQuestion; value: Json; onChange: (value: Json) => void; problem: string | null }

function Editor({ shown, value, onChange, problem }: EditorProps) {
  const { question: { subject }, words, reader, question } = shown
  const kind = valueKindOf(question)
  const label = `${words.about.charAt(0).toUpperCase()}${words.about.slice(1)}`
  const field = { label, ...(problem === null ? {} : { errorMessage: problem }) }
  switch (kind.kind) {
    case 'pipeline': return <PipelineEditor shown={shown} value={value} onChange={onChange} problem={problem} />
    case 'number': return <NumberField {...field} value={Number(value)} onChange={onChange} />
    case 'tags': return <TagField {...field} value={value as string[]} onChange={onChange} />
    case 'day': return <DateField {...field} value={typeof value === 'string' ? value : ''} onChange={next => onChange(next === '' ? null : next)} />
    case 'choice': {
      const say = (id: string): string => {
        const said = valueWords(subject.collection, subject.unit, id, { names: reader.names, jobId: subject.jobId })
        return said.charAt(0).toUpperCase() + said.slice(1)
      }
      return <Select {...field} options={kind.options.map(id => ({ id, label: say(id) }))} value={value === null ? null : String(value)} onChange={onChange} />
    }
    case 'text': return kind.isLong ? <TextArea {...field} rows={8} value={String(value)} onChange={onChange} /> : <TextField {...field} value={String(value)} onChange={onChange} />
    case 'none': return null
  }
}

const statuses = [
  { id: 'active', label: 'In process' }, { id: 'rejected', label: 'Turned away' }, { id: 'withdrawn', label: 'Withdrew' }, { id: 'hired', label: 'Hired' },
] as const

function PipelineEditor({ shown, value, onChange, problem }: EditorProps) {
  const { jobs, settings } = useDirectory()
  const { subject } = shown.question
  const card = isObject(value) ? value as Readonly<Record<string, Json>> : {}
  const job = subject.jobId === null ? undefined : jobs.get(subject.jobId)
  const set = (fields: Readonly<Record<string, Json>>): void => onChange({ ...card, ...fields })
  const status = String(card['status'] ?? 'active')
  const ended = status === 'rejected' || status === 'withdrawn'
  const setStatus = (id: string): void => set({
    status: id, ...(id === 'rejected' || id === 'withdrawn' ? {} : { rejectionReasonId: null, rejectionNote: '' }), ...(id === 'hired' ? {} : { hiredStartDate: null }),
  })
  const reasons = (settings?.rejectionReasons ?? []).filter(reason => !reason.archived).map(({ id, name }) => ({ id, label: name }))
  return (
    <>
      <Select label="Stage" options={(job ? openStages(job) : []).map(({ id, name }) => ({ id, label: name }))} value={typeof card['stageId'] === 'string' ? card['stageId'] : null} onChange={stageId => set({ stageId })} {...(problem === null ? {} : { errorMessage: problem })} />
      <Select label="Status" options={statuses} value={status as (typeof statuses)[number]['id']} onChange={setStatus} />
      {ended && reasons.length > 0 && <Select label="Reason" options={reasons} value={typeof card['rejectionReasonId'] === 'string' ? card['rejectionReasonId'] : null} onChange={rejectionReasonId => set({ rejectionReasonId })} />}
      {status === 'hired' && <DateField label="Start date" value={typeof card['hiredStartDate'] === 'string' ? card['hiredStartDate'] : ''} onChange={day => set({ hiredStartDate: day === '' ? null : day })} />}
    </>
  )
}
