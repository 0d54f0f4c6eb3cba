import { ArchiveRestore } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { ProgressBar } from '../../ui/display/progress-bar.tsx'
import type { Replica } from '../../replica/replica.ts'
import styles from './export-screen.module.css'
import { openExportWorker } from './work/export-port.ts'
import { isEmptyWorkspace, restoreAll, type Restored, type RestoreProgress } from './work/restore-all.ts'

type State = Readonly<
  | { kind: 'ready'; problem: string | null }
  | { kind: 'working'; progress: RestoreProgress | null }
  | { kind: 'done'; restored: Restored }>

async function restore(replica: Replica, file: File, onProgress: (progress: RestoreProgress) => void): Promise<State> {
  const port = openExportWorker()
  try {
    const opened = await port.ask('open', new Uint8Array(await file.arrayBuffer()))
    if (opened.kind === 'refused') return { kind: 'ready', problem: opened.message }
    if (!await isEmptyWorkspace(replica, opened.manifest)) return { kind: 'ready', problem: 'An export is brought back into an empty workspace only: this one has candidates or jobs. Nothing was changed.' }
    return { kind: 'done', restored: await restoreAll(replica, port, opened.manifest, onProgress) }
  } catch {
    return { kind: 'ready', problem: 'Bringing the export back stopped before its end. Choose the same file again: it goes on where it stood, and nothing is made twice.' }
  } finally {
    port.close()
  }
}

/** An export comes back into an empty workspace; what cannot come back is named. */
export function RestorePanel() {
  const replica = useReplica()
  const [state, setState] = useState<State>({ kind: 'ready', problem: null })
  const start = async (file: File | undefined): Promise<void> => {
    if (!file) return
    setState({ kind: 'working', progress: null })
    setState(await restore(replica, file, progress => setState({ kind: 'working', progress })))
  }
  return (
    <section className={styles.panel} aria-label="Bring an export back">
      <h2>Bring an export back</h2>
      <p>Only into a workspace that has no candidates and no jobs yet. Every record keeps its identity, and files come along.</p>
      <div className={styles.bar}>
        <FileTrigger acceptedFileTypes={['.zip']} onSelect={files => void start(files?.[0])}>
          <Button icon={<ArchiveRestore aria-hidden="true" />} isPending={state.kind === 'working'}>Choose an export</Button>
        </FileTrigger>
      </div>
      {state.kind === 'ready' && state.problem && <Banner tone="bad">{state.problem}</Banner>}
      {state.kind === 'working' && <ProgressBar label={state.progress ? 'Bringing back' : 'Reading the export'} value={state.progress?.done ?? 0} max={Math.max(1, state.progress?.total ?? 1)} valueText={state.progress ? `${state.progress.done.toLocaleString()} of ${state.progress.total.toLocaleString()}` : 'Reading'} />}
      {state.kind === 'done' && (
        <>
          <Banner tone="good">{`Brought back: ${state.restored.documents.toLocaleString()} records and ${state.restored.files === 1 ? '1 file' : `${state.restored.files.toLocaleString()} files`}.${state.restored.missingFiles.length > 0 ? ` Not in the export: ${state.restored.missingFiles.slice(0, 20).join(', ')}.` : ''}`}</Banner>
          {state.restored.remarks.length > 0 && <ul className={styles.list} aria-label="What is otherwise than it was">{state.restored.remarks.map(remark => <li key={remark.what}><strong>{remark.what}{remark.count > 1 ? ` (${remark.count.toLocaleString()})` : ''}</strong><span>{remark.why}</span></li>)}</ul>}
        </>
      )}
    </section>
  )
}
