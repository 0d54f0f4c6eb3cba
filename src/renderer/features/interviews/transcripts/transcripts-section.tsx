import { FileText, Plus } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { summaryDraftSchema, summaryServiceSchema } from '#shared/contract/summaries'
import { removeNote } from '#shared/domain/commands/note'
import { draftSummary, isDraftSummary, serviceDraftWords, serviceSentences } from '#shared/domain/commands/transcript-summary'
import type { Evidence } from '#shared/domain/evidence'
import type { Application } from '#shared/domain/model/application'
import type { Interview } from '#shared/domain/model/interview'
import type { KitVersion } from '#shared/domain/model/kit'
import type { Note } from '#shared/domain/model/note'
import { useAct, writeForGood } from '../../../actions/use-act.ts'
import { useDirectory, useReplica, useStamp } from '../../../replica/react.tsx'
import { sayProblem } from '../../../replica/say-problem.ts'
import { serverRequest } from '../../../replica/server-client.ts'
import { Button } from '../../../ui/actions/button.tsx'
import { Banner } from '../../../ui/display/banner.tsx'
import { toast } from '../../../ui/overlays/toast.tsx'
import styles from '../interviews.module.css'
import { AddTranscriptDialog } from './add-transcript-dialog.tsx'
import { ConsentLine } from './consent-line.tsx'
import { TranscriptSheet } from './transcript-sheet.tsx'

export type TranscriptsSectionProps = { interview: Interview; application: Application | null; candidateName: string; kit: KitVersion | null; notes: readonly Note[]; evidence: ReadonlyMap<string, readonly Evidence[]>; mayAdd: boolean; mayQuote: boolean }

/** Transcripts of the interview: none before the candidate has agreed to being recorded. */
export function TranscriptsSection({ interview, application, candidateName, kit, notes, evidence, mayAdd, mayQuote }: TranscriptsSectionProps) {
  const { me } = useDirectory()
  const replica = useReplica()
  const act = useAct()
  const [isAdding, setAdding] = useState(false)
  const stamp = useStamp()
  const transcripts = notes.filter(note => note.transcript !== undefined)
  const isAgreed = application?.recordingConsent?.given === true
  const [openId, setOpen] = useState<string | null>(null)
  const [pickingId, setPicking] = useState<string | null>(null)
  const service = useQuery({ queryKey: ['summaries', 'service'], enabled: mayAdd && isAgreed && transcripts.length > 0, queryFn: ({ signal }) => serverRequest('GET', '/api/summaries/service', summaryServiceSchema, undefined, signal) })
  const byService = async (transcript: Note) => {
    setPicking(transcript.id)
    try {
      const { text } = await serverRequest('POST', '/api/summaries', summaryDraftSchema, { noteId: transcript.id })
      await act(draftSummary(interview, transcript, serviceSentences(text), stamp(), serviceDraftWords), 'A draft is among your notes: check it and make it yours')
    } catch (error) {
      toast({ text: sayProblem(error), tone: 'bad' })
    } finally {
      setPicking(null)
    }
  }
  // A colleague's is taken away when the candidate asks for it; until then it is its author's.
  const mayRemove = (note: Note): boolean => note.authorId === me.id || !isAgreed && (me.role === 'owner' || me.role === 'recruiter')
  const remove = (note: Note) => (note.authorId === me.id ? act(removeNote(note), 'Transcript removed') : writeForGood(replica, removeNote(note), 'Transcript removed'))
  // What somebody heard is not written into a draft that a machine made.
  const ownNote = notes.findLast(note => note.authorId === me.id && note.transcript === undefined && !isDraftSummary(note)) ?? null
  const open = transcripts.find(note => note.id === openId) ?? null
  const draft = async (transcript: Note) => {
    setPicking(transcript.id)
    const { summarize } = await import('./summarize.ts')
    const sentences = await summarize(transcript).finally(() => setPicking(null))
    if (sentences.length === 0) toast({ text: 'Too little was said for a summary.' })
    else await act(draftSummary(interview, transcript, sentences, stamp()), 'A draft is among your notes: check it and make it yours')
  }
  if (!application || (!mayAdd && transcripts.length === 0)) return null
  return (
    <section className={styles.part} aria-label="Transcripts">
      <div className={styles.buttons}>
        <h2 className={styles.title}>Transcripts</h2>
        <span className={styles.grow} />
        {mayAdd && isAgreed && <Button size="sm" variant="ghost" icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>Add transcript</Button>}
      </div>
      <ConsentLine application={application} name={candidateName} />
      {!isAgreed && transcripts.length > 0 && <Banner tone="warn">{`${candidateName} does not agree to being recorded. ${transcripts.every(mayRemove) ? 'Take the transcripts away.' : 'Take yours away; a recruiter can take the others’.'}`}</Banner>}
      {transcripts.length > 0 && (
        <ul className={styles.rows} aria-label="Transcripts of this interview">
          {transcripts.map(note => (
            <li key={note.id} className={styles.row}>
              <span className={styles.words}><span>{note.title || 'Transcript'}</span><span className={styles.faint}>{note.transcript?.length ?? 0} passages</span></span>
              <Button size="sm" icon={<FileText aria-hidden="true" />} aria-label={`Read ${note.title || 'the transcript'}`} onPress={() => setOpen(note.id)}>Read</Button>
              {isAgreed && mayAdd && <Button size="sm" variant="ghost" isPending={pickingId === note.id} aria-label={`Draft a summary of ${note.title || 'the transcript'}`} onPress={() => void draft(note)}>Draft a summary</Button>}
              {isAgreed && mayAdd && service.data?.isOn && <Button size="sm" variant="ghost" isDisabled={pickingId !== null} aria-label={`Draft by your service a summary of ${note.title || 'the transcript'}`} onPress={() => void byService(note)}>Draft by your service</Button>}
              {mayRemove(note) && <Button size="sm" variant="ghost" aria-label={`Remove ${note.title || 'the transcript'}`} onPress={() => void remove(note)}>Remove</Button>}
            </li>
          ))}
        </ul>
      )}
      {isAdding && <AddTranscriptDialog interview={interview} candidateName={candidateName} onClose={() => setAdding(false)} />}
      {open && <TranscriptSheet interview={interview} kit={kit} candidateName={candidateName} transcript={open} ownNote={ownNote} evidence={evidence} mayQuote={mayQuote} onClose={() => setOpen(null)} />}
    </section>
  )
}
