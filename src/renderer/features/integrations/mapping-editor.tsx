import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { Connection, ConnectorInfo, MappingLine, Transform, ValueList, ValueMap } from '#shared/contract/integrations'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Checkbox } from '../../ui/fields/checkbox.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import styles from './integrations.module.css'

export type MappingEditorProps = { connection: Connection; connector: ConnectorInfo; isSaving: boolean; onSave: (mapping: MappingLine[], values: ValueMap) => void }

const transforms: readonly { id: Transform; label: string }[] = [
  { id: 'none', label: 'As it is' }, { id: 'trim', label: 'Without spaces around it' }, { id: 'upper', label: 'CAPITALS' }, { id: 'lower', label: 'small letters' }, { id: 'firstWord', label: 'First word' },
  { id: 'lastWord', label: 'Last word' }, { id: 'digits', label: 'Digits only' }, { id: 'date:DD/MM/YYYY', label: 'Day/month/year' }, { id: 'date:MM/DD/YYYY', label: 'Month/day/year' },
]
const directions = [{ id: 'out', label: 'We tell them' }, { id: 'in', label: 'They tell us' }] as const
const rules = [{ id: 'overwrite', label: 'Replace what is there' }, { id: 'append', label: 'Add to what is there' }, { id: 'ignore', label: 'Leave what is there' }] as const
const lists: readonly { id: ValueList; title: string }[] = [{ id: 'departments', title: 'Departments' }, { id: 'locations', title: 'Locations' }, { id: 'employmentTypes', title: 'Employment types' }, { id: 'levels', title: 'Levels' }]

/** Which of our fields becomes which of theirs, and our values in their words. */
export function MappingEditor({ connection, connector, isSaving, onSave }: MappingEditorProps) {
  const [lines, setLines] = useState<readonly MappingLine[]>(connection.mapping)
  const [values, setValues] = useState<ValueMap>(connection.values)
  const ours = connector.fields.map(({ name, label }) => ({ id: name, label }))
  const edit = (at: number, change: Partial<MappingLine>) => setLines(lines.map((line, index) => (index === at ? { ...line, ...change } : line)))
  const add = () => setLines([...lines, { ours: ours[0]?.id ?? 'name', theirs: '', direction: 'out', rule: 'overwrite', transform: 'none', required: false }])
  const isWhole = lines.every(line => line.theirs.trim() !== '')
  return (
    <div className={styles.stack}>
      <p className={styles.hint}>A field marked as needed stops the sending until somebody has filled it in; the log says which and who can.</p>
      <div className={styles.mapping}>
        {lines.map((line, at) => (
          <fieldset key={at} className={styles.mapLine} aria-label={`Field ${at + 1}`}>
            <Select label="Our field" options={ours.some(each => each.id === line.ours) ? ours : [...ours, { id: line.ours, label: line.ours }]} value={line.ours} onChange={id => edit(at, { ours: id })} />
            <TextField label="Their field" value={line.theirs} onChange={theirs => edit(at, { theirs })} maxLength={200} />
            <Select label="Direction" options={directions} value={line.direction} onChange={direction => edit(at, { direction })} />
            <Select label="If they have one" options={connector.canAppend ? rules : rules.filter(rule => rule.id !== 'append')} value={line.rule} onChange={rule => edit(at, { rule })} />
            <Select label="Written" options={transforms} value={line.transform} onChange={transform => edit(at, { transform })} />
            <Checkbox isSelected={line.required} onChange={required => edit(at, { required })}>Needed</Checkbox>
            <IconButton label={`Remove field ${at + 1}`} icon={<X aria-hidden="true" />} onPress={() => setLines(lines.filter((_, index) => index !== at))} />
          </fieldset>
        ))}
      </div>
      <div><Button size="sm" icon={<Plus aria-hidden="true" />} onPress={add}>Add a field</Button></div>
      {lists.map(list => <ValueTable key={list.id} list={list} values={values} onChange={setValues} />)}
      <div><Button variant="primary" isDisabled={!isWhole} isPending={isSaving} onPress={() => onSave([...lines], values)}>Save fields</Button></div>
    </div>
  )
}

function ValueTable({ list, values, onChange }: { list: (typeof lists)[number]; values: ValueMap; onChange: (values: ValueMap) => void }) {
  const { settings } = useDirectory()
  const own = settings?.[list.id].filter(value => !value.archived) ?? []
  const theirs = values[list.id] ?? {}
  if (own.length === 0) return null
  return (
    <Disclosure title={`${list.title} in their words`} level={3}>
      <div className={styles.checks}>
        {own.map(({ id, name }) => <TextField key={id} label={name} value={theirs[id] ?? ''} placeholder={name} onChange={typed => onChange({ ...values, [list.id]: { ...theirs, [id]: typed } })} maxLength={200} />)}
      </div>
    </Disclosure>
  )
}
