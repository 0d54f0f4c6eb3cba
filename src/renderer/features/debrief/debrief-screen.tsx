import { Printer, Scale } from 'lucide-react'
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { useLocation, useParams } from 'wouter'
import type { Job } from '#shared/domain/model/job'
import { BackButton } from '../../parts/back-button.tsx'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { Tabs } from '../../ui/layout/tabs.tsx'
import { AgendaList } from './agenda-list.tsx'
import { CalibrationList } from './calibration-list.tsx'
import type { DebriefView } from './debrief-view.ts'
import { readingWords } from './debrief-words.ts'
import styles from './debrief.module.css'
import { MatrixPanel } from './matrix-panel.tsx'
import { useDebriefPlace, type DebriefPart } from './use-debrief-place.ts'
import { usePrintDebrief } from './use-print-debrief.tsx'
import { useDebrief } from './use-debrief.ts'

/** The debrief of a job: who was met, what the panel rated, where it disagrees, what is missing, what was decided. */
export function DebriefScreen() {
  const { jobId = '' } = useParams()
  const { jobs } = useDirectory()
  const job = jobs.get(jobId)
  if (!job) return <><PageHeader title="Debrief" /><EmptyState icon={<Scale />} title="This job is not on this computer">It may have been removed, or is not shared with you.</EmptyState></>
  return <JobDebrief key={jobId} job={job} />
}

function JobDebrief({ job }: { job: Job }) {
  const view = useDebrief(job, null)
  const [, go] = useLocation()
  const { paper, print } = usePrintDebrief(job, view)
  const printAll = () => { if (view) print(view.rows, `Debrief ${job.title}`) }
  const [place, setPlace] = useDebriefPlace(job.id)
  const room = useRef<HTMLDivElement>(null)
  // What had the keys goes away with its part: they go on in the next one.
  const show = (part: DebriefPart) => {
    flushSync(() => setPlace({ part }))
    const panel = room.current?.querySelector<HTMLElement>('[role="tabpanel"]')
    const first = panel?.querySelector<HTMLElement>('[data-shortcuts], ol button') ?? panel
    first?.focus({ preventScroll: true })
  }
  useShortcuts('debrief', [
    { keys: '1', title: 'Matrix', section: 'Debrief', run: () => show('matrix') },
    { keys: '2', title: 'Agenda', section: 'Debrief', run: () => show('agenda') },
    { keys: '3', title: 'How people rate', section: 'Debrief', run: () => show('calibration') },
    { keys: 'mod+p', title: 'Print the debrief', section: 'Debrief', run: printAll },
  ])
  const isEmpty = view?.rows.length === 0
  return (
    <div ref={room} className={styles.page}>
      <PageHeader title={`Debrief · ${job.title}`} lead={<BackButton label="Back to the job" to={`/jobs/${job.id}`} />}>
        <span className={styles.grow} />
        {view && !isEmpty && <Button icon={<Printer aria-hidden="true" />} onPress={printAll}>Print</Button>}
      </PageHeader>
      {paper}
      {view === null && <Skeleton lines={8} />}
      {isEmpty && (
        <EmptyState icon={<Scale />} title="Nobody was interviewed yet" action={<Button onPress={() => go('/interviews')}>Interviews</Button>}>
          Once interviews are held and scorecards are handed in, the panel’s ratings stand here side by side, with what each person heard.
        </EmptyState>
      )}
      {view && !isEmpty && (
        <>
          <Blind view={view} />
          <Tabs<DebriefPart> label="Parts of the debrief" selected={place.part} onSelect={part => setPlace({ part })} items={[
            { id: 'matrix', title: 'Matrix', count: view.rows.length, content: <MatrixPanel job={job} view={view} place={place} onPlace={setPlace} /> },
            { id: 'agenda', title: 'Agenda', count: view.agenda.length, content: <AgendaList view={view} onOpen={id => go(`/jobs/${job.id}/debrief/${id}`)} /> },
            { id: 'calibration', title: 'How people rate', content: <CalibrationList view={view} /> },
          ]} />
        </>
      )}
    </div>
  )
}

/** Says once for each reason whose cards are not shown, and why. */
function Blind({ view }: { view: DebriefView }) {
  const hidden = view.rows.filter(row => row.reading.kind !== 'all')
  if (hidden.length === 0) return null
  const reasons = [...Map.groupBy(hidden, row => readingWords(row.reading))]
  return <Banner tone="neutral">{reasons.map(([why, rows]) => <p key={why}>{rows.length === view.rows.length ? '' : `${rows.slice(0, 3).map(row => row.name).join(', ')}${rows.length > 3 ? ` and ${rows.length - 3} more` : ''}: `}{why}</p>)}</Banner>
}
