import { BriefcaseBusiness, Plus } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import type { Job } from '#shared/domain/model/job'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useMay, type Directory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { DataTable } from '../../ui/data/data-table.tsx'
import type { Column } from '../../ui/data/data-table-props.ts'
import type { Sort } from '../../ui/data/table.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { SegmentedControl } from '../../ui/fields/segmented-control.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import styles from './jobs.module.css'
import { daysBetween, daysWords, stageTypeWords, statusWords } from './job-words.ts'
import { NewJobDialog } from './new-job-dialog.tsx'
import { isStale, useJobFigures } from './use-job-figures.ts'
import { useNow } from '../../actions/use-now.ts'

type Shown = 'open' | 'closed'

const nameOf = (values: readonly { id: string; name: string }[] | undefined, id: string | null): string => values?.find(value => value.id === id)?.name ?? ''
const openDays = (job: Job, now: number): number => daysBetween(job.createdAtMs, job.closedAtMs ?? now)

const columnsOf = ({ settings, people }: Directory, now: number): readonly Column<Job>[] => [
  { id: 'title', title: 'Job', width: 'minmax(200px, 1.6fr)', isSortable: true, cell: job => <span className={styles.titleCell}><span className={styles.titleText}>{job.title}</span>{job.status !== 'open' && job.status !== 'closed' && <Badge>{statusWords[job.status]}</Badge>}</span> },
  { id: 'people', title: 'In process', width: 'minmax(240px, 1.8fr)', cell: job => <Counts job={job} /> },
  { id: 'filled', title: 'Filled', width: '72px', align: 'end', cell: job => <Filled job={job} /> },
  { id: 'days', title: 'Open for', width: '88px', align: 'end', isSortable: true, cell: job => (openDays(job, now) === 0 ? '0 days' : daysWords(openDays(job, now))) },
  { id: 'department', title: 'Department', width: 'minmax(100px, 0.8fr)', isSortable: true, cell: job => nameOf(settings?.departments, job.departmentId) },
  { id: 'location', title: 'Location', width: 'minmax(90px, 0.8fr)', cell: job => nameOf(settings?.locations, job.locationId) },
  { id: 'manager', title: 'Hiring manager', width: 'minmax(110px, 0.8fr)', cell: job => job.hiringTeam.filter(member => member.role === 'hiringManager').map(member => people.get(member.id)?.name).filter(Boolean).join(', ') },
]

function Counts({ job }: { job: Job }) {
  const now = useNow()
  const figures = useJobFigures(job)
  if (figures.kind !== 'ready') return null
  const counts = [...figures.value.byType].filter(([type]) => type !== 'hired')
  return (
    <span className={styles.counts}>
      {counts.map(([type, count]) => <span key={type}><strong>{count}</strong> {stageTypeWords[type]}</span>)}
      {counts.length === 0 && <span>nobody yet</span>}
      {isStale(job, figures.value, now) && <Badge tone="warn">Quiet for {daysWords(daysBetween(figures.value.lastAtMs ?? job.createdAtMs, now))}</Badge>}
    </span>
  )
}

function Filled({ job }: { job: Job }) {
  const figures = useJobFigures(job)
  return figures.kind === 'ready' ? <>{figures.value.hired} of {job.openings}</> : null
}

function sorted(jobs: readonly Job[], sort: Sort, directory: Directory, now: number): readonly Job[] {
  const turn = sort.direction === 'ascending' ? 1 : -1
  const department = (job: Job) => nameOf(directory.settings?.departments, job.departmentId)
  return jobs.toSorted((a, b) => {
    if (sort.columnId === 'days') return turn * (openDays(a, now) - openDays(b, now))
    if (sort.columnId === 'department') return turn * department(a).localeCompare(department(b)) || a.title.localeCompare(b.title)
    return turn * a.title.localeCompare(b.title)
  })
}

/** Every job one may see, open ones first. */
export function JobsScreen() {
  const directory = useDirectory()
  const may = useMay()
  const [, go] = useLocation()
  const [search, setSearch] = useSearchParams()
  const [shown, setShown] = useState<Shown>('open')
  const [sort, setSort] = useState<Sort>({ columnId: 'title', direction: 'ascending' })
  const mayCreate = may({ collection: 'jobs', after: {} }).kind === 'allowed'
  const isCreating = mayCreate && search.get('new') !== null
  const setCreating = (on: boolean) => setSearch(on ? { new: '' } : {}, { replace: true })
  useShortcuts('jobs', mayCreate ? [{ keys: 'c', title: 'Open a new job', section: 'Jobs', run: () => setCreating(true) }] : [])
  const now = useNow()
  const all = [...directory.jobs.values()]
  const rows = sorted(all.filter(job => (job.status === 'closed') === (shown === 'closed')), sort, directory, now)
  const create = mayCreate && <Button variant="primary" icon={<Plus aria-hidden="true" />} onPress={() => setCreating(true)}>New job</Button>
  const empty = shown === 'closed'
    ? <EmptyState icon={<BriefcaseBusiness />} title="No closed jobs">Jobs you close stay here with everyone who was on them, and can be opened again.</EmptyState>
    : <EmptyState icon={<BriefcaseBusiness />} title="No open jobs" action={create || undefined}>{mayCreate ? 'A job holds its stages, its hiring team and the people on their way through it. Open the first one.' : 'Jobs appear here once a recruiter puts you on the hiring team.'}</EmptyState>
  return (
    <div className={styles.list}>
      <PageHeader title="Jobs">
        <SegmentedControl label="Which jobs" options={[{ id: 'open', label: 'Open' }, { id: 'closed', label: 'Closed' }]} value={shown} onChange={setShown} />
        <span className={styles.grow} />{create}
      </PageHeader>
      <DataTable label="Jobs" columns={columnsOf(directory, now)} rows={rows} getId={job => job.id} getRowLabel={job => job.title} onOpen={job => go(`/jobs/${job.id}`)} sort={sort} onSort={setSort} rowHeight={36} empty={empty} />
      {isCreating && <NewJobDialog onClose={() => setCreating(false)} onCreated={id => go(`/jobs/${id}`)} />}
    </div>
  )
}
