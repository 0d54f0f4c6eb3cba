import type { ValueList, ValueMap } from '#shared/contract/integrations'
import { useDirectory } from '../../replica/react.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import styles from './integrations.module.css'

const lists: readonly { id: ValueList; title: string }[] = [{ id: 'departments', title: 'Departments' }, { id: 'locations', title: 'Locations' }, { id: 'employmentTypes', title: 'Employment types' }, { id: 'levels', title: 'Levels' }]

/** Our values of the controlled lists in their words; a list that holds nothing has no table. */
export function ValueTables({ values, onChange }: { values: ValueMap; onChange: (values: ValueMap) => void }) {
  return lists.map(list => <ValueTable key={list.id} list={list} values={values} onChange={onChange} />)
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
