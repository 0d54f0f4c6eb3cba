import { Star, X } from 'lucide-react'
import { IconButton } from '../ui/actions/icon-button.tsx'
import { Tag } from '../ui/display/badge.tsx'
import { AddingBox } from '../ui/fields/adding-box.tsx'
import styles from './people-picker.module.css'
import { useDirectory } from '../replica/react.tsx'

type PeoplePickerProps = {
  label: string
  description?: string
  chosen: readonly string[]
  onChange: (ids: readonly string[]) => void
  /** Those asked first, among the chosen; without it nobody can be preferred. */
  preferred?: readonly string[]
  onPrefer?: (ids: readonly string[]) => void
}

/** Chooses colleagues one after the other. */
export function PeoplePicker({ label, description, chosen, onChange, preferred, onPrefer }: PeoplePickerProps) {
  const { people } = useDirectory()
  const free = [...people.values()].filter(person => person.active && !chosen.includes(person.id)).toSorted((a, b) => a.name.localeCompare(b.name))
  const options = free.map(({ id, name, title }) => ({ id, label: name, ...(title === '' ? {} : { description: title }) }))
  return (
    <div className={styles.part}>
      <AddingBox label={label} {...(description ? { description } : {})} options={options} onAdd={id => onChange([...chosen, id])} emptyText="Nobody else fits." />
      {chosen.length > 0 && (
        <ul className={styles.chips} aria-label={`${label}: chosen`}>
          {chosen.map(id => {
            const name = people.get(id)?.name ?? 'A colleague'
            const isPreferred = preferred?.includes(id) ?? false
            return (
              <li key={id} className={styles.chip}>
                <Tag {...(isPreferred ? { tone: 'accent' } : {})}>{name}</Tag>
                {preferred && onPrefer && (
                  <IconButton size="sm" label={isPreferred ? `Ask ${name} like the others` : `Ask ${name} first`} icon={<Star aria-hidden="true" {...(isPreferred ? { fill: 'currentColor' } : {})} />}
                    onPress={() => onPrefer(isPreferred ? preferred.filter(each => each !== id) : [...preferred, id])} />
                )}
                <IconButton size="sm" label={`Take ${name} off`} icon={<X aria-hidden="true" />} onPress={() => onChange(chosen.filter(each => each !== id))} />
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
