import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import type { FormColumn, FormField } from '#shared/contract/integrations'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TagField } from '../../ui/fields/tag-field.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { useFocusOnAdded } from '../../ui/keyboard/use-focus-on-added.ts'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import styles from './integrations.module.css'
import { at, pairsOf, put, rowsIn, type FormRow } from './form-rows.ts'

type RowsFieldProps = { field: FormField; value: string; onChange: (value: string) => void }

/** A list of lines, each with its own inputs: what others would write as text with brackets. What is rarely filled stands behind "More". */
export function RowsField({ field: { label, help, columns, name, required }, value, onChange }: RowsFieldProps) {
  const rows = rowsIn(value)
  const set = (next: readonly FormRow[]) => onChange(next.length === 0 ? '' : JSON.stringify(next))
  const list = useRef<HTMLFieldSetElement>(null)
  const goToAdded = useFocusOnAdded(list, ':scope > section')
  const edit = (index: number, row: FormRow) => set(rows.map((each, place) => (place === index ? row : each)))
  const [always, rarely] = [columns.filter(column => column.path.length === 1 && column.kind !== 'texts'), columns.filter(column => column.path.length > 1 || column.kind === 'texts')]
  const blank: FormRow = columns.reduce<FormRow>((row, column) => (column.kind === 'choice' && column.required && column.choices[0] ? put(row, column.path, column.choices[0].value) : row), {})
  return (
    <fieldset ref={list} className={styles.lines} id={name} tabIndex={-1}>
      <legend className={styles.title}>{label}{required && <span aria-hidden="true"> *</span>}</legend>
      {help !== '' && <p className={styles.hint}>{help}</p>}
      {rows.map((row, index) => (
        <section key={index} className={styles.line} aria-label={`${label}, line ${index + 1}`}>
          <div className={styles.cells}>
            {always.map(column => <Cell key={column.path.join('.')} column={column} row={row} onChange={next => edit(index, next)} />)}
          </div>
          {rarely.length > 0 && (
            <Disclosure title="For whom, and more" level={4} isInitiallyExpanded={rarely.some(({ path }) => at(row, path) !== undefined)}>
              <div className={styles.cells}>{rarely.map(column => <Cell key={column.path.join('.')} column={column} row={row} onChange={next => edit(index, next)} />)}</div>
            </Disclosure>
          )}
          <div><Button size="sm" variant="ghost" icon={<X aria-hidden="true" />} aria-label={`Remove line ${index + 1} of ${label}`} onPress={() => set(rows.filter((_, place) => place !== index))}>Remove</Button></div>
        </section>
      ))}
      <div><Button size="sm" icon={<Plus aria-hidden="true" />} aria-label={`Add a line to ${label}`} onPress={() => { goToAdded(); set([...rows, blank]) }}>Add a line</Button></div>
    </fieldset>
  )
}

function Cell({ column: { path, kind, label, help, required, choices }, row, onChange }: { column: FormColumn; row: FormRow; onChange: (row: FormRow) => void }) {
  const held = at(row, path)
  const common = { label, isRequired: required, ...(help === '' ? {} : { description: help }) }
  if (kind === 'choice') return <Select {...common} options={choices.map(choice => ({ id: choice.value, label: choice.label }))} value={typeof held === 'string' ? held : null} onChange={next => onChange(put(row, path, next))} />
  if (kind === 'texts') return <TagField {...common} placeholder="Add one" value={Array.isArray(held) ? held.map(String) : []} onChange={next => onChange(put(row, path, next.length === 0 ? undefined : next))} />
  if (kind === 'pairs') return <Pairs label={label} help={help} value={held} onChange={next => onChange(put(row, path, next))} />
  return <TextField {...common} autoComplete="off" value={typeof held === 'string' ? held : ''} onChange={typed => onChange(put(row, path, typed === '' ? undefined : typed))} />
}

function Pairs({ label, help, value, onChange }: { label: string; help: string; value: unknown; onChange: (value: Readonly<Record<string, unknown>>) => void }) {
  const pairs = pairsOf(value)
  const list = useRef<HTMLDivElement>(null)
  const goToAdded = useFocusOnAdded(list, `:scope > .${styles.pair}`)
  const set = (next: readonly (readonly [string, unknown])[]) => onChange(Object.fromEntries(next))
  const said = (held: unknown): string => (typeof held === 'string' ? held : JSON.stringify(held))
  // Two of the same name would be one: the new name waits until it is another.
  const rename = (index: number, name: string) => { if (!pairs.some(([known], place) => known === name && place !== index)) set(pairs.map((pair, place) => (place === index ? [name, pair[1]] : pair))) }
  return (
    <div ref={list} className={styles.pairs} role="group" aria-label={label}>
      <span className={styles.faint}>{label}{help === '' ? '' : `. ${help}`}</span>
      {pairs.map(([name, held], index) => (
        <div key={index} className={styles.pair}>
          <TextField label={`Name ${index + 1}`} isLabelHidden placeholder="name" autoComplete="off" value={name} onChange={typed => rename(index, typed)} />
          <TextField label={`Value of ${name || `name ${index + 1}`}`} isLabelHidden placeholder="{{fullName}}" autoComplete="off" value={said(held)} onChange={typed => set(pairs.map((pair, place) => (place === index ? [name, typed] : pair)))} />
          <IconButton size="sm" label={`Remove ${name || `name ${index + 1}`}`} icon={<X aria-hidden="true" />} onPress={() => set(pairs.filter((_, place) => place !== index))} />
        </div>
      ))}
      <div><Button size="sm" variant="ghost" icon={<Plus aria-hidden="true" />} isDisabled={pairs.some(([name]) => name === '')} onPress={() => { goToAdded(); set([...pairs, ['', '']]) }}>Fill in another</Button></div>
    </div>
  )
}
