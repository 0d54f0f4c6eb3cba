import { Plus, Users } from 'lucide-react'
import { useDeferredValue, useRef, useState, type UIEvent } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import type { Candidate } from '#shared/domain/model/candidate'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useMay } from '../../replica/react.tsx'
import { rememberVisitedList } from '../../replica/visited-list.ts'
import { Button } from '../../ui/actions/button.tsx'
import { DataTable } from '../../ui/data/data-table.tsx'
import type { Column } from '../../ui/data/data-table-props.ts'
import { Avatar } from '../../ui/display/avatar.tsx'
import { Tag } from '../../ui/display/badge.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { SearchField } from '../../ui/fields/search-field.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import type { Directory } from '../../replica/react.tsx'
import styles from './candidate.module.css'
import { QuickAddDialog } from './quick-add-dialog.tsx'
import { useCandidatePages, type CandidateFilter } from './use-candidate-pages.ts'

const none: CandidateFilter = { nameStart: '', ownerId: null, sourceId: null, tag: null }
const any = 'any'

const columnsOf = (directory: Directory): readonly Column<Candidate>[] => [
  { id: 'name', title: 'Name', width: 'minmax(180px, 1.6fr)', cell: row => <span className={styles.nameCell}><Avatar name={row.fullName} id={row.id} size="xs" isDecorative /><span dir="auto" className={styles.nameText}>{row.fullName}</span></span> },
  { id: 'role', title: 'Role', width: 'minmax(140px, 1.4fr)', cell: row => [row.title, row.company].filter(Boolean).join(' · ') || row.headline },
  { id: 'location', title: 'Location', width: 'minmax(90px, 0.8fr)', cell: row => row.location },
  { id: 'tags', title: 'Tags', width: 'minmax(120px, 1fr)', cell: row => <span className={styles.tagCell}>{row.tags.slice(0, 3).map(tag => <Tag key={tag}>{tag}</Tag>)}{row.tags.length > 3 && <span className={styles.tagsMore} title={row.tags.slice(3).join(', ')}>+{row.tags.length - 3}</span>}</span> },
  { id: 'source', title: 'Source', width: 'minmax(90px, 0.7fr)', cell: row => directory.settings?.sources.find(source => source.id === row.sourceId)?.name ?? '' },
  { id: 'owner', title: 'Owner', width: 'minmax(90px, 0.7fr)', cell: row => (row.ownerId === null ? '' : directory.people.get(row.ownerId)?.name ?? '') },
]

/** Everybody, by name. */
export function CandidatesScreen() {
  const directory = useDirectory()
  const may = useMay()
  const [, go] = useLocation()
  const [search, setSearch] = useSearchParams()
  const [filter, setFilter] = useState(none)
  const deferred = useDeferredValue(filter)
  const pages = useCandidatePages(deferred)
  const searchRef = useRef<HTMLInputElement>(null)
  const mayAdd = may({ collection: 'candidates', after: { privateTo: null, expectedCompensation: null } }).kind === 'allowed'
  const isAdding = mayAdd && search.get('new') !== null
  const setAdding = (on: boolean) => setSearch(on ? { new: '' } : {}, { replace: true })
  const isFiltered = filter !== none && JSON.stringify(filter) !== JSON.stringify(none)
  useShortcuts('candidates', [
    { keys: '/', title: 'Find by name', section: 'Candidates', run: () => searchRef.current?.focus() },
    ...(mayAdd ? [{ keys: 'c', title: 'Add a candidate', section: 'Candidates', run: () => setAdding(true) }] : []),
  ])
  const open = (candidate: Candidate) => {
    rememberVisitedList({ title: isFiltered ? 'Candidates, filtered' : 'Candidates', path: '/candidates', candidateIds: pages.rows.map(row => row.id) })
    go(`/candidates/${candidate.id}`)
  }
  const onScroll = ({ target }: UIEvent) => {
    if (target instanceof HTMLElement && target.scrollHeight - target.scrollTop - target.clientHeight < 800) pages.more()
  }
  const add = mayAdd && <Button variant="primary" icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>Add candidate</Button>
  const empty = isFiltered
    ? <EmptyState icon={<Users />} title="Nobody fits" action={<Button onPress={() => setFilter(none)}>Show everybody</Button>}>No candidate fits these filters. Names are found by how they begin; Ctrl or Cmd-K searches everything.</EmptyState>
    : <EmptyState icon={<Users />} title="No candidates yet" action={add || undefined}>Everybody you consider for a job will be listed here. Add one by hand, or import a file from your old system.</EmptyState>
  return (
    <div className={styles.list}>
      <PageHeader title="Candidates"><span className={styles.grow} />{add}</PageHeader>
      <div className={styles.filters}>
        <SearchField label="Name begins with" placeholder="Name begins with" shortcut="/" inputRef={searchRef} value={filter.nameStart} onChange={nameStart => setFilter({ ...filter, nameStart })} />
        <FilterSelect label="Owner" value={filter.ownerId} options={[...directory.people.values()].filter(person => person.active && person.role !== 'interviewer').map(({ id, name }) => ({ id, label: name }))} onChange={ownerId => setFilter({ ...filter, ownerId })} />
        <FilterSelect label="Source" value={filter.sourceId} options={(directory.settings?.sources ?? []).map(({ id, name }) => ({ id, label: name }))} onChange={sourceId => setFilter({ ...filter, sourceId })} />
        <FilterSelect label="Tag" value={filter.tag} options={(directory.settings?.tags ?? []).map(tag => ({ id: tag, label: tag }))} onChange={tag => setFilter({ ...filter, tag })} />
        {isFiltered && <Button variant="ghost" onPress={() => setFilter(none)}>Clear</Button>}
      </div>
      {pages.kind === 'loading' && <div className={styles.page} aria-busy="true"><Skeleton lines={8} /></div>}
      {pages.kind === 'failed' && <EmptyState icon={<Users />} title="The list could not be read" action={<Button onPress={() => setFilter({ ...filter })}>Try again</Button>}>Nothing was lost. Try again, or reload the workstation.</EmptyState>}
      {pages.kind === 'ready' && (
        <div className={styles.tableFrame} onScrollCapture={onScroll}>
          <DataTable label="Candidates" columns={columnsOf(directory)} rows={pages.rows} getId={row => row.id} getRowLabel={row => row.fullName} onOpen={open} empty={empty} />
        </div>
      )}
      {isAdding && <QuickAddDialog onClose={() => setAdding(false)} onAdded={id => go(`/candidates/${id}`)} />}
    </div>
  )
}

type FilterSelectProps = { label: string; value: string | null; options: readonly { id: string; label: string }[]; onChange: (id: string | null) => void }

function FilterSelect({ label, value, options, onChange }: FilterSelectProps) {
  if (options.length === 0) return null
  return <Select label={label} isLabelHidden options={[{ id: any, label: `Any ${label.toLowerCase()}` }, ...options]} value={value ?? any} onChange={id => onChange(id === any ? null : id)} />
}
