import { interviewReaders, type InterviewReaders } from '#shared/domain/commands/interview-note'

/** Who reads something of an interview, as a choice and as a sentence. */
export const readers: Readonly<Record<InterviewReaders, { label: string; says: string }>> = {
  private: { label: 'Only me', says: 'Only you read it.' },
  session: { label: 'All of us in this interview', says: 'Whoever sits in this interview reads along and writes with you, from now on. Recruiters read it too.' },
  panel: { label: 'The panel, after their own card', says: 'Others on the panel read it and may add to it once their own scorecard is in. Recruiters do at once.' },
  team: { label: 'The hiring team, after their own card', says: 'The panel reads it once their own scorecard is in, hiring managers who do not interview and recruiters at once.' },
}
export const readerOptions = interviewReaders.map(id => ({ id, label: readers[id].label }))
