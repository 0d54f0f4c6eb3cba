import { Download } from 'lucide-react'
import { useRef, useState } from 'react'
import { useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { ProgressBar } from '../../ui/display/progress-bar.tsx'
import styles from './export-screen.module.css'
import { runExport, type ExportEnd } from './run-export.ts'
import type { ExportProgress } from './work/export-all.ts'

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toLocaleString(undefined, { maximumFractionDigits: 1 })} MB`

function sayEnd(end: Extract<ExportEnd, { kind: 'saved' }>): string {
  const documents = Object.values(end.manifest.collections).reduce((sum, count) => sum + count, 0)
  const missing = end.manifest.files.filter(file => file.path === null).length
  const files = end.manifest.files.length - missing
  return `Saved: ${documents.toLocaleString()} records and ${files === 1 ? '1 file' : `${files.toLocaleString()} files`}, ${megabytes(end.sizeBytes)}.${missing > 0 ? ` ${missing.toLocaleString()} files are not on this laptop and could not be fetched; the export says which. Export again while connected to have them.` : ''}`
}

/** Everything, in one click. */
export function ExportPanel() {
  const replica = useReplica()
  const [progress, setProgress] = useState<ExportProgress | null>(null)
  const [end, setEnd] = useState<ExportEnd | null>(null)
  const isCancelled = useRef(false)
  const start = async (): Promise<void> => {
    isCancelled.current = false
    setEnd(null)
    setProgress({ documents: 0, files: 0, filesTotal: 0 })
    setEnd(await runExport(replica, Date.now(), setProgress, () => isCancelled.current))
    setProgress(null)
  }
  return (
    <section className={styles.panel} aria-label="Export">
      <h2>Everything you may see, in one file</h2>
      <p>A zip file with tables for spreadsheets, every record complete, and all files of candidates. It works with no network and can be brought back into an empty workspace. It holds personal data: keep it where nobody else reads it.</p>
      <div className={styles.bar}>
        <Button variant="primary" icon={<Download aria-hidden="true" />} isPending={progress !== null} onPress={() => void start()}>Export everything</Button>
        {progress && <Button variant="ghost" onPress={() => { isCancelled.current = true }}>Cancel</Button>}
      </div>
      {progress && <ProgressBar label={progress.files > 0 ? 'Packing files' : 'Packing records'} value={progress.files} max={Math.max(1, progress.filesTotal)} valueText={`${progress.documents.toLocaleString()} records${progress.filesTotal > 0 ? `, ${progress.files.toLocaleString()} of ${progress.filesTotal.toLocaleString()} files` : ''}`} />}
      {end?.kind === 'saved' && <Banner tone="good">{sayEnd(end)}</Banner>}
      {end?.kind === 'failed' && <Banner tone="bad">{end.say}</Banner>}
    </section>
  )
}
