import { addTranscript, draftTranscript, guessSpeakers } from '#shared/domain/commands/transcript'
import type { Application } from '#shared/domain/model/application'
import type { Interview } from '#shared/domain/model/interview'
import { derivedId } from '#shared/lib/derived-id'
import { createId } from '#shared/lib/ids'
import type { Tx } from '../../db/database.ts'
import type { Apply } from './apply.ts'

async function read<T>(tx: Tx, workspaceId: string, collection: string, id: string): Promise<T | null> {
  const [row] = await tx.query<{ content: T }>('select content from documents where workspace_id = $1 and collection = $2 and id = $3 and not deleted', [workspaceId, collection, id])
  return row?.content ?? null
}

/**
 * A transcript becomes a note of the panel, in the name of whoever booked the interview. Without the candidate's word that
 * they may be recorded nothing of it is kept. The note's id follows from its source, so that the same one again is none.
 */
export const applyTranscript: Apply<'transcript'> = async (tx, { record, now }, connection, { interviewId, source, title, cues }) => {
  const { workspaceId } = connection
  const interview = await read<Interview>(tx, workspaceId, 'interviews', interviewId)
  const application = interview && await read<Application>(tx, workspaceId, 'applications', interview.applicationId)
  const noteId = derivedId(interviewId, source)
  if (!interview || application?.recordingConsent?.given !== true || await read(tx, workspaceId, 'notes', noteId)) return () => undefined
  const candidate = await read<{ fullName: string }>(tx, workspaceId, 'candidates', interview.candidateId)
  const seated = await Promise.all(interview.seats.map(async ({ personId }) => ({ id: personId, name: (await read<{ name: string }>(tx, workspaceId, 'people', personId))?.name ?? '' })))
  const draft = draftTranscript(cues)
  const [change] = addTranscript(interview, { turns: draft.turns, speakers: guessSpeakers(draft.speakers, candidate?.fullName ?? '', seated) }, { title, visibility: 'panel' }, { actorId: interview.bookedById, nowMs: now(), createId })
  if (change?.kind !== 'create') return () => undefined
  // Whoever asks for transcripts need not ask for this one any more.
  await tx.query(
    `insert into transcript_asks (connection_id, interview_id, state, next_at_ms) values ($1, $2, 'done', 0) on conflict (connection_id, interview_id) do update set state = 'done'`, [connection.id, interviewId],
  )
  return record.write(workspaceId, null, [{ collection: 'notes', id: noteId, content: { ...change.document, id: noteId } }], tx)
}
