import { SearchX, Search as SearchIcon } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { PageHeader } from '../../replica/page-header.tsx'
import { rememberVisitedList } from '../../replica/visited-list.ts'
import { Banner } from '../../ui/display/banner.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { pathOfHit } from './hit-path.ts'
import { searchKinds } from './index/search-entry.ts'
import type { SearchAnswer, SearchHit } from './index/search-index.ts'
import { KindChoice, SearchBox, type Shown } from './search-head.tsx'
import { hitKey, Results } from './search-results.tsx'
import styles from './search-screen.module.css'
import { useAddressWords } from './use-address-words.ts'
import { useSearch } from './use-search.ts'

const perKind = { all: 20, one: 200 }
const noHits: readonly SearchHit[] = []

function saySummary(answer: SearchAnswer | null): string {
  if (!answer) return ''
  const total = Object.values(answer.totals).reduce((sum, count) => sum + count, 0)
  if (total === 0) return ''
  const shown = answer.hits.length < total ? `, the best ${answer.hits.length.toLocaleString()} shown` : ''
  return `${total.toLocaleString()} found${shown}${answer.isLoose ? ' (spelling forgiven)' : ''}`
}

/** Everything on this laptop, as one types. A key draws its letter; the answer draws the rest. */
export function SearchScreen() {
  const [, go] = useLocation()
  const { params, arrived, put, follow } = useAddressWords()
  const shown = (params.get('in') ?? 'all') as Shown
  const kinds = useMemo(() => (shown === 'all' ? searchKinds : searchKinds.filter(kind => kind === shown)), [shown])
  const { state, answer, answered, isFailed, ask, latest } = useSearch(arrived, shown === 'all' ? perKind.all : perKind.one, kinds)
  useEffect(() => (answered === null ? undefined : follow(answered)), [answered, follow])
  const [selected, setSelected] = useState<Readonly<{ of: string | null; id: string | null }>>({ of: null, id: null })
  const selectedId = selected.of === answered ? selected.id : null
  const hits = answer?.hits ?? noHits
  const text = (answered ?? '').trim()
  /** Opens one of what was found last, the first unless `id` is there; waits for an answer that is on its way. */
  const open = useCallback(async (id: string | null) => {
    const { answered: about, answer: found } = await latest()
    if (found === null || about === null) return
    const hit = found.hits.find(each => hitKey(each) === id) ?? found.hits[0]
    if (!hit) return
    put({ q: about })
    const path = `/search?${new URLSearchParams({ ...Object.fromEntries(params), q: about })}`
    if (hit.kind === 'candidate') rememberVisitedList({ title: `Search “${about}”`, path, candidateIds: found.hits.filter(each => each.kind === 'candidate').map(each => each.id) })
    go(pathOfHit(hit))
  }, [latest, params, put, go])
  const openChosen = useCallback(() => { void open(selected.id) }, [open, selected])
  const openById = useCallback((id: string) => { void open(id) }, [open])
  const select = useCallback((id: string) => setSelected({ of: answered, id }), [answered])
  const chooseKind = useCallback((kind: Shown) => put({ in: kind === 'all' ? '' : kind }), [put])
  return (
    <div className={styles.screen}>
      {header}
      <div className={styles.head}>
        <SearchBox arrived={arrived} onType={ask} onSubmit={openChosen} />
        <KindChoice shown={shown} onChange={chooseKind} />
        <output className={styles.summary}>{text === '' ? '' : saySummary(answer)}</output>
      </div>
      {isFailed && <Banner tone="bad">The search stopped working. Reload this window to build it again; nothing is lost.</Banner>}
      {state.kind === 'reading' && <Banner tone="neutral">Still reading this laptop’s records ({state.done.toLocaleString()} so far). What has been read is found already.</Banner>}
      <div className={styles.below}>
        <Results hits={hits} selectedId={selectedId} onSelect={select} onOpen={openById} />
        {text === '' && introduction}
        {text !== '' && answer && hits.length === 0 && <NothingFound text={text} isReading={state.kind === 'reading'} />}
      </div>
    </div>
  )
}

const header = <PageHeader title="Search" />

const introduction = (
  <EmptyState isSure icon={<SearchIcon aria-hidden="true" />} title="Search everything on this laptop">
    Type a name, a company, an e-mail address, a phone number, a tag or words from a note. Typing errors are forgiven, and it works with no network.
  </EmptyState>
)

function NothingFound({ text, isReading }: { text: string; isReading: boolean }) {
  return (
    <EmptyState icon={<SearchX aria-hidden="true" />} title={`Nothing found for “${text}”`}>
      {isReading ? 'Not everything has been read yet.' : 'Try fewer or other words. Only what you may see is searched.'}
    </EmptyState>
  )
}
