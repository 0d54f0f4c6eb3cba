import { SearchX, Search as SearchIcon } from 'lucide-react'
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { PageHeader } from '../../replica/page-header.tsx'
import { rememberVisitedList } from '../../replica/visited-list.ts'
import { Banner } from '../../ui/display/banner.tsx'
import { SearchField } from '../../ui/fields/search-field.tsx'
import { SegmentedControl } from '../../ui/fields/segmented-control.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { VirtualList } from '../../ui/data/virtual-list.tsx'
import { kindIcons, kindTitles } from './hit-icon.tsx'
import { pathOfHit } from './hit-path.ts'
import { searchKinds, type SearchKind } from './index/search-entry.ts'
import type { SearchAnswer, SearchHit } from './index/search-index.ts'
import styles from './search-screen.module.css'
import { useSearch } from './use-search.ts'

type Shown = SearchKind | 'all'
const perKind = { all: 20, one: 200 }
const key = (hit: SearchHit): string => `${hit.kind}:${hit.id}`

/** Drawn once for each hit, however often the list is laid out anew. */
const Row = memo(function Row({ hit }: { hit: SearchHit }) {
  return (
    <span className={styles.row}>
      <span className={styles.icon}>{kindIcons[hit.kind]}</span>
      <span className={styles.title}>{hit.title}</span>
      <span className={styles.subtitle}>{hit.subtitle}</span>
      <span className={styles.kind}>{kindTitles[hit.kind].replace(/s$/, '')}</span>
    </span>
  )
})
const renderHit = (hit: SearchHit) => <Row hit={hit} />

type ResultsProps = { hits: readonly SearchHit[]; selectedId: string | null; onSelect: (id: string) => void; onOpen: (id: string) => void }

/** Drawn anew when an answer comes, not with each key before it. */
const Results = memo(function Results({ hits, selectedId, onSelect, onOpen }: ResultsProps) {
  return <VirtualList label="Results" items={hits} getId={key} renderItem={renderHit} selectedId={selectedId} rowHeight={40} onSelect={onSelect} onOpen={onOpen} />
})

const noHits: readonly SearchHit[] = []

function saySummary(answer: SearchAnswer | null, text: string): string {
  if (!answer || text.trim() === '') return ''
  const total = Object.values(answer.totals).reduce((sum, count) => sum + count, 0)
  if (total === 0) return ''
  const shown = answer.hits.length < total ? `, the best ${answer.hits.length.toLocaleString()} shown` : ''
  return `${total.toLocaleString()} found${shown}${answer.isLoose ? ' (spelling forgiven)' : ''}`
}

/** Everything on this laptop, as one types. The words stay in the address, so that going back finds them again. */
export function SearchScreen() {
  const [params, setParams] = useSearchParams()
  const [, go] = useLocation()
  const text = params.get('q') ?? ''
  const shown = (params.get('in') ?? 'all') as Shown
  const kinds = useMemo(() => (shown === 'all' ? searchKinds : searchKinds.filter(kind => kind === shown)), [shown])
  const { state, answer, answered, isFailed, askAhead } = useSearch(text, shown === 'all' ? perKind.all : perKind.one, kinds)
  const [selectedId, setSelected] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const hits = answer?.hits ?? noHits
  const set = (name: string, value: string) => setParams(old => { const next = new URLSearchParams(old); if (value) next.set(name, value); else next.delete(name); return next }, { replace: true })
  const open = (hit: SearchHit | undefined) => {
    if (!hit) return
    if (hit.kind === 'candidate') rememberVisitedList({ title: `Search “${text}”`, path: `/search?${params}`, candidateIds: hits.filter(each => each.kind === 'candidate').map(each => each.id) })
    go(pathOfHit(hit))
  }
  const openNow = useRef(open)
  useLayoutEffect(() => { openNow.current = open })
  const openById = useCallback((id: string) => openNow.current(hits.find(hit => key(hit) === id)), [hits])
  const nothing = answer && !isFailed ? <EmptyState icon={<SearchX aria-hidden="true" />} title={`Nothing found for “${answered.trim()}”`}>{state.kind === 'reading' ? 'Not everything has been read yet.' : 'Try fewer or other words. Only what you may see is searched.'}</EmptyState> : null
  const options = [{ id: 'all' as Shown, label: 'All' }, ...searchKinds.map(kind => ({ id: kind as Shown, label: kindTitles[kind] }))]
  return (
    <div className={styles.screen}>
      <PageHeader title="Search" />
      <div className={styles.head}>
        <SearchField label="Search everything" placeholder="Names, companies, e-mails, notes, tags" value={text} onChange={value => { askAhead(value); set('q', value); setSelected(null) }} onSubmit={() => open(hits.find(hit => key(hit) === selectedId) ?? hits[0])} inputRef={input} />
        <SegmentedControl label="What to search" options={options} value={shown} onChange={value => set('in', value === 'all' ? '' : value)} />
        <output className={styles.summary}>{saySummary(answer, text)}</output>
      </div>
      {isFailed && <Banner tone="bad">The search stopped working. Reload this window to build it again; nothing is lost.</Banner>}
      {state.kind === 'reading' && <Banner tone="neutral">Still reading this laptop’s records ({state.done.toLocaleString()} so far). What has been read is found already.</Banner>}
      {text.trim() === '' || (answered.trim() === '' && !isFailed)
        ? <EmptyState isSure icon={<SearchIcon aria-hidden="true" />} title="Search everything on this laptop">Type a name, a company, an e-mail address, a phone number, a tag or words from a note. Typing errors are forgiven, and it works with no network.</EmptyState>
        : (
          <div className={styles.results}>
            {hits.length === 0 && nothing ? nothing : <Results hits={hits} selectedId={selectedId} onSelect={setSelected} onOpen={openById} />}
          </div>
        )}
    </div>
  )
}
