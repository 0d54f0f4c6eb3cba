import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { changeLoop } from '#shared/domain/commands/change-loop'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import type { Job } from '#shared/domain/model/job'
import type { Substitute } from '#shared/domain/planner/substitutes'
import { useAct } from '../../actions/use-act.ts'
import { useDirectory, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import { Spinner } from '../../ui/display/spinner.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './offers.module.css'
import { sayAge } from './say-age.ts'
import { useAsked } from './use-asked.ts'
import { useLoopQuestion } from './use-loop-question.ts'

type SubstituteDialogProps = { loop: readonly Interview[]; interview: Interview; personId: string; job: Job; candidate: Candidate; /** Opens what moves the whole loop instead. */ onMove: () => void; onClose: () => void }

/** Who can take the seat of somebody who dropped out, best first: one key replaces them, and only that seat changes. */
export function SubstituteDialog({ loop, interview, personId, job, candidate, onMove, onClose }: SubstituteDialogProps) {
  const { me, people } = useDirectory()
  const act = useAct()
  const stamp = useStamp()
  const [, go] = useLocation()
  const [askedMs] = useState(() => Date.now())
  const known = useLoopQuestion(loop, job, candidate, null, askedMs)
  const question = useMemo(() => {
    const seat = known?.booked.find(each => each.sessionId === interview.id)?.seats.find(each => each.personIds.includes(personId))
    return known && seat ? { kind: 'substitutes' as const, input: known.gathered.input, booked: known.booked, sessionId: interview.id, seatId: seat.seatId, personId } : null
  }, [known, interview.id, personId])
  const { asked } = useAsked<'substitutes'>(question, interview.id + personId)
  const nameOf = (id: string) => people.get(id)?.name ?? 'A colleague'
  const found = asked.kind === 'ready' ? asked.answer : []
  const take = async (substitute: Substitute) => {
    if (await act(changeLoop(loop, substitute.plan, stamp()), `${nameOf(substitute.personId)} takes over from ${nameOf(personId)}`)) onClose()
  }
  return (
    <Dialog title={`Instead of ${nameOf(personId)}`} description={`${interview.name}. Nobody else is asked again, and the candidate hears of it only when the time changes.`} size="md" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }} footer={<Button onPress={onClose}>Cancel</Button>}>
      <div className={styles.part}>
        {asked.kind === 'working' && <Spinner label="Looking for somebody" />}
        {asked.kind === 'failed' && <Banner tone="bad">The search ended with an error. Nothing was changed.</Banner>}
        {asked.kind === 'ready' && found.length === 0 && (
          <>
            <Banner tone="warn">Nobody who may take this seat is free, at this time or near it. The whole loop can move, or more people can be put into the interview plan.</Banner>
            <div className={styles.buttons}>
              <Button autoFocus onPress={onMove}>Move the loop</Button>
              <Button onPress={() => go(`/jobs/${job.id}/plan`)}>Open the interview plan</Button>
            </div>
          </>
        )}
        <SubstituteList found={found} nameOf={nameOf} onTake={each => void take(each)} />
        {known && <div className={styles.ages}>{sayAge(known.gathered.age, askedMs, interview.endMs, me.zone, nameOf).map(line => <p key={line}>{line}</p>)}</div>}
      </div>
    </Dialog>
  )
}

/** Inside the dialog, so that its keys are the dialog's. */
function SubstituteList({ found, nameOf, onTake }: { found: readonly Substitute[]; nameOf: (id: string) => string; onTake: (substitute: Substitute) => void }) {
  useShortcuts('substitutes', found.slice(0, 9).map((each, index) => ({ keys: String(index + 1), title: `Ask ${nameOf(each.personId)}`, section: 'Substitutes', run: () => onTake(each) })))
  return (
    <ol className={styles.offers} aria-label="Substitutes">
      {found.slice(0, 12).map((each, index) => (
        <li key={each.personId}>
          <button type="button" className={styles.offer} onClick={() => onTake(each)}>
            {index < 9 ? <Kbd keys={String(index + 1)} isDecorative /> : <span />}
            <span className={styles.offerWords}>
              <strong>{nameOf(each.personId)}</strong>
              {each.reasons.map(line => <span key={line} className={styles.faint}>{line}</span>)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
