import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { VisuallyHidden } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { Spinner } from '../display/spinner.tsx'
import styles from './inline-edit.module.css'

export type InlineEditProps = {
  label: string
  value: string
  /** Return or resolve a sentence to refuse; the text stays open with that sentence under it. */
  onCommit: (value: string) => void | string | Promise<void | string>
  /** Shown while empty. */
  placeholder?: string
  isMultiline?: boolean
  isReadOnly?: boolean
  /** How the text is drawn at rest. Default: the value itself. */
  children?: ReactNode
  size?: 'base' | 'title'
}

type Phase = { kind: 'rest' } | { kind: 'editing'; draft: string; refusal?: string } | { kind: 'saving'; draft: string }

/** Click or Enter to edit; Enter (mod+Enter in several lines) or leaving commits; Esc restores. */
export function InlineEdit(props: InlineEditProps) {
  const { label, value, onCommit, placeholder = 'Add', isMultiline = false, isReadOnly = false, children, size = 'base' } = props
  const [phase, setPhase] = useState<Phase>({ kind: 'rest' })
  const restRef = useRef<HTMLButtonElement>(null)

  const rest = (keepFocus: boolean) => {
    flushSync(() => setPhase({ kind: 'rest' }))
    if (keepFocus) restRef.current?.focus()
  }
  const commit = async (draft: string, keepFocus: boolean) => {
    if (draft === value) return rest(keepFocus)
    setPhase({ kind: 'saving', draft })
    try {
      const refusal = await onCommit(draft)
      if (refusal) setPhase({ kind: 'editing', draft, refusal })
      else rest(keepFocus)
    } catch {
      setPhase({ kind: 'editing', draft, refusal: 'Not saved. Try again, or press Esc to go back.' })
    }
  }
  const look = classNames(styles.text, styles[size], isMultiline && styles.lines)
  if (isReadOnly) return <span className={classNames(look, styles.readOnly)}>{children ?? value}</span>
  if (phase.kind === 'rest') {
    return (
      <button ref={restRef} type="button" className={classNames(look, styles.rest)} onClick={() => setPhase({ kind: 'editing', draft: value })}>
        <VisuallyHidden elementType="span">{label}: </VisuallyHidden>
        {value ? (children ?? value) : <span className={styles.placeholder}>{placeholder}</span>}
      </button>
    )
  }
  return <Editor label={label} phase={phase} look={look} isMultiline={isMultiline} onDraft={(draft) => setPhase({ kind: 'editing', draft })} onCommit={(draft, keepFocus) => void commit(draft, keepFocus)} onCancel={() => rest(true)} />
}

type EditorProps = {
  label: string
  phase: Exclude<Phase, { kind: 'rest' }>
  look: string
  isMultiline: boolean
  onDraft: (draft: string) => void
  onCommit: (draft: string, keepFocus: boolean) => void
  onCancel: () => void
}

function Editor({ label, phase, look, isMultiline, onDraft, onCommit, onCancel }: EditorProps) {
  const refusal = phase.kind === 'editing' ? phase.refusal : undefined
  const isSaving = phase.kind === 'saving'
  const frameRef = useRef<HTMLSpanElement>(null)
  useEffect(() => frameRef.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')?.select(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      onCancel()
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing && (!isMultiline || event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      onCommit(phase.draft, true)
    }
  }
  const shared = {
    'aria-label': label, 'aria-invalid': refusal ? true : undefined, 'aria-busy': isSaving, value: phase.draft, readOnly: isSaving, className: classNames(look, styles.editor), onKeyDown,
    onChange: (event: { target: { value: string } }) => onDraft(event.target.value),
    onBlur: () => { if (phase.kind === 'editing' && !refusal) onCommit(phase.draft, false) },
  }
  return (
    <span ref={frameRef} className={styles.frame}>
      {isMultiline ? <textarea rows={3} {...shared} /> : <input type="text" {...shared} />}
      {isSaving && <span className={styles.spinner}><Spinner label="Saving" /></span>}
      {refusal && <span role="alert" className={styles.refusal}>{refusal}</span>}
    </span>
  )
}
