import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { Evidence } from '#shared/domain/evidence'
import { placesOf, voiceName, type EvidencePlace } from '#shared/domain/evidence-place'
import { saySeconds } from '#shared/domain/commands/interview-note'
import type { Note } from '#shared/domain/model/note'
import { whenWords } from '#shared/domain/timeline-words'
import { linesOf, openText } from '#shared/lib/text-merge'
import { useNow } from '../actions/use-now.ts'
import { useDirectory } from '../replica/react.tsx'
import { Button } from '../ui/actions/button.tsx'
import { LinkButton } from '../ui/actions/link-button.tsx'
import { SegmentedControl } from '../ui/fields/segmented-control.tsx'
import { Dialog } from '../ui/overlays/dialog.tsx'
import styles from './evidence-quote.module.css'

export type EvidenceQuoteProps = {
  evidence: Evidence
  /** The interview's notes and transcripts, as far as they are on this computer. */
  notes: readonly Note[]
  candidateName: string
}

/** A passage of a transcript names its speaker and has its marks already. */
const Quote = ({ said }: { said: string }) => (said.includes('“') && said.endsWith('”') ? <span>{said}</span> : <q>{said}</q>)

/** What was heard; one key shows the place it was written or said in, Escape comes back to the quote. */
export function EvidenceQuote({ evidence, notes, candidateName }: EvidenceQuoteProps) {
  const [isOpen, setOpen] = useState(false)
  const places = useMemo(() => placesOf(evidence, notes), [evidence, notes])
  const time = evidence.atSeconds === null ? null : <span className={styles.time}> {saySeconds(evidence.atSeconds)}</span>
  if (places.length === 0) return <><Quote said={evidence.quote} />{time}{evidence.noteId !== null && <span className={styles.time}> · from a note that is not shared with you</span>}</>
  return (
    <>
      <LinkButton aria-label={`${evidence.quote}${evidence.atSeconds === null ? '' : `, ${saySeconds(evidence.atSeconds)}`}. Show where it comes from`} onPress={() => setOpen(true)}><span className={styles.quote}><Quote said={evidence.quote} />{time}</span></LinkButton>
      {isOpen && <PlaceDialog places={places} candidateName={candidateName} onClose={() => setOpen(false)} />}
    </>
  )
}

function PlaceDialog({ places, candidateName, onClose }: { places: readonly EvidencePlace[]; candidateName: string; onClose: () => void }) {
  const { me, people } = useDirectory()
  const now = useNow()
  const [, go] = useLocation()
  const [kind, setKind] = useState(places[0]!.kind)
  const place = places.find(each => each.kind === kind) ?? places[0]!
  const { note } = place
  const author = note.authorId === me.id ? 'Your note' : `${people.get(note.authorId)?.name ?? 'A colleague'}’s note`
  const said = place.kind === 'passage' ? `Transcript · ${note.title}` : `${author}, ${whenWords(note.createdAtMs, now, me.zone)}`
  const open = () => { if (note.interviewId !== null) go(`/interviews/${note.interviewId}`) }
  return (
    <Dialog title="Where it comes from" description={said} size="lg" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<>{note.interviewId !== null && <Button onPress={open}>Open the interview</Button>}<Button variant="primary" onPress={onClose}>Back to the quote</Button></>}>
      {places.length > 1 && <SegmentedControl label="Which place" options={[{ id: 'passage' as const, label: 'What was said' }, { id: 'line' as const, label: 'The note' }]} value={place.kind} onChange={setKind} />}
      {place.kind === 'line' && place.at === null && <p className={styles.hint}>The line was written anew since; this is the note as it stands now.</p>}
      <ol key={place.kind} className={styles.lines} data-timed={place.kind === 'passage' || undefined} aria-label={place.kind === 'passage' ? 'What was said' : 'The note'}>
        {place.kind === 'passage'
          ? (note.transcript ?? []).map((turn, at) => <Line key={at} isPlace={at === place.at} time={turn.at}><strong>{voiceName(note, turn.by, candidateName, id => people.get(id)?.name)}</strong> {turn.text}</Line>)
          : linesOf(openText(note.body)).map((line, at) => <Line key={at} isPlace={at === place.at} time={null}>{line.text}</Line>)}
      </ol>
    </Dialog>
  )
}

/** Comes into sight when it is the place that was asked for. */
function Line({ isPlace, time, children }: { isPlace: boolean; time: number | null; children: React.ReactNode }) {
  return (
    <li ref={element => { if (isPlace) element?.scrollIntoView({ block: 'center' }) }} className={styles.line} {...(isPlace ? { 'aria-current': 'location' as const } : {})}>
      {time !== null && <span className={styles.time}>{saySeconds(time)}</span>}<span className={styles.words}>{children}</span>
    </li>
  )
}
