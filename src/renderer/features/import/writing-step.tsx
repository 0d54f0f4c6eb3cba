import { sayCode } from '../../replica/say-problem.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { ProgressBar } from '../../ui/display/progress-bar.tsx'
import styles from './import.module.css'
import type { ImportState, ImportWork } from './work/import-work.ts'

/** Writing, with a way to stop; one may walk away, it goes on. */
export function WritingStep({ work, state }: { work: ImportWork; state: Extract<ImportState, { step: 'writing' }> }) {
  const { record, isCancelling, problemCode } = state
  const { counts } = record
  const done = counts.created + counts.changed + counts.unchanged + counts.skipped + counts.invalid + counts.failed
  return (
    <section className={styles.panel} aria-label="Importing">
      <h2>Importing {record.fileName}</h2>
      <ProgressBar label="Rows written" value={done} max={Math.max(1, counts.rows)} valueText={`${done.toLocaleString()} of ${counts.rows.toLocaleString()}`} />
      {problemCode === null
        ? <div className={styles.bar}><p className={styles.muted}>You can go on working meanwhile. Everything is kept on this laptop and sent by itself.</p><span className={styles.push} /><Button isPending={isCancelling} onPress={() => work.cancel()}>Stop here</Button></div>
        : <Banner tone="bad" actions={<Button size="sm" onPress={() => void work.resume(record)}>Go on</Button>}>{sayCode(problemCode)} The import stands where it stopped; what was written is kept.</Banner>}
    </section>
  )
}
