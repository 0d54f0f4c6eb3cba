import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { InterviewReaders } from '#shared/domain/commands/interview-note'
import { isDraftSummary } from '#shared/domain/commands/transcript-summary'
import { removeNote, shareNote } from '#shared/domain/commands/note'
import type { Interview } from '#shared/domain/model/interview'
import type { KitVersion } from '#shared/domain/model/kit'
import type { Note } from '#shared/domain/model/note'
import { createId } from '#shared/lib/ids'
import { whenWords } from '#shared/domain/timeline-words'
import { useAct } from '../../../actions/use-act.ts'
import { useNow } from '../../../actions/use-now.ts'
import { useDirectory, useMay } from '../../../replica/react.tsx'
import { Button } from '../../../ui/actions/button.tsx'
import { Badge } from '../../../ui/display/badge.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { Select } from '../../../ui/fields/select.tsx'
import { useShortcuts } from '../../../ui/keyboard/use-shortcuts.ts'
import { later } from '../../../ui/later.tsx'
import styles from './notes.module.css'
import { readerOptions, readers } from './reader-words.ts'
import { useNoteText } from './use-note-text.ts'

// The kit and the card are on the screen before the editor is loaded.
const NoteEditor = later(async () => (await import('./note-editor.tsx')).NoteEditor, <Skeleton lines={5} />)

export type NotesPanelProps = { interview: Interview; kit: KitVersion | null; notes: readonly Note[]; mayBegin: boolean; onShow: () => void }

/** What is written down while one listens: one's own notes of this interview and those that are shared with one. */
export function NotesPanel({ interview, kit, notes, mayBegin, onShow }: NotesPanelProps) {
  const { me, people } = useDirectory()
  const now = useNow()
  const [freshId, setFreshId] = useState(createId)
  const [chosen, choose] = useState<{ id: string; isWanted: boolean } | null>(null)
  const own = notes.filter(note => note.authorId === me.id)
  // Somebody who comes to write finds their own note; somebody who comes to read finds what there is.
  const openId = chosen?.id ?? (own.at(-1) ?? (mayBegin ? null : notes.at(-1)))?.id ?? freshId
  const note = notes.find(each => each.id === openId) ?? null
  // Somebody with no note of their own yet is asked into the one that is written together here.
  const together = note === null && mayBegin ? notes.findLast(each => each.visibility === 'session') : undefined
  const write = (id: string) => {
    onShow()
    choose({ id, isWanted: true })
  }
  const begin = () => {
    const id = createId()
    setFreshId(id)
    write(id)
  }
  // What was removed is not written in any more: the next words are a new note's.
  const forget = () => {
    setFreshId(createId())
    choose(null)
  }
  useShortcuts('interview notes', mayBegin ? [
    { keys: 'n', title: 'Write in the notes', section: 'Interview', run: () => write(openId) },
    { keys: 'shift+n', title: 'Begin another note', section: 'Interview', run: begin },
  ] : [])
  const nameOf = (each: Note): string => `${isDraftSummary(each) ? 'Draft summary' : each.authorId === me.id ? 'Your note' : people.get(each.authorId)?.name ?? 'A colleague'}, ${whenWords(each.createdAtMs, now, me.zone)}`
  return (
    <section className={styles.panel} aria-label="Notes">
      <div className={styles.head}>
        <h2 className={styles.title}>Notes</h2>
        <span className={styles.grow} />
        {mayBegin && note !== null && <Button size="sm" variant="ghost" icon={<Plus aria-hidden="true" />} onPress={begin}>New note</Button>}
      </div>
      {(notes.length > 1 || notes.length === 1 && note === null) && <Select label="Which note" isLabelHidden placeholder="A new note" options={notes.map(each => ({ id: each.id, label: nameOf(each), description: readers[each.visibility as InterviewReaders]?.label ?? '' }))} value={note?.id ?? null} onChange={id => choose({ id, isWanted: false })} />}
      {together && <div><Button size="sm" onPress={() => write(together.id)}>Write in the note of {people.get(together.authorId)?.name ?? 'a colleague'}</Button></div>}
      {note === null && !mayBegin ? <p className={styles.hint}>Notes of those who interview come here when they are shared with you.</p>
        : <NoteBody key={openId} interview={interview} kit={kit} note={note} noteId={openId} name={note ? nameOf(note) : 'Your note'} hasFocus={chosen?.id === openId && chosen.isWanted} onRemoved={forget} />}
    </section>
  )
}

type NoteBodyProps = { interview: Interview; kit: KitVersion | null; note: Note | null; noteId: string; name: string; hasFocus: boolean; onRemoved: () => void }

function NoteBody({ interview, kit, note, noteId, name, hasFocus, onRemoved }: NoteBodyProps) {
  const { me } = useDirectory()
  const may = useMay()
  const act = useAct()
  const [wanted, setWanted] = useState<InterviewReaders>('private')
  const isOwn = note === null || note.authorId === me.id
  const mayWrite = note === null || may({ collection: 'notes', before: note, after: note, fields: ['body', 'plain'] }).kind === 'allowed'
  const { doc, isReady, isKept } = useNoteText(interview, { noteId, isNew: note === null, visibility: wanted, mayWrite })
  const visibility = (note?.visibility ?? wanted) as InterviewReaders
  const share = (to: InterviewReaders) => {
    if (note === null) setWanted(to)
    else void act(shareNote(note, to), `Readers: ${readers[to].label.toLowerCase()}`)
  }
  return (
    <>
      {note !== null && isDraftSummary(note) && <div><Badge tone="warn">Draft: yours once you take out the line that says so</Badge></div>}
      {isReady ? <NoteEditor interview={interview} kit={kit} doc={doc} label={name} mayWrite={mayWrite} hasFocus={hasFocus} /> : <Skeleton lines={5} />}
      <div className={styles.head}>
        <p className={styles.hint} role="status">{!mayWrite ? `${name}. You read it; only its author writes in it.` : !isKept ? 'Saving…' : note === null ? 'A line begun with / offers texts; # marks a line as evidence.' : 'Saved on this computer.'}</p>
        <span className={styles.grow} />
        {isOwn && note !== null && <Button size="sm" variant="ghost" onPress={() => void act(removeNote(note), 'Note removed').then(isRemoved => { if (isRemoved) onRemoved() })}>Remove</Button>}
      </div>
      {isOwn && <Select label="Who reads it" description={readers[visibility]?.says ?? ''} options={readerOptions} value={visibility} onChange={share} />}
      {!isOwn && <p className={styles.hint}>{readers[visibility]?.label ?? ''}</p>}
    </>
  )
}
