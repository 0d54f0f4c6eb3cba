import { useState } from 'react'
import type { InterviewReaders } from '#shared/domain/commands/interview-note'
import { addTranscript, draftTranscript, guessSpeakers, type TranscriptDraft } from '#shared/domain/commands/transcript'
import type { Interview } from '#shared/domain/model/interview'
import { decodeText } from '#shared/lib/text-encoding'
import { useAct } from '../../../actions/use-act.ts'
import { useDirectory, useStamp } from '../../../replica/react.tsx'
import { Button } from '../../../ui/actions/button.tsx'
import { Banner } from '../../../ui/display/banner.tsx'
import { FormErrors } from '../../../ui/fields/form-errors.tsx'
import { Select } from '../../../ui/fields/select.tsx'
import { TextArea } from '../../../ui/fields/text-area.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import styles from '../interviews.module.css'
import { readerOptions } from '../notes/reader-words.ts'
import { VoiceSelects } from './voice-selects.tsx'

/** Larger files are no transcripts of an interview. */
const maxBytes = 5_000_000

type Read = Readonly<{ draft: TranscriptDraft; name: string; skipped: number }>

/** A transcript from a file or from what was copied; whose voice is whose is asked before it is kept. */
export function AddTranscriptDialog({ interview, candidateName, onClose }: { interview: Interview; candidateName: string; onClose: () => void }) {
  const { people } = useDirectory()
  const act = useAct()
  const stamp = useStamp()
  const [pasted, setPasted] = useState('')
  const [read, setRead] = useState<Read | null>(null)
  const [visibility, setVisibility] = useState<InterviewReaders>('session')
  const [problems, setProblems] = useState<readonly { message: string }[]>([])
  const seated = interview.seats.map(seat => ({ id: seat.personId, name: people.get(seat.personId)?.name ?? 'A colleague' }))
  const take = async (text: string, name: string) => {
    // Read only when there is something to read: the room opens without it.
    const { readCaptions } = await import('#shared/lib/captions')
    const { cues, skipped } = await readCaptions(text).catch(() => ({ cues: [], skipped: 0 }))
    if (cues.length === 0) return setProblems([{ message: 'Nothing that was said was found in it. WebVTT, SRT and plain text can be read.' }])
    setProblems([])
    const draft = draftTranscript(cues)
    setRead({ draft: { ...draft, speakers: guessSpeakers(draft.speakers, candidateName, seated) }, name, skipped })
  }
  const open = async (file: File | undefined) => {
    if (!file) return
    if (file.size > maxBytes) return setProblems([{ message: 'This file is too large for a transcript. Choose one of at most 5 MB.' }])
    await take(decodeText(new Uint8Array(await file.arrayBuffer())).text, file.name)
  }
  const save = async () => {
    if (!read) return void take(pasted, 'Transcript')
    if (await act(addTranscript(interview, read.draft, { title: read.name, visibility }, stamp()), 'Transcript added')) onClose()
  }
  return (
    <Dialog title="Add a transcript" isOpen isDismissable={false} size="lg" onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" isDisabled={!read && pasted.trim() === ''} onPress={() => void save()}>{read ? 'Add' : 'Read it'}</Button></>}>
      <div className={styles.form}>
        <FormErrors errors={problems} title="This cannot be read" />
        {!read && (
          <>
            <label className={styles.part}>
              <span className={styles.hint}>A file with captions (.vtt, .srt) or text (.txt)</span>
              <input type="file" accept=".vtt,.srt,.txt,text/vtt,text/plain,application/x-subrip" onChange={event => void open(event.target.files?.[0])} />
            </label>
            <TextArea label="Or what you copied or dictated" value={pasted} onChange={setPasted} rows={8} maxLength={400_000} placeholder={'0:42 Ana: I asked who was worst off first.'} />
          </>
        )}
        {read && (
          <>
            <p className={styles.hint}>{read.draft.turns.length} passages, {read.draft.speakers.length === 1 ? 'one voice' : `${read.draft.speakers.length} voices`}.</p>
            {read.draft.isCut && <Banner tone="warn">It is longer than a transcript can be, so its end is left out.</Banner>}
            {read.skipped > 0 && <Banner tone="warn">{read.skipped === 1 ? 'One place in it could not be read and is left out.' : `${read.skipped} places in it could not be read and are left out.`}</Banner>}
            <VoiceSelects interview={interview} candidateName={candidateName} speakers={read.draft.speakers} onName={(number, whose) => setRead({ ...read, draft: { ...read.draft, speakers: read.draft.speakers.map(each => (each.number === number ? { ...each, ...whose } : each)) } })} />
            <Select label="Who reads it" options={readerOptions} value={visibility} onChange={setVisibility} />
          </>
        )}
      </div>
    </Dialog>
  )
}
