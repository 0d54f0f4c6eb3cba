import { Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Connection, ConnectorInfo, MappingLine, Transform, ValueMap } from '#shared/contract/integrations'
import { followedFields } from '#shared/domain/onboarding/owned-fields'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Checkbox } from '../../ui/fields/checkbox.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { useFocusOnAdded } from '../../ui/keyboard/use-focus-on-added.ts'
import styles from './integrations.module.css'
import { usePeopleToTry, useSamples } from './use-samples.ts'
import { ValueTables } from './value-tables.tsx'

export type MappingEditorProps = { connection: Connection; connector: ConnectorInfo; isSaving: boolean; onSave: (mapping: MappingLine[], values: ValueMap) => void }

const transforms: readonly { id: Transform; label: string }[] = [
  { id: 'none', label: 'As it is' }, { id: 'trim', label: 'Without spaces around it' }, { id: 'upper', label: 'CAPITALS' }, { id: 'lower', label: 'small letters' }, { id: 'firstWord', label: 'First word' },
  { id: 'lastWord', label: 'Last word' }, { id: 'digits', label: 'Digits only' }, { id: 'date:DD/MM/YYYY', label: 'Day/month/year' }, { id: 'date:MM/DD/YYYY', label: 'Month/day/year' },
]
const directions = [{ id: 'out', label: 'We tell them' }, { id: 'in', label: 'They tell us' }] as const
const rules = [{ id: 'overwrite', label: 'Replace it' }, { id: 'append', label: 'Add to it' }, { id: 'ignore', label: 'Leave it' }] as const

/** Which of our fields becomes which of theirs, what that is for a real person, and our values in their words. */
export function MappingEditor({ connection, connector, isSaving, onSave }: MappingEditorProps) {
  const [lines, setLines] = useState<readonly MappingLine[]>(connection.mapping)
  const [values, setValues] = useState<ValueMap>(connection.values)
  const people = usePeopleToTry()
  const { settings } = useDirectory()
  const owns = settings?.integrations.find(each => each.id === connection.id)?.owns ?? []
  const [chosen, choose] = useState<string | null>(null)
  const person = people.find(each => each.applicationId === chosen) ?? people[0] ?? null
  const samples = useSamples(connection, lines, person?.applicationId ?? null)
  const ours = connector.fields.map(({ name, label }) => ({ id: name, label }))
  const edit = (at: number, change: Partial<MappingLine>) => setLines(lines.map((line, index) => (index === at ? { ...line, ...change } : line)))
  const list = useRef<HTMLDivElement>(null)
  const goToAdded = useFocusOnAdded(list, ':scope > fieldset')
  const add = () => {
    goToAdded()
    setLines([...lines, { ours: ours[0]?.id ?? 'name', theirs: '', direction: 'out', rule: 'overwrite', transform: 'none', required: false }])
  }
  const isWhole = lines.every(line => line.theirs.trim() !== '')
  return (
    <div className={styles.stack}>
      <p className={styles.hint}>A field marked as needed stops the sending until somebody has filled it in; the log says which and who can.</p>
      {people.length > 0 && <ComboBox label="Shown for" description="What each field would hold for this person, with the lines as they stand here. Nothing is sent." options={people.map(each => ({ id: each.applicationId, label: each.name }))} value={person?.applicationId ?? null} onChange={choose} emptyText="Nobody fits." />}
      <div className={styles.mapping} ref={list}>
        {lines.map((line, at) => {
          const label = ours.find(each => each.id === line.ours)?.label ?? line.ours
          return (
            <fieldset key={at} className={styles.mapLine} aria-label={`${label} to ${line.theirs || 'a field of theirs'}`}>
              <Select label="Our field" options={ours.some(each => each.id === line.ours) ? ours : [...ours, { id: line.ours, label: line.ours }]} value={line.ours} onChange={id => edit(at, { ours: id })} />
              <TextField label="Their field" autoComplete="off" value={line.theirs} onChange={theirs => edit(at, { theirs })} maxLength={200} />
              <Select label="Direction" options={connector.canTell || line.direction === 'in' ? directions : directions.slice(0, 1)} value={line.direction} onChange={direction => edit(at, { direction })} />
              <Select label="If theirs holds something" options={connector.canAppend ? rules : rules.filter(rule => rule.id !== 'append')} value={line.rule} onChange={rule => edit(at, { rule })} />
              <Select label="Written" options={transforms} value={line.transform} onChange={transform => edit(at, { transform })} />
              <div className={styles.mapEnd}>
                <Checkbox isSelected={line.required} onChange={required => edit(at, { required })}>Needed</Checkbox>
                <IconButton size="sm" label={`Remove ${label} to ${line.theirs || 'a field of theirs'}`} icon={<X aria-hidden="true" />} onPress={() => setLines(lines.filter((_, index) => index !== at))} />
              </div>
              {(person || line.direction === 'in') && <Sample line={line} value={samples.get(`${line.ours}/${line.theirs}`)} isGiven={connection.fields.includes(line.ours)} isOwner={owns.includes(line.ours)} isHeld={connector.canAppend} title={connection.title} />}
            </fieldset>
          )
        })}
      </div>
      <div><Button size="sm" icon={<Plus aria-hidden="true" />} onPress={add}>Add a field</Button></div>
      <ValueTables values={values} onChange={setValues} />
      {!isWhole && <p className={styles.hint}>Name their field in every line, or remove the line; then this can be saved.</p>}
      <div><Button variant="primary" isDisabled={!isWhole} isPending={isSaving} onPress={() => onSave([...lines], values)}>Save fields</Button></div>
    </div>
  )
}

/** What a line comes to, or why it comes to nothing. */
function Sample({ line: { ours, direction, rule, required }, value, isGiven, isOwner, isHeld, title }: { line: MappingLine; value: string | undefined; isGiven: boolean; isOwner: boolean; /** Any line says where it is read; otherwise only one that comes in. */ isHeld: boolean; title: string }) {
  if (isOwner) return <p className={styles.sample}>{direction === 'in' || isHeld ? 'Read from there, never written' : 'Not sent'}: {title} owns this field.</p>
  if (direction === 'in') return <p className={styles.sample}>{followedFields.includes(ours) ? `Never written. It is read once ${title} owns the field: see “Who owns which field”.` : 'Never written. Shortlist keeps its own value.'}</p>
  if (rule === 'ignore') return <p className={styles.sample}>Not sent.</p>
  if (!isGiven) return <p className={styles.sample}>Not sent: this field is not ticked under “What it is given”.</p>
  if (value === undefined) return null
  return <p className={styles.sample}>{value === '' ? required ? 'Nothing yet, so the sending would wait for it.' : 'Nothing to send.' : <>Would be sent as <strong>{value}</strong></>}</p>
}
