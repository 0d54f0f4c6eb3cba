import { ArrowLeft, Printer, Scale } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { assessmentsOf } from '#shared/domain/commands/assessment'
import type { Job } from '#shared/domain/model/job'
import { AssessmentRow } from '../../parts/assessment-row.tsx'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { AgendaList } from './agenda-list.tsx'
import { Cards, CellSheet, Recommendations } from './cell-sheet.tsx'
import type { DebriefView, ShownRow } from './debrief-view.ts'
import { readingWords, tallyWords } from './debrief-words.ts'
import styles from './debrief.module.css'
import { DecisionDialog, useMayDecide } from './decision-dialog.tsx'
import { DecisionHistory } from './decision-history.tsx'
import { PanelTable } from './panel-table.tsx'
import { usePrintDebrief } from './use-print-debrief.tsx'
import { useDebrief } from './use-debrief.ts'

/** One candidate's debrief: every card beside the others, what is open, what was decided and why. */
export function CandidateDebriefScreen() {
  const { jobId = '', applicationId = '' } = useParams()
  const { jobs } = useDirectory()
  const job = jobs.get(jobId)
  if (!job) return <><PageHeader title="Debrief" /><EmptyState icon={<Scale />} title="This job is not on this computer">It may have been removed, or is not shared with you.</EmptyState></>
  return <CandidateDebrief key={applicationId} job={job} applicationId={applicationId} />
}

function CandidateDebrief({ job, applicationId }: { job: Job; applicationId: string }) {
  const view = useDebrief(job, applicationId)
  const [, go] = useLocation()
  const row = view?.rows[0]
  const back = <IconButton label="Back to the debrief of the job" shortcut="escape" icon={<ArrowLeft aria-hidden="true" />} onPress={() => go(`/jobs/${job.id}/debrief`)} />
  if (view === null) return <div className={styles.page}><PageHeader title="Debrief" lead={back} /><Skeleton lines={8} /></div>
  if (!row) return <><PageHeader title="Debrief" lead={back} /><EmptyState icon={<Scale />} title="This candidate is not on this computer">They may have been removed, or are not shared with you.</EmptyState></>
  return <Room job={job} view={view} row={row} lead={back} />
}

function Room({ job, view, row, lead }: { job: Job; view: DebriefView; row: ShownRow; lead: React.ReactNode }) {
  const [, go] = useLocation()
  const [isDeciding, setDeciding] = useState(false)
  const [openedKey, setOpenedKey] = useState<string | null>(null)
  const { paper, print } = usePrintDebrief(job, view)
  const printThis = () => print([row], `Debrief ${row.name}`)
  const mayDecide = useMayDecide()(row).kind === 'allowed'
  useShortcuts('debrief.candidate', [{ keys: 'd', title: 'Record a decision', section: 'Debrief', run: () => setDeciding(true) }, { keys: 'mod+p', title: 'Print this debrief', section: 'Debrief', run: printThis }, { keys: 'escape', title: 'Back to the debrief of the job', section: 'Debrief', run: () => go(`/jobs/${job.id}/debrief`) }])
  return (
    <div className={styles.page}>
      <PageHeader title={`${row.name} · Debrief`} lead={lead}>
        <span className={styles.grow} />
        <Button icon={<Printer aria-hidden="true" />} onPress={printThis}>Print</Button>
        <Button onPress={() => go(`/candidates/${row.application.candidateId}`)}>Profile</Button>
        {mayDecide && <Button variant="primary" onPress={() => setDeciding(true)}>Decide</Button>}
      </PageHeader>
      {paper}
      <div className={styles.column}>
        <p className={styles.muted}>{[job.title, tallyWords(row.tally)].filter(Boolean).join(' · ')}</p>
        <DecisionHistory application={row.application} />
        {row.reading.kind !== 'all' && <Banner tone="neutral">{readingWords(row.reading)}</Banner>}
        {row.reading.kind !== 'none' && (
          <>
            <PanelTable view={view} row={row} onOpen={setOpenedKey} />
            {view.agenda.length > 0 && <AgendaList view={view} onOpen={null} />}
            <section className={styles.part} aria-label="Take-aways"><h2 className={styles.title}>Take-aways</h2><Recommendations row={row} /></section>
          </>
        )}
        <Tests row={row} />
        <section className={styles.part} aria-label="Cards"><h2 className={styles.title}>Cards</h2><Cards row={row} /></section>
      </div>
      {openedKey !== null && <CellSheet view={view} opened={{ rowId: row.id, columnId: openedKey }} onClose={() => setOpenedKey(null)} />}
      {isDeciding && <DecisionDialog row={row} onClose={() => setDeciding(false)} />}
    </div>
  )
}

/** Results of tests beside what people heard; only who decides holds them. */
function Tests({ row }: { row: ShownRow }) {
  const directory = useDirectory()
  const tests = assessmentsOf(row.application, [])
  if (tests.length === 0) return null
  return <section className={styles.part} aria-label="Tests"><h2 className={styles.title}>Tests</h2><ul className={styles.ratings}>{tests.map(shown => <AssessmentRow key={shown.kind === 'told' ? shown.assessment.id : shown.requestId} shown={shown} jobTitle="" directory={directory} />)}</ul></section>
}
