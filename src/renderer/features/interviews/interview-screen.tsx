import { CalendarClock } from 'lucide-react'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useLocation, useParams } from 'wouter'
import { combineLatest, map, of, switchMap } from 'rxjs'
import { cancelInterview } from '#shared/domain/commands/interview'
import { sentenceOf } from '#shared/domain/conflict-words'
import { kitOf } from '#shared/domain/commands/kit'
import { judgesOf } from '#shared/domain/debrief/due'
import { readingAt } from '#shared/domain/debrief/who-reads'
import { evidenceOf, notesFor } from '#shared/domain/evidence'
import { roleSuffix } from '#shared/domain/plan-words'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import type { Note } from '#shared/domain/model/note'
import type { Scorecard } from '#shared/domain/model/scorecard'
import { useAct } from '../../actions/use-act.ts'
import { useNow } from '../../actions/use-now.ts'
import { BackButton } from '../../parts/back-button.tsx'
import { HistoryButton } from '../../parts/history-button.tsx'
import { CallOffDialog } from '../../parts/booking/call-off-dialog.tsx'
import { RescheduleDialog } from '../../parts/booking/reschedule-dialog.tsx'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useLive, useMay, useReplica, useStamp } from '../../replica/react.tsx'
import type { Replica } from '../../replica/replica.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { SegmentedControl } from '../../ui/fields/segmented-control.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { BookedThrough } from './booked-through.tsx'
import { PacketButton } from './interview-packet.tsx'
import { sayWhen } from './interview-times.ts'
import { InvitationsSection } from './invitations-section.tsx'
import styles from './interviews.module.css'
import { KitPanel } from './kit-panel.tsx'
import { NotesPanel } from './notes/notes-panel.tsx'
import { OtherCards } from './other-cards.tsx'
import { ResumePanel } from './resume-panel.tsx'
import { ScorecardPanel } from './scorecard-panel.tsx'
import { TranscriptsSection } from './transcripts/transcripts-section.tsx'

type Room = Readonly<{ interview: Interview; panel: readonly Interview[]; candidate: Candidate | null; application: Application | null; cards: readonly Scorecard[]; notes: readonly Note[]; panelNotes: readonly Note[] }>
type Pane = 'kit' | 'resume' | 'notes' | 'card'

const preparation = [{ id: 'kit' as const, label: 'Kit' }, { id: 'resume' as const, label: 'Résumé' }]
const panes: readonly { id: Pane; label: string }[] = [...preparation, { id: 'notes', label: 'Notes' }, { id: 'card', label: 'Scorecard' }]

const watchRoom = (replica: Replica, id: string) => replica.watchOne('interviews', id).pipe(switchMap(interview => (interview === null ? of(null) : combineLatest([
  replica.watchOne('candidates', interview.candidateId), replica.watch('scorecards', { where: { candidateId: interview.candidateId } }),
  replica.watchOne('applications', interview.applicationId), replica.watch('notes', { where: { candidateId: interview.candidateId } }),
  replica.watch('interviews', { where: { candidateId: interview.candidateId } }),
]).pipe(map(([candidate, cards, application, notes, interviews]): Room => ({
  interview, panel: interviews.filter(each => each.applicationId === interview.applicationId), candidate, application, cards: cards.filter(card => card.applicationId === interview.applicationId),
  panelNotes: notes, notes: notes.filter(note => note.interviewId === interview.id).toSorted((a, b) => a.createdAtMs - b.createdAtMs),
}))))))

/** The interview room: what to ask, what is said, and one's own scorecard, side by side. Opens with no network. */
export function InterviewScreen() {
  const { interviewId = '' } = useParams()
  const replica = useReplica()
  const live = useLive(() => watchRoom(replica, interviewId), [replica, interviewId], `interview ${interviewId}`)
  if (live.kind === 'loading') return <div className={styles.page}><PageHeader title="Interview" /><Skeleton lines={8} /></div>
  if (live.kind === 'failed' || live.value === null) return <><PageHeader title="Interview" /><EmptyState icon={<CalendarClock />} title="This interview is not on this computer">It may have been taken away, or is not shared with you.</EmptyState></>
  return <InterviewRoom key={interviewId} room={live.value} />
}

function InterviewRoom({ room: { interview, panel, candidate, application, cards, notes, panelNotes } }: { room: Room }) {
  const { me, jobs, people, settings } = useDirectory()
  const may = useMay()
  const act = useAct()
  const stamp = useStamp()
  const now = useNow()
  const [, go] = useLocation()
  const [isMoving, setMoving] = useState(false)
  const [isHandedInHere, setHandedInHere] = useState(false)
  const [isCallingOff, setCallingOff] = useState(false)
  // On a narrow screen one part at a time: before the end the kit, afterwards the card.
  const [pane, setPane] = useState<Pane>(() => (interview.endMs < Date.now() ? 'card' : 'kit'))
  // On a wide one kit and résumé take turns beside the notes and the card.
  const [prepared, setPrepared] = useState<'kit' | 'resume'>('kit')
  const show = (to: Pane) => {
    if (to === 'kit' || to === 'resume') setPrepared(to)
    setPane(to)
  }
  const card = useRef<HTMLDivElement>(null)
  const judge = () => {
    flushSync(() => show('card'))
    card.current?.querySelector<HTMLElement>('input, textarea')?.focus()
  }
  useShortcuts('interview', [
    { keys: 'k', title: 'Kit', section: 'Interview', run: () => show('kit') }, { keys: 'r', title: 'Résumé', section: 'Interview', run: () => show('resume') }, { keys: 'c', title: 'Scorecard', section: 'Interview', run: judge },
  ])
  // What to ask and what to rate are painted first; the editor and the rest of the form follow in the next frames.
  const isWhole = useDeferredValue(true, false)
  const job = jobs.get(interview.jobId)
  const kit = job ? kitOf(job, interview.kitId, interview.kitVersion) : null
  const room = settings?.rooms.find(each => each.id === interview.roomId)
  const isJudge = judgesOf(interview).includes(me.id)
  const isManager = job?.hiringTeam.some(member => member.id === me.id && member.role === 'hiringManager') ?? false
  const reading = readingAt(interview, { personId: me.id, role: me.role, isManager }, job?.scorecardVisibility ?? 'afterOwn', panel, cards)
  const own = cards.find(card => card.interviewId === interview.id && card.authorId === me.id) ?? null
  const ownKit = own !== null && own.submittedAtMs !== null && own.kitId !== null && job ? kitOf(job, own.kitId, own.kitVersion) : kit
  const mayDo = (field: keyof Interview) => may({ collection: 'interviews', before: interview, after: interview, fields: [field] }).kind === 'allowed'
  const mayChange = mayDo('cancelled')
  const mayMove = mayDo('startMs')
  // What it was run with stays: until it begins another may be better, and one that has none may get one until a card is in.
  const mayGiveKit = mayDo('kitId') && !interview.cancelled && !cards.some(each => each.interviewId === interview.id && each.submittedAtMs !== null) && (kit === null || now < interview.startMs)
  const mayBegin = mayChange || interview.seats.some(seat => seat.personId === me.id)
  const evidence = useMemo(() => evidenceOf(notesFor(notes, me.id)), [notes, me.id])
  const name = candidate?.fullName ?? 'A candidate'
  return (
    <div className={styles.page}>
      <PageHeader title={`${name} · ${interview.name}`} lead={<BackButton label="Back to all interviews" to="/interviews" />}>
        <span className={styles.grow} />
        <HistoryButton collection="interviews" id={interview.id} of="this interview" />
        <PacketButton interview={interview} candidate={candidate} kit={kit} />
        {candidate && <Button onPress={() => go(`/candidates/${candidate.id}`)}>Profile</Button>}
        {mayMove && !interview.cancelled && <Button onPress={() => go(`/loops/${interview.loopId}`)}>Loop and substitutes</Button>}
        {mayChange && !interview.cancelled && <Button onPress={() => setMoving(true)}>Change</Button>}
        {mayChange && !interview.cancelled && <Button variant="ghost" onPress={() => setCallingOff(true)}>Call off</Button>}
      </PageHeader>
      <div className={styles.facts}>
        <span>{sayWhen(interview, me.zone)}</span>
        {interview.zone !== me.zone && <span className={styles.faint}>{sayWhen(interview, interview.zone)} in {interview.zone.replaceAll('_', ' ')}</span>}
        <span className={styles.faint}>{[job?.title, interview.seats.map(seat => `${people.get(seat.personId)?.name ?? 'a colleague'}${roleSuffix[seat.role]}`).join(', '), room?.name].filter(Boolean).join(' · ')}</span>
        {interview.cancelled ? <Badge>Called off</Badge> : !interview.confirmed && <Badge tone="warn" look="outline">Proposal: not confirmed yet</Badge>}
      </div>
      {(interview.limitReason ?? '') !== '' && !interview.cancelled && <div className={styles.facts}><span className={styles.faint}>Over a limit, because: {interview.limitReason}</span></div>}
      {interview.cancelled && <div className={styles.facts}><Banner tone="neutral">{sentenceOf(`This interview was called off${interview.cancelReason ? `: ${interview.cancelReason}` : ''}`)}</Banner></div>}
      <BookedThrough interview={interview} />
      <InvitationsSection interview={interview} candidate={candidate} mayChange={mayChange} />
      <div className={styles.room}>
        <div className={styles.panes}><SegmentedControl label="What is shown" options={panes} value={pane} onChange={show} /></div>
        <div className={styles.sides} data-shown={pane === 'resume' ? 'kit' : pane}>
          <div className={styles.side} data-pane="kit">
            {candidate && <div className={styles.preparation}><SegmentedControl label="Kit or résumé" options={preparation} value={prepared} onChange={show} /></div>}
            {prepared === 'resume' && candidate ? <ResumePanel candidate={candidate} /> : <KitPanel interview={interview} kit={kit} summary={candidate?.headline ?? ''} mayGive={mayGiveKit} />}
          </div>
          <div className={styles.side} data-pane="notes">
            {isWhole ? <NotesPanel interview={interview} kit={kit} notes={notes.filter(note => note.transcript === undefined)} mayBegin={mayBegin} onShow={() => setPane('notes')} /> : <Skeleton lines={5} />}
            <TranscriptsSection interview={interview} application={application} candidateName={name} kit={kit} notes={notes} evidence={evidence} mayAdd={mayBegin} mayQuote={isJudge} />
          </div>
          <div className={styles.side} data-pane="card" ref={card}>
            {isJudge && <ScorecardPanel key={own?.submittedAtMs ?? 'draft'} interview={interview} card={own} kit={ownKit} hasReadOthers={cards.some(card => card.authorId !== me.id && card.submittedAtMs !== null)} evidence={evidence} sources={{ notes, candidateName: name }} isWhole={isWhole} isHandedInHere={isHandedInHere} onHandIn={() => setHandedInHere(true)} />}
            <OtherCards cards={cards.filter(card => card.id !== own?.id && card.submittedAtMs !== null)} kits={job?.kits ?? []} reading={reading} sources={{ notes: panelNotes, candidateName: name }} />
          </div>
        </div>
      </div>
      {isCallingOff && <CallOffDialog what="the interview" candidateName={name} onCallOff={reason => void act(cancelInterview(interview, reason, stamp()), 'Interview called off')} onClose={() => setCallingOff(false)} />}
      {isMoving && <RescheduleDialog interview={interview} mayMove={mayMove} onClose={() => setMoving(false)} />}
    </div>
  )
}
