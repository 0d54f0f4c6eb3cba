import { Download, Eye, File as FileIcon, FileText, Trash2, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { addFiles, editCandidate, removeFile } from '#shared/domain/commands/candidate'
import type { Candidate, CandidateFile } from '#shared/domain/model/candidate'
import { FileView, isPdf, resumeOf } from '../../parts/resume/file-view.tsx'
import { useReplica, useStamp } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { InlineEdit } from '../../ui/layout/inline-edit.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './candidate.module.css'
import { sizeWords } from './contact-words.ts'
import { saveFile } from './save-file.ts'
import { useAct } from '../../actions/use-act.ts'

const largestBytes = 60 * 1024 * 1024

function kindOf(name: string): CandidateFile['kind'] {
  if (/cover|anschreiben|motivation/i.test(name)) return 'coverLetter'
  if (/portfolio|work.?sample/i.test(name)) return 'portfolio'
  return /\.(pdf|docx?|odt|rtf)$/i.test(name) ? 'resume' : 'other'
}

type FilesSectionProps = { candidate: Candidate; isReadOnly: boolean }

/** A candidate's files: dropped or picked, read here where they are PDFs, else saved to the computer. */
export function FilesSection({ candidate, isReadOnly }: FilesSectionProps) {
  const add = useAddFiles(candidate)
  const picker = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const firstPdf = resumeOf(candidate)
  const [shownId, setShownId] = useState<string | null>(null)
  const shown = candidate.files.find(file => file.id === shownId) ?? firstPdf
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a place to drop files on; the button does the same by keyboard
    <section
      className={classNames(styles.section, isOver && styles.dropping)} aria-label="Files"
      onDragOver={event => { if (!isReadOnly && event.dataTransfer.types.includes('Files')) { event.preventDefault(); setOver(true) } }}
      onDragLeave={event => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false) }}
      onDrop={event => { event.preventDefault(); setOver(false); if (!isReadOnly) void add([...event.dataTransfer.files]) }}
    >
      <div className={styles.sectionHead}>
        <h2 className={styles.cardTitle}>Files</h2>
        {!isReadOnly && <Button size="sm" variant="ghost" icon={<Upload aria-hidden="true" />} onPress={() => picker.current?.click()}>Add files</Button>}
        <input ref={picker} type="file" multiple hidden aria-label="Add files" onChange={event => { void add([...event.target.files ?? []]); event.target.value = '' }} />
      </div>
      {candidate.files.length === 0 && <p className={styles.hint}>{isReadOnly ? 'No files yet.' : 'Drop a résumé here, or add files. They are kept on this computer and readable with no network.'}</p>}
      <ul className={styles.entries}>
        {candidate.files.map(file => <FileRow key={file.id} candidate={candidate} file={file} isReadOnly={isReadOnly} isShown={shown?.id === file.id} onShow={() => setShownId(file.id)} />)}
      </ul>
      {shown && <FileView key={shown.sha256} file={shown} />}
    </section>
  )
}

function useAddFiles(candidate: Candidate): (files: readonly File[]) => Promise<void> {
  const replica = useReplica()
  const act = useAct()
  const stamp = useStamp()
  return async files => {
    const fitting = files.filter(file => file.size > 0 && file.size <= largestBytes)
    for (const file of files) if (!fitting.includes(file)) toast({ text: file.size === 0 ? `${file.name} is empty` : `${file.name} is larger than 60 MB`, tone: 'warn' })
    try {
      const kept: CandidateFile[] = []
      for (const file of fitting) kept.push(await replica.files.put(file, file.name, kindOf(file.name)))
      await act(addFiles(candidate, kept, stamp()), kept.length === 1 ? `${kept[0]!.name} added` : `${kept.length} files added`)
    } catch (error) {
      toast({ text: sayProblem(error), tone: 'bad' })
    }
  }
}

type FileRowProps = FilesSectionProps & { file: CandidateFile; isShown: boolean; onShow: () => void }

function FileRow({ candidate, file, isReadOnly, isShown, onShow }: FileRowProps) {
  const replica = useReplica()
  const act = useAct()
  const stamp = useStamp()
  const download = async () => {
    const blob = await replica.files.open(file.sha256)
    if (blob) await saveFile(blob, file.name)
    else toast({ text: `${file.name} is still on the laptop it was added on`, tone: 'warn' })
  }
  const rename = async (typed: string) => {
    const name = typed.trim()
    if (name === '') return 'A file needs a name.'
    await act(editCandidate(candidate, { files: candidate.files.map(each => (each.id === file.id ? { ...each, name: name.slice(0, 255) } : each)) }, stamp()), 'File renamed')
  }
  return (
    <li className={classNames(styles.entry, isShown && styles.entryShown)}>
      <span className={styles.entryIcon}>{isPdf(file) ? <FileText aria-hidden="true" /> : <FileIcon aria-hidden="true" />}</span>
      <div className={styles.entryText}>
        <InlineEdit label="File name" value={file.name} onCommit={rename} isReadOnly={isReadOnly} />
        <span className={styles.faint}>{sizeWords(file.sizeBytes)}</span>
      </div>
      <span className={styles.entryActions}>
        {isPdf(file) && <IconButton label={`Read ${file.name}`} size="sm" icon={<Eye aria-hidden="true" />} isDisabled={isShown} onPress={onShow} />}
        <IconButton label={`Save ${file.name} to this computer`} size="sm" icon={<Download aria-hidden="true" />} onPress={() => void download()} />
        {!isReadOnly && <IconButton label={`Remove ${file.name}`} size="sm" icon={<Trash2 aria-hidden="true" />} onPress={() => void act(removeFile(candidate, file.id, stamp()), `${file.name} removed`)} />}
      </span>
    </li>
  )
}
