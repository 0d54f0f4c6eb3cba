import { textFromPlain } from '../../lib/text-merge.ts'
import type { Note } from '../model/note.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** A quick note as it is typed. */
export type NewNote = Readonly<{ candidateId: string; plain: string; visibility: Note['visibility']; applicationId?: string | null; jobId?: string | null; interviewId?: string | null; title?: string }>

/**
 * Writes a note. A note that not everybody on the candidate may read leaves no line on the timeline: even that it
 * exists is its readers' business.
 */
export function addNote(input: NewNote, stamp: Stamp): Readonly<{ note: Note; changes: readonly Change[] }> {
  const { candidateId, plain, visibility, applicationId = null, jobId = null, interviewId = null, title = '' } = input
  const note: Note = {
    id: stamp.createId(), candidateId, applicationId, interviewId, jobId, authorId: stamp.actorId, visibility, title,
    body: textFromPlain(plain), plain, importId: null, createdAtMs: stamp.nowMs,
  }
  const created: Change = { kind: 'create', collection: 'notes', document: note }
  if (visibility !== 'team') return { note, changes: [created] }
  return { note, changes: [created, activityChange({ kind: 'note.added', candidateId, applicationId, jobId, facts: { noteId: note.id } }, stamp)] }
}

/** Who may read one's own note from now on. */
export function shareNote(note: Note, visibility: Note['visibility']): readonly Change[] {
  return note.visibility === visibility ? [] : [{ kind: 'edit', collection: 'notes', id: note.id, fields: { visibility } }]
}

/** Takes one's own note away; undo writes it again. */
export function removeNote(note: Note): readonly Change[] {
  return [{ kind: 'delete', collection: 'notes', id: note.id }]
}
