import { Columns2, List, Plus, Users } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { openStages } from '#shared/domain/commands/job'
import type { Job } from '#shared/domain/model/job'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { rememberVisitedList } from '../../replica/visited-list.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { SegmentedControl } from '../../ui/fields/segmented-control.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { readStored, writeStored } from '../../ui/stored-value.ts'
import { ActionDialogs } from './actions/action-dialogs.tsx'
import { previewOf } from './actions/preview-of.ts'
import { useMoveConsequences } from './actions/use-move-consequences.ts'
import { useSteps } from './actions/use-steps.ts'
import { Board } from './board/board.tsx'
import { DetailStrip } from './board/detail-strip.tsx'
import { filterCards, statusesOf } from './data/card-filter.ts'
import type { Card } from './data/card.ts'
import { useMarks } from './data/use-marks.ts'
import { useOptimistic } from './data/use-optimistic.ts'
import { watchCards } from './data/watch-cards.ts'
import { FilterBar } from './filter-bar.tsx'
import { JobSwitcher } from './job-switcher.tsx'
import { CardList, ColumnsMenu, useListColumns } from './list/card-list.tsx'
import { SavedViews } from './list/saved-views.tsx'
import { usualView, type ListView } from './list/view-query.ts'
import styles from './pipeline.module.css'
import { useCardActions } from './use-card-actions.ts'
import { useLatest } from './use-latest.ts'

type Layout = 'board' | 'list'
const noCards: readonly Card[] = []
const boardStatuses = ['active', 'hired'] as const

export function JobBoardScreen() {
  const { jobId = '' } = useParams()
  const { jobs } = useDirectory()
  const job = jobs.get(jobId)
  if (!job) return <><PageHeader title="Pipeline" /><EmptyState icon={<Columns2 />} title="This job is not on this computer">It may have been removed, or is not shared with you.</EmptyState></>
  return <JobBoard key={jobId} job={job} />
}

function JobBoard({ job }: { job: Job }) {
  const replica = useReplica()
  const [, go] = useLocation()
  const [layout, setLayout] = useState<Layout>(() => (readStored('pipeline.layout') === 'list' ? 'list' : 'board'))
  const [view, setView] = useState<ListView>(usualView)
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => new Set())
  const [active, setActive] = useState<Card | null>(null)
  const [hovered, setHovered] = useState<Card | null>(null)
  const filterInput = useRef<HTMLInputElement>(null)
  const marks = useMarks(job.id)
  const statuses = layout === 'board' ? boardStatuses : statusesOf(view.filter)
  const statusKey = statuses.join()
  const live = useLive(() => watchCards(replica, [job.id], statuses), [replica, job.id, statusKey], `pipeline.${job.id}.${statusKey}`)
  const { shown: all, show } = useOptimistic(live.kind === 'ready' ? live.value : noCards)
  const present = useMemo(() => all.filter(card => statuses.includes(card.application.status as never)), [all, statuses])
  const cards = useMemo(() => filterCards(present, view.filter), [present, view.filter])
  const steps = useSteps(show)
  const columns = useListColumns(marks, false)
  const chosen = useMemo(() => cards.filter(card => selected.has(card.id)), [cards, selected])
  const target = hasCard(cards, active) ? active : null
  const consequences = useMoveConsequences(chosen, layout === 'board' ? target : null, job)
  const targets = () => (chosen.length > 0 ? chosen : layout === 'board' && target ? [target] : [])
  const actions = useCardActions({ job, targets, hasTargets: chosen.length > 0 || (layout === 'board' && target !== null), steps, onFilter: () => filterInput.current?.focus(), onStep: () => setSelected(new Set()) })
  const isChoosing = selected.size > 0
  useShortcuts('board', [{ keys: 'escape', title: isChoosing ? 'Choose nobody' : 'Back to all jobs', section: isChoosing ? 'Cards' : 'Go to', run: () => { if (isChoosing) setSelected(new Set()); else go('/pipeline') } }])
  const setLatestLayout = (next: Layout) => { setLayout(next); writeStored('pipeline.layout', next); setSelected(new Set()) }
  const open = useLatest((card: Card, ordered: readonly Card[]) => {
    rememberVisitedList({ title: job.title, path: `/pipeline/${job.id}`, candidateIds: ordered.map(each => each.application.candidateId) })
    go(`/candidates/${card.application.candidateId}?from=job:${job.id}`)
  })
  const onOpen = useCallback((card: Card, ordered: readonly Card[]) => open.current(card, ordered), [open])
  const stages = openStages(job)
  if (live.kind === 'failed') return <><PageHeader title={job.title} /><EmptyState icon={<Columns2 />} title="The board could not be read">This computer’s storage did not answer. Reload the window; nothing is lost.</EmptyState></>
  return (
    <>
      <PageHeader title={job.title} lead={<JobSwitcher current={job} />}>
        {job.status !== 'open' && <Badge tone="warn">{{ draft: 'Draft', onHold: 'On hold', closed: 'Closed' }[job.status]}</Badge>}
        <span className={styles.headerText}>{present.length.toLocaleString('en-GB')} {present.length === 1 ? 'person' : 'people'}</span>
        <span className={styles.grow} />
        <SegmentedControl<Layout> label="Layout" value={layout} onChange={setLatestLayout} options={[{ id: 'board', label: 'Board', icon: <Columns2 />, isLabelHidden: true }, { id: 'list', label: 'List', icon: <List />, isLabelHidden: true }]} />
        {actions.canAdd && <Button variant="primary" icon={<Plus aria-hidden="true" />} onPress={() => actions.setAsking({ kind: 'add', stageId: undefined })}>Add</Button>}
      </PageHeader>
      <div className={styles.filterRow}>
        <FilterBar filter={view.filter} onChange={filter => setView({ ...view, filter })} cards={present} stages={stages} inputRef={filterInput} hasStatus={layout === 'list'} shown={cards.length} />
        {layout === 'list' && <div className={styles.viewTools}><SavedViews screen="pipeline.job" view={view} onView={setView} /><ColumnsMenu columns={columns} view={view} onView={setView} /></div>}
      </div>
      {live.kind === 'loading' ? <div className={styles.wait} aria-busy="true"><Skeleton shape="block" width="24%" height={320} /><Skeleton shape="block" width="24%" height={320} /><Skeleton shape="block" width="24%" height={320} /></div>
        : layout === 'list' ? (
          <CardList label={`People of ${job.title}`} cards={cards} columns={columns} view={view} onView={setView} selection={{ selected, onSelected: setSelected }} onOpen={onOpen} empty={<EmptyState icon={<Users />} title="Nobody fits">Clear the filter, or add somebody to the job with A.</EmptyState>} />
        ) : present.length === 0 ? (
          <EmptyState icon={<Users />} title="Nobody is in process yet" {...(actions.canAdd ? { action: <Button variant="primary" onPress={() => actions.setAsking({ kind: 'add', stageId: undefined })}>Add somebody</Button> } : {})}>
            Each stage becomes a column here. Add people one by one with A, or import a file; then move them with the mouse or the keys 1 to 9.
          </EmptyState>
        ) : (
          <Board
            job={job} cards={cards} marks={marks} canMove={actions.canMove} isFiltered={cards.length < present.length} selected={selected} onSelected={setSelected} onActive={setActive} onHover={setHovered} onOpen={onOpen}
            onDrop={(dropped, stage) => actions.moveTo(stage.id, dropped)}
            previewOf={async (carried, stage) => (await previewOf(replica, { kind: 'move', toStageId: stage.id }, carried, job)).join(' ')}
          />
        )}
      {live.kind === 'ready' && present.length > 0 && <DetailStrip card={layout === 'board' ? hovered ?? target : null} selectedCount={chosen.length} consequences={consequences} actions={actions.actions} onClear={() => setSelected(new Set())} />}
      <ActionDialogs asking={actions.asking} job={job} steps={steps} onClose={() => actions.setAsking(null)} onDone={() => setSelected(new Set())} />
    </>
  )
}

const hasCard = (cards: readonly Card[], card: Card | null): boolean => card !== null && cards.some(each => each.id === card.id)
