import { Lock, Trash2, Users } from 'lucide-react'
import { useRef, useState } from 'react'
import { addNote, removeNote, shareNote } from '#shared/domain/commands/note'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Note } from '#shared/domain/model/note'
import { whenWords } from '#shared/domain/timeline-words'
import { HistoryButton } from '../../parts/history-button.tsx'
import { useLive, useReplica, useStamp, type Directory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Avatar } from '../../ui/display/avatar.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import styles from './candidate.module.css'
import { useAct } from '../../actions/use-act.ts'
import { useNow } from '../../actions/use-now.ts'

type Visibility = Note['visibility']

const readers: readonly { id: Visibility; label: string }[] = [
  { id: 'team', label: 'Everyone on this candidate' },
  { id: 'recruiters', label: 'Recruiters only' },
  { id: 'private', label: 'Only me' },
]
const saysReaders: Readonly<Record<Visibility, string>> = { team: 'everyone on this candidate', recruiters: 'recruiters only', private: 'only you', session: 'those in the interview', panel: 'the interview panel' }

/** Ids of this candidate and of those merged into them: their notes and history belong here too. */
type NotesSectionProps = { candidate: Candidate; alsoIds: readonly string[]; directory: Directory; composerRef: React.RefObject<HTMLTextAreaElement | null> }

/** Quick notes, newest first. */
export function NotesSection({ candidate, alsoIds, directory, composerRef }: NotesSectionProps) {
  const replica = useReplica()
  const ids = [candidate.id, ...alsoIds]
  const notes = useLive(() => replica.watch('notes', { where: { candidateId: { $in: ids } } }), [replica, ids.join()], `notes ${ids.join()}`)
  const shown = notes.kind === 'ready' ? notes.value.toSorted((a, b) => b.createdAtMs - a.createdAtMs) : []
  return (
    <section className={styles.section} aria-label="Notes">
      <Composer candidateId={candidate.id} composerRef={composerRef} />
      {notes.kind === 'loading' && <Skeleton lines={3} />}
      {notes.kind === 'ready' && shown.length === 0 && <p className={styles.hint}>Write down what matters after a call; your colleagues see it as soon as they are online.</p>}
      <ul className={styles.notes}>{shown.map(note => <NoteItem key={note.id} note={note} directory={directory} />)}</ul>
    </section>
  )
}

function Composer({ candidateId, composerRef }: { candidateId: string; composerRef: NotesSectionProps['composerRef'] }) {
  const act = useAct()
  const stamp = useStamp()
  const [plain, setPlain] = useState('')
  const [visibility, setVisibility] = useState<Visibility>('team')
  const isSaving = useRef(false)
  const save = async () => {
    if (plain.trim() === '' || isSaving.current) return
    isSaving.current = true
    const saved = await act(addNote({ candidateId, plain: plain.trim(), visibility }, stamp()).changes, 'Note added')
    isSaving.current = false
    if (saved) setPlain('')
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- mod+Enter belongs to the whole form
    <form className={styles.composer} onSubmit={event => { event.preventDefault(); void save() }} onKeyDown={event => { if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) { event.preventDefault(); void save() } }}>
      <TextArea label="New note" isLabelHidden placeholder="Write a note" rows={2} value={plain} onChange={setPlain} maxLength={20_000} inputRef={composerRef} />
      <div className={styles.composerFoot}>
        <Select label="Who may read it" isLabelHidden options={readers} value={visibility} onChange={setVisibility} />
        <Button type="submit" variant="primary" isDisabled={plain.trim() === ''}>Add note</Button>
      </div>
    </form>
  )
}

function NoteItem({ note, directory }: { note: Note; directory: Directory }) {
  const act = useAct()
  const now = useNow()
  const author = directory.people.get(note.authorId)
  const isMine = note.authorId === directory.me.id
  return (
    <li className={styles.note}>
      <Avatar name={author?.name ?? 'A colleague'} id={note.authorId} size="xs" isDecorative />
      <div className={styles.noteBody}>
        <p className={styles.noteHead}>
          <strong>{author?.name ?? 'A colleague'}</strong>
          <span className={styles.faint}>{whenWords(note.createdAtMs, now, directory.me.zone)}</span>
          <span className={styles.faint}>{note.visibility === 'team' ? <Users aria-hidden="true" /> : <Lock aria-hidden="true" />}{saysReaders[note.visibility]}</span>
        </p>
        {note.title !== '' && <h3 className={styles.noteTitle}>{note.title}</h3>}
        <p className={styles.prose}>{note.transcript === undefined ? note.plain : `${note.plain.slice(0, 400)}…`}</p>
      </div>
      <span className={styles.entryActions}>
        {isMine && note.visibility !== 'team' && note.visibility !== 'panel' && <Button size="sm" variant="ghost" onPress={() => void act(shareNote(note, 'team'), 'Everyone on this candidate may read the note')}>Share</Button>}
        <HistoryButton collection="notes" id={note.id} of="this note" size="sm" />
        {isMine && <IconButton label="Remove note" size="sm" icon={<Trash2 aria-hidden="true" />} onPress={() => void act(removeNote(note), 'Note removed')} />}
      </span>
    </li>
  )
}
