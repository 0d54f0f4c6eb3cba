import { CalendarX, MoveRight } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { cancelLoop } from '#shared/domain/commands/change-loop'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Conflict } from '#shared/domain/model/conflict'
import type { Interview } from '#shared/domain/model/interview'
import type { Job } from '#shared/domain/model/job'
import { dayOf, sayDay } from '#shared/lib/zoned-time'
import { useAct } from '../../actions/use-act.ts'
import { useNow } from '../../actions/use-now.ts'
import { CallOffDialog } from '../../parts/booking/call-off-dialog.tsx'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useMay, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { LoopSession } from './loop-session.tsx'
import { MoveLoopDialog } from './move-loop-dialog.tsx'
import styles from './offers.module.css'
import { RefusedSession } from './refused-session.tsx'
import { SubstituteDialog } from './substitute-dialog.tsx'

/** A loop as this computer knows it; `refused` is what the server would not take of it. */
export type LoopShown = Readonly<{ interviews: readonly Interview[]; candidate: Candidate | null; refused: readonly Conflict[] }>

/** The sessions of a loop by day, and what can be done with all of them. */
export function LoopView({ shown, job, lead }: { shown: LoopShown; job: Job; lead: ReactNode }) {
  const { me } = useDirectory()
  const may = useMay()
  const act = useAct()
  const stamp = useStamp()
  const now = useNow()
  const [, go] = useLocation()
  const [isMoving, setMoving] = useState(false)
  const [isCallingOff, setCallingOff] = useState(false)
  const [dropping, setDropping] = useState<Readonly<{ interview: Interview; personId: string }> | null>(null)
  const { interviews, candidate, refused } = shown
  const live = useMemo(() => interviews.filter(each => !each.cancelled), [interviews])
  const toCome = live.filter(each => each.startMs > now)
  const zone = interviews[0]?.zone ?? me.zone
  const first = interviews[0]
  const mayChange = first !== undefined && may({ collection: 'interviews', before: first, after: first, fields: ['startMs'] }).kind === 'allowed'
  const callOff = (reason: string) => void act(cancelLoop(interviews, reason, stamp()), toCome.length === 1 ? 'The interview is called off' : `${toCome.length} interviews called off`)
  const canChange = mayChange && toCome.length > 0 && candidate !== null
  useShortcuts('loop', [
    { keys: 'escape', title: 'Back to all interviews', section: 'Loop', run: () => go('/interviews') },
    ...(canChange ? [{ keys: 'm', title: 'Move the whole loop', section: 'Loop', run: () => setMoving(true) }] : []),
  ])
  const days = [...Map.groupBy(interviews, each => dayOf(each.startMs, zone))]
  return (
    <>
      <PageHeader title={`${candidate?.fullName ?? 'A candidate'} · ${job.title}`} lead={lead}>
        <span className={styles.grow} />
        {candidate && <Button onPress={() => go(`/candidates/${candidate.id}`)}>Profile</Button>}
      </PageHeader>
      <div className={styles.column}>
        {canChange && (
          <div className={styles.buttons}>
            <Button icon={<MoveRight aria-hidden="true" />} trailing={<Kbd keys="m" isDecorative />} onPress={() => setMoving(true)}>Move all</Button>
            <Button variant="ghost" icon={<CalendarX aria-hidden="true" />} onPress={() => setCallingOff(true)}>Call all off</Button>
            <span className={styles.faint}>Times on the clock of {zone.replaceAll('_', ' ')}.</span>
          </div>
        )}
        {refused.map(conflict => <RefusedSession key={conflict.id} conflict={conflict} interview={interviews.find(each => each.id === conflict.documentId) ?? null} hasKeys={conflict === refused[0] && !isMoving && !isCallingOff && dropping === null} />)}
        {days.map(([day, own]) => (
          <section key={day} className={styles.part} aria-label={sayDay(day)}>
            <h2 className={styles.title}>{sayDay(day)}</h2>
            <ol className={styles.sessions}>
              {own.map(interview => <LoopSession key={interview.id} interview={interview} zone={zone} ownZone={me.zone} canReplace={canChange && !interview.cancelled && interview.startMs > now} onReplace={personId => setDropping({ interview, personId })} />)}
            </ol>
          </section>
        ))}
      </div>
      {isMoving && candidate && <MoveLoopDialog loop={toCome} job={job} candidate={candidate} onClose={() => setMoving(false)} />}
      {isCallingOff && candidate && <CallOffDialog what={toCome.length === 1 ? 'the interview' : `${toCome.length} interviews`} candidateName={candidate.fullName} onCallOff={callOff} onClose={() => setCallingOff(false)} />}
      {dropping && candidate && <SubstituteDialog loop={live} interview={dropping.interview} personId={dropping.personId} job={job} candidate={candidate} onMove={() => { setDropping(null); setMoving(true) }} onClose={() => setDropping(null)} />}
    </>
  )
}
