import { Briefcase, Layers, Users } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { Job, StageType } from '#shared/domain/model/job'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { rememberVisitedList } from '../../replica/visited-list.ts'
import { Button } from '../../ui/actions/button.tsx'
import { DataTable } from '../../ui/data/data-table.tsx'
import type { Column } from '../../ui/data/data-table-props.ts'
import type { Sort } from '../../ui/data/table.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { SegmentedControl } from '../../ui/fields/segmented-control.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { readStored, writeStored } from '../../ui/stored-value.ts'
import { typeWords } from './board/board.tsx'
import { filterCards, statusesOf } from './data/card-filter.ts'
import { ageing, daysOnStage, type Card } from './data/card.ts'
import { useMarks } from './data/use-marks.ts'
import { watchCards } from './data/watch-cards.ts'
import { FilterBar } from './filter-bar.tsx'
import { byTitle } from './job-switcher.tsx'
import { CardList, ColumnsMenu, useListColumns } from './list/card-list.tsx'
import { SavedViews } from './list/saved-views.tsx'
import { usualView, type ListView } from './list/view-query.ts'
import styles from './pipeline.module.css'

type Layout = 'jobs' | 'people'
const noCards: readonly Card[] = []

/** Across jobs: how each one stands, or everybody in one list. */
export function PipelineScreen() {
  const { jobs } = useDirectory()
  const [, go] = useLocation()
  const [layout, setLayout] = useState<Layout>(() => (readStored('pipeline.across') === 'people' ? 'people' : 'jobs'))
  const open = useMemo(() => [...jobs.values()].filter(job => job.status === 'open' || job.status === 'onHold').toSorted(byTitle), [jobs])
  if (open.length === 0) return (
    <>
      <PageHeader title="Pipeline" />
      <EmptyState icon={<Layers />} title="No job is open yet" action={<Button variant="primary" onPress={() => go('/jobs')}>Go to jobs</Button>}>
        A job brings its stages, and each stage becomes a column of its board. Open your first job, then add or import people.
      </EmptyState>
    </>
  )
  return (
    <>
      <PageHeader title="Pipeline">
        <span className={styles.headerText}>{open.length} open {open.length === 1 ? 'job' : 'jobs'}</span>
        <span className={styles.grow} />
        <SegmentedControl<Layout> label="Show" value={layout} onChange={next => { setLayout(next); writeStored('pipeline.across', next) }} options={[{ id: 'jobs', label: 'Jobs' }, { id: 'people', label: 'People' }]} />
      </PageHeader>
      {layout === 'jobs' ? <JobsOverview jobs={open} /> : <PeopleAcross jobs={open} />}
    </>
  )
}

type JobRow = Readonly<{ job: Job; counts: Readonly<Partial<Record<StageType, number>>>; total: number; hired: number; oldestDays: number }>
const overviewTypes: readonly StageType[] = ['lead', 'applied', 'screen', 'assessment', 'interview', 'offer']
const tones = { fresh: 'neutral', waiting: 'warn', late: 'bad' } as const

function rowOf(job: Job, cards: readonly Card[], nowMs: number): JobRow {
  const types = new Map(job.stages.map(stage => [stage.id, stage.type]))
  const active = cards.filter(card => card.application.status === 'active')
  const counts: Partial<Record<StageType, number>> = {}
  for (const card of active) {
    const type = types.get(card.application.stageId)
    if (type) counts[type] = (counts[type] ?? 0) + 1
  }
  return { job, counts, total: active.length, hired: cards.length - active.length, oldestDays: Math.max(0, ...active.map(card => daysOnStage(card, nowMs))) }
}

const rowId = (row: JobRow): string => row.job.id
const rowLabel = (row: JobRow): string => row.job.title

function overviewColumns(types: readonly StageType[]): readonly Column<JobRow>[] {
  return [
    { id: 'title', title: 'Job', width: 'minmax(200px, 2fr)', isSortable: true, cell: row => <span className={styles.cellName}>{row.job.title}</span> },
  { id: 'total', title: 'In process', width: '96px', align: 'end', isSortable: true, cell: row => row.total.toLocaleString('en-GB') },
  ...types.map((type): Column<JobRow> => ({ id: type, title: typeWords[type], width: '92px', align: 'end', isSortable: true, cell: row => <span className={styles.muted}>{row.counts[type] ?? ''}</span> })),
  { id: 'hired', title: 'Hired', width: '84px', align: 'end', cell: row => <span className={styles.muted}>{row.hired} of {row.job.openings}</span> },
  { id: 'oldest', title: 'Longest wait', width: '108px', align: 'end', isSortable: true, cell: row => (row.total === 0 ? null : <Badge tone={tones[ageing(row.oldestDays)]}>{row.oldestDays} d</Badge>) },
  ]
}

function JobsOverview({ jobs }: { jobs: readonly Job[] }) {
  const replica = useReplica()
  const [, go] = useLocation()
  const [nowMs] = useState(() => Date.now())
  const [sort, setSort] = useState<Sort>({ columnId: 'title', direction: 'ascending' })
  const ids = jobs.map(job => job.id)
  const live = useLive(() => watchCards(replica, ids, ['active', 'hired']), [replica, ids.join()], `pipeline.across.${ids.join()}`)
  const rows = useMemo(() => {
    const byJob = Map.groupBy(live.kind === 'ready' ? live.value : noCards, card => card.application.jobId)
    const made = jobs.map(job => rowOf(job, byJob.get(job.id) ?? noCards, nowMs))
    const value = (row: JobRow): string | number => (sort.columnId === 'title' ? row.job.title.toLowerCase() : sort.columnId === 'total' ? row.total : sort.columnId === 'oldest' ? row.oldestDays : row.counts[sort.columnId as StageType] ?? 0)
    return made.sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0) * (sort.direction === 'descending' ? -1 : 1))
  }, [live, jobs, nowMs, sort])
  const present = overviewTypes.filter(type => jobs.some(job => job.stages.some(stage => stage.type === type && !stage.archived)))
  const typeKey = present.join()
  const columns = useMemo(() => overviewColumns(typeKey.split(',') as StageType[]), [typeKey])
  return <div className={styles.list}><DataTable label="Jobs" columns={columns} rows={rows} getId={rowId} getRowLabel={rowLabel} onOpen={row => go(`/pipeline/${row.job.id}`)} sort={sort} onSort={setSort} empty={<EmptyState icon={<Briefcase />} title="No open job">Open a job to see it here.</EmptyState>} /></div>
}

function PeopleAcross({ jobs }: { jobs: readonly Job[] }) {
  const replica = useReplica()
  const [, go] = useLocation()
  const marks = useMarks(null)
  const [view, setView] = useState<ListView>(usualView)
  const columns = useListColumns(marks, true)
  const ids = (view.filter.jobIds.length > 0 ? jobs.filter(job => view.filter.jobIds.includes(job.id)) : jobs).map(job => job.id)
  const statuses = statusesOf(view.filter)
  const live = useLive(() => watchCards(replica, ids, statuses), [replica, ids.join(), statuses.join()], `pipeline.people.${ids.join()}.${statuses.join()}`)
  const all = live.kind === 'ready' ? live.value : noCards
  const cards = useMemo(() => filterCards(all, view.filter), [all, view.filter])
  const onOpen = (card: Card, ordered: readonly Card[]) => {
    rememberVisitedList({ title: 'Pipeline', path: '/pipeline', candidateIds: ordered.map(each => each.application.candidateId) })
    go(`/candidates/${card.application.candidateId}`)
  }
  return (
    <>
      <div className={styles.filterRow}>
        <FilterBar filter={view.filter} onChange={filter => setView({ ...view, filter })} cards={all} stages={[]} jobs={jobs} hasStatus shown={cards.length} />
        <div className={styles.viewTools}><SavedViews screen="pipeline.all" view={view} onView={setView} /><ColumnsMenu columns={columns} view={view} onView={setView} /></div>
      </div>
      <CardList label="Everybody in process" cards={cards} columns={columns} view={view} onView={setView} onOpen={onOpen} empty={<EmptyState icon={<Users />} title="Nobody fits">Clear the filter, or add people to a job from its board.</EmptyState>} />
    </>
  )
}
