import { X } from 'lucide-react'
import { useMemo } from 'react'
import type { Ref } from 'react'
import { byRank } from '#shared/lib/rank'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Menu } from '../../ui/overlays/menu.tsx'
import { SearchField } from '../../ui/fields/search-field.tsx'
import { isNarrow, noFilter, type CardFilter } from './data/card-filter.ts'
import { tagsOf, type Card } from './data/card.ts'
import styles from './pipeline.module.css'

export type FilterBarProps = {
  filter: CardFilter
  onChange: (filter: CardFilter) => void
  cards: readonly Card[]
  stages: readonly Readonly<{ id: string; name: string }>[]
  jobs?: readonly Readonly<{ id: string; title: string }>[]
  inputRef?: Ref<HTMLInputElement>
  /** The board shows those in process and hired; states are for lists. */
  hasStatus: boolean
  shown: number
}

type Choice = Readonly<{ id: string; name: string }>
const statuses: readonly Choice[] = [
  { id: 'active', name: 'In process' }, { id: 'hired', name: 'Hired' }, { id: 'rejected', name: 'Turned away' }, { id: 'withdrawn', name: 'Withdrew' }, { id: 'all', name: 'Everybody' },
]

const toggled = (list: readonly string[], id: string): readonly string[] => (list.includes(id) ? list.filter(each => each !== id) : [...list, id])

export function FilterBar({ filter, onChange, cards, stages, jobs, inputRef, hasStatus, shown }: FilterBarProps) {
  const { settings, people } = useDirectory()
  const tags = useMemo(() => [...new Set(cards.flatMap(tagsOf))].toSorted().slice(0, 200).map(tag => ({ id: tag, name: tag })), [cards])
  const owners = useMemo(() => [...new Set(cards.map(card => card.application.ownerId))].flatMap(id => (id && people.has(id) ? [{ id, name: people.get(id)!.name }] : [])), [cards, people])
  const sources = (settings?.sources ?? []).toSorted(byRank)
  const several = (title: string, field: 'stageIds' | 'tags' | 'sourceIds' | 'ownerIds' | 'jobIds', choices: readonly Choice[]) =>
    choices.length > 0 && <ChoiceMenu title={title} choices={choices} chosen={filter[field]} onChoose={id => onChange({ ...filter, [field]: toggled(filter[field], id) })} />
  return (
    <div className={styles.filters} role="search" aria-label="Filter">
      <div className={styles.filterText}><SearchField label="Filter by name, company or tag" placeholder="Filter" shortcut="f" value={filter.text} onChange={text => onChange({ ...filter, text })} {...(inputRef ? { inputRef } : {})} /></div>
      {hasStatus && <ChoiceMenu title="State" choices={statuses} chosen={[filter.status]} onChoose={id => onChange({ ...filter, status: id as CardFilter['status'] })} />}
      {jobs && several('Job', 'jobIds', jobs.map(job => ({ id: job.id, name: job.title })))}
      {several('Stage', 'stageIds', stages)}
      {several('Tag', 'tags', tags)}
      {several('Source', 'sourceIds', sources)}
      {several('Owner', 'ownerIds', owners)}
      {(isNarrow(filter) || (hasStatus && filter.status !== 'active')) && <Button variant="ghost" icon={<X aria-hidden="true" />} onPress={() => onChange(noFilter)}>Clear</Button>}
      <span className={styles.shown} role="status">{isNarrow(filter) ? `${shown.toLocaleString('en-GB')} of ${cards.length.toLocaleString('en-GB')}` : ''}</span>
    </div>
  )
}

function ChoiceMenu({ title, choices, chosen, onChoose }: { title: string; choices: readonly Choice[]; chosen: readonly string[]; onChoose: (id: string) => void }) {
  const names = choices.filter(choice => chosen.includes(choice.id)).map(choice => choice.name)
  const words = names.length === 0 ? title : names.length <= 2 ? `${title}: ${names.join(', ')}` : `${title}: ${names.length} chosen`
  return <Menu label={title} trigger={<Button variant="ghost">{words}</Button>} sections={[{ id: title, items: choices.map(choice => ({ id: choice.id, title: choice.name, isChosen: chosen.includes(choice.id), run: () => onChoose(choice.id) })) }]} />
}
