import type { DesktopNote } from '#shared/domain/reminders/desktop-notes'

export type NoteNames = Readonly<{ candidate: string; job: string; time: (atMs: number) => string }>

const count = (n: number, one: string, many: string): readonly string[] => (n === 0 ? [] : [`${n} ${n === 1 ? one : many}`])

/** A notification's title and text. */
export function noteWords(note: DesktopNote, { candidate, job, time }: NoteNames): Readonly<{ title: string; body: string }> {
  if (note.kind === 'digest') {
    const parts = [...count(note.coming, 'interview within a day', 'interviews within a day'), ...count(note.owed, 'scorecard waits for you', 'scorecards wait for you'), ...count(note.questions, 'question in the inbox', 'questions in the inbox')]
    return { title: 'While you were away', body: parts.join(' · ') }
  }
  const what = `${note.interview.name}${job ? ` · ${job}` : ''}`.slice(0, 300)
  return note.kind === 'soon'
    ? { title: `${candidate} at ${time(note.interview.startMs)}`.slice(0, 120), body: `${what}. The kit is a click away.` }
    : { title: `Your scorecard for ${candidate}`.slice(0, 120), body: `${what}. Two minutes while it is fresh.` }
}
