import { CloudOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Candidate, CandidateFile } from '#shared/domain/model/candidate'
import { useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Spinner } from '../../ui/display/spinner.tsx'
import { later } from '../../ui/later.tsx'
import { whenIdle } from '../../ui/when-idle.ts'
import styles from './file-view.module.css'

// The reader of PDFs is a megabyte that only a résumé needs.
const PdfView = later(async () => {
  const view = await import('./pdf-view.tsx')
  view.preparePdf()
  return view.PdfView
}, <Spinner label="Opening the file" />)

/** Brings the reader of files while nothing else is done, where the next press may well open one. */
export function useFilesSoon(): void {
  useEffect(() => void whenIdle().then(PdfView.fetch).catch(() => undefined), [])
}

export const isPdf = (file: CandidateFile): boolean => file.mediaType === 'application/pdf' || /\.pdf$/i.test(file.name)

/** The file one means by somebody's résumé: their newest that can be read here. */
export const resumeOf = ({ files }: Pick<Candidate, 'files'>): CandidateFile | undefined => files.findLast(file => isPdf(file) && file.kind === 'resume') ?? files.findLast(isPdf)

/** The file itself, or where it still is. */
export function FileView({ file }: { file: CandidateFile }) {
  const replica = useReplica()
  const [state, setState] = useState<{ kind: 'opening' } | { kind: 'elsewhere' } | { kind: 'here'; blob: Blob }>({ kind: 'opening' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let stopped = false
    const open = async () => {
      const blob = await replica.files.open(file.sha256).catch(() => null)
      if (!stopped) setState(blob ? { kind: 'here', blob } : { kind: 'elsewhere' })
    }
    void open()
    return () => { stopped = true }
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- `attempt` is the reader's wish to try again
  }, [replica, file.sha256, attempt])
  if (state.kind === 'opening') return <Spinner label={`Opening ${file.name}`} />
  if (state.kind === 'elsewhere') {
    return (
      <div className={styles.elsewhere}>
        <CloudOff aria-hidden="true" />
        <p><strong>{file.name} is still on another laptop.</strong> It arrives once the laptop it was added on, and this one, are online.</p>
        <Button size="sm" onPress={() => setAttempt(count => count + 1)}>Try again</Button>
      </div>
    )
  }
  return <PdfView blob={state.blob} name={file.name} />
}
