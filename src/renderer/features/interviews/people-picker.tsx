import { X } from 'lucide-react'
import { useState } from 'react'
import { useDirectory } from '../../replica/react.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Tag } from '../../ui/display/badge.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import styles from './interviews.module.css'

/** Chooses colleagues one after the other. */
export function PeoplePicker({ label, chosen, onChange }: { label: string; chosen: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const { people } = useDirectory()
  const [round, setRound] = useState(0)
  const free = [...people.values()].filter(person => person.active && !chosen.includes(person.id)).toSorted((a, b) => a.name.localeCompare(b.name))
  const add = (id: string | null) => {
    if (id === null) return
    onChange([...chosen, id])
    setRound(round + 1)
  }
  return (
    <div className={styles.part}>
      <ComboBox key={round} label={label} options={free.map(({ id, name, title }) => ({ id, label: name, ...(title === '' ? {} : { description: title }) }))} value={null} onChange={add} emptyText="Nobody else fits." />
      {chosen.length > 0 && (
        <ul className={styles.chips} aria-label={`${label}: chosen`}>
          {chosen.map(id => {
            const name = people.get(id)?.name ?? 'A colleague'
            return <li key={id}><Tag>{name}</Tag><IconButton size="sm" label={`Take ${name} off`} icon={<X aria-hidden="true" />} onPress={() => onChange(chosen.filter(each => each !== id))} /></li>
          })}
        </ul>
      )}
    </div>
  )
}
