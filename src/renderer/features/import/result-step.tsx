import { CircleCheck, Undo2 } from 'lucide-react'
import { useLocation } from 'wouter'
import { sayProblem } from '../../replica/say-problem.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { ProgressBar } from '../../ui/display/progress-bar.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './import.module.css'
import type { ImportState, ImportWork } from './work/import-work.ts'

/** Takes an import back and offers to put it back. */
export async function undoWithToast(work: ImportWork, importId: string, rows: number): Promise<void> {
  try {
    const putBack = await work.undo(importId, rows, Date.now())
    toast({ text: 'Import taken back.', tone: 'good', action: { label: 'Put it back', run: () => { void putBack() } } })
  } catch (error) {
    toast({ text: sayProblem(error), tone: 'bad' })
  }
}

const effectWords = { created: 'added', changed: 'changed', unchanged: 'nothing new', skipped: 'skipped', invalid: 'cannot be read' } as const

/** What became of every row, and the way back. */
export function ResultStep({ work, state }: { work: ImportWork; state: Extract<ImportState, { step: 'done' }> }) {
  const { record, said, undone, isUndoing, undoProgress } = state
  const { counts, run, status } = record
  const [, go] = useLocation()
  const shown = ([['Added', counts.created], ['Changed', counts.changed], ['Nothing new', counts.unchanged], ['Skipped', counts.skipped], ['Unreadable', counts.invalid]] as const).filter(([name, count]) => count > 0 || name === 'Added')
  const rest = counts.rows - counts.created - counts.changed - counts.unchanged - counts.skipped - counts.invalid - counts.failed
  return (
    <>
      <section className={styles.panel} aria-label="Result">
        <h2>{status === 'undone' ? 'Taken back' : status === 'cancelled' ? 'Stopped' : 'Imported'}: {record.fileName}</h2>
        <ul className={styles.counts}>{shown.map(([name, count]) => <li key={name}><strong>{count.toLocaleString()}</strong><span>{name}</span></li>)}{rest > 0 && <li><strong>{rest.toLocaleString()}</strong><span>Not reached</span></li>}</ul>
        {undoProgress && <ProgressBar label="Taking back" value={undoProgress.done} max={Math.max(1, undoProgress.total)} />}
        {undone && <Banner tone="good">{`Taken back: ${undone.removed.toLocaleString()} removed, ${undone.reverted.toLocaleString()} returned to what they were.${undone.stays.length > 0 ? ` ${undone.stays.length.toLocaleString()} stay, see below.` : ''}`}</Banner>}
        <div className={styles.bar}>
          <Button variant="primary" icon={<CircleCheck aria-hidden="true" />} onPress={() => go('/candidates')}>See the candidates</Button>
          {status !== 'undone' && <Button icon={<Undo2 aria-hidden="true" />} isPending={isUndoing} onPress={() => void undoWithToast(work, run.importId, counts.rows)}>Undo this import</Button>}
          <Button variant="ghost" onPress={() => work.reset()}>Import another file</Button>
        </div>
      </section>
      {undone && undone.stays.length > 0 && (
        <section className={styles.panel} aria-label="What stays">
          <h2>What stays, and why</h2>
          <ul className={styles.list}>{undone.stays.map((each, at) => <li key={at}><span>{each.name}</span><span>{each.why}</span></li>)}</ul>
        </section>
      )}
      {said.length > 0 && (
        <section className={styles.panel} aria-label="Rows with a remark">
          <h2>Rows with a remark ({said.length.toLocaleString()})</h2>
          <ul className={styles.list}>{said.slice(0, 500).map((each, at) => <li key={at}><span>{record.placeName} {each.line}</span><span>{each.name || '(no name)'}: {each.effect in effectWords ? effectWords[each.effect] : each.effect}{each.said.length > 0 ? `. ${each.said.join('. ')}` : ''}</span></li>)}</ul>
          {said.length > 500 && <p className={styles.muted}>The first 500 are shown.</p>}
        </section>
      )}
    </>
  )
}
