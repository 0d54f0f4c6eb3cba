import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { bookLoop, interviewsOf } from '#shared/domain/commands/loop'
import type { Application } from '#shared/domain/model/application'
import type { Interview } from '#shared/domain/model/interview'
import type { Job } from '#shared/domain/model/job'
import type { PlanResult } from '#shared/domain/planner/plan'
import type { PlannerInput } from '#shared/domain/planner/planner-input'
import { overLimits, sayOverLimit } from '#shared/domain/scheduling/limits'
import { useAct } from '../../actions/use-act.ts'
import { bookedWords } from '../../parts/booking/booked-words.ts'
import { useDirectory, useMay, useStamp, useSyncView } from '../../replica/react.tsx'
import { isAway } from '../../replica/sync-view.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import { ProgressBar } from '../../ui/display/progress-bar.tsx'
import { Spinner } from '../../ui/display/spinner.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { OfferList } from './offer-list.tsx'
import { findOffer, offersOf, type Offer } from './plan-offers.ts'
import { PlanView } from './plan-view.tsx'
import styles from './offers.module.css'
import type { Asked } from './use-asked.ts'

type LoopOffersProps = { application: Application; job: Job; zone: string; asked: Asked<'plan'>; booked: readonly Interview[]; onStop: () => void; onAgain: () => void }

/** What the search found: plans to choose by number, or what to give up so that there is one. */
export function LoopOffers(props: LoopOffersProps) {
  const { asked, onStop, onAgain } = props
  if (asked.kind === 'working') {
    const { progress } = asked
    return (
      <div className={styles.status} role="status">
        {progress.step === 'relaxing' ? <ProgressBar label="Nothing fits yet: trying what could be given up" value={progress.done} max={progress.of} /> : <Spinner label="Looking for the best times" />}
        {asked.isSlow && <Button size="sm" onPress={onStop}>Stop</Button>}
      </div>
    )
  }
  if (asked.kind === 'stopped') return <div className={styles.status}>Stopped. <Button size="sm" onPress={onAgain}>Look again</Button></div>
  if (asked.kind === 'failed') return <Banner tone="bad" actions={<Button size="sm" onPress={onAgain}>Look again</Button>}>The search ended with an error. Nothing was booked.</Banner>
  if (asked.answer.kind === 'invalid') return <Banner tone="warn">{asked.answer.reason} Change the interview plan of the job.</Banner>
  return <Choosing {...props} result={asked.answer} input={asked.asked.input} isRenewing={asked.isRenewing} />
}

function Choosing({ application, job, zone, input, booked, result, isRenewing }: LoopOffersProps & { result: PlanResult; input: PlannerInput; isRenewing: boolean }) {
  const { me, people } = useDirectory()
  const may = useMay()
  const away = isAway(useSyncView())
  const act = useAct()
  const stamp = useStamp()
  const [, go] = useLocation()
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const offers = offersOf(result)
  // What is chosen is a plan, not its place in the list: a search that is done anew may put another one there.
  const [picked, setPicked] = useState(offers[0])
  const isBooking = useRef(false)
  const [isLeaving, setLeaving] = useState(false)
  const chosen = picked ? findOffer(offers, picked) : 0
  const offer = offers[chosen]
  const nameOf = (id: string) => people.get(id)?.name ?? 'A colleague'
  const everybody = [...people.values()]
  const toBook = offer && { application, job, plan: offer.plan, zone, booked, people: everybody, limitReason: reason.trim() }
  const drafts = toBook ? interviewsOf(toBook, { actorId: me.id, nowMs: 0, createId: (() => { let next = 0; return () => `draft ${next += 1}` })() }) : []
  const over = [...new Set(drafts.flatMap(draft => overLimits(draft, everybody, [...booked, ...drafts])).map(each => sayOverLimit(each, nameOf)))]
  const mayBook = may({ collection: 'interviews', after: {} }).kind === 'allowed'
  const book = async () => {
    if (!toBook || isBooking.current) return
    if (over.length > 0 && reason.trim() === '') return setMissing(true)
    // A second press must not book everything twice.
    isBooking.current = true
    // What is booked takes these very times: the search that follows must not say that the plan is gone.
    setLeaving(true)
    try {
      const { loopId, changes } = bookLoop(toBook, stamp())
      if (await act(changes, bookedWords(toBook.plan.sessions.length, away))) go(`/loops/${loopId}`)
    } finally {
      isBooking.current = false
      setLeaving(false)
    }
  }
  const choose = (index: number) => { setPicked(offers[index]); setMissing(false) }
  useShortcuts('loop offers', [
    ...offers.slice(0, 9).map((_, index) => ({ keys: String(index + 1), title: `Choose plan ${index + 1}`, section: 'Plan interviews', run: () => choose(index) })),
    ...(mayBook && offer ? [{ keys: 'b', title: 'Book the chosen plan', section: 'Plan interviews', run: () => void book() }, { keys: 'mod+enter', title: 'Book the chosen plan', section: 'Plan interviews', isHidden: true, run: () => void book() }] : []),
  ])
  const peopleOf = ({ plan }: Offer) => [...new Set(plan.sessions.flatMap(session => session.seats.flatMap(seat => seat.personIds)))].map(nameOf).join(', ')
  if (result.kind === 'invalid') return null
  if (offers.length === 0) return <Banner tone="warn">Nothing fits, and giving up any one or two things would not help. Ask for more time from the candidate, or put more people into the plan.</Banner>
  return (
    <div className={styles.sides}>
      <div role="status" className={styles.news}>{isRenewing && <Spinner label="Something changed: looking again" />}{!offer && !isRenewing && !isLeaving && <Banner tone="warn">The plan you had chosen is no longer possible: something was booked or changed meanwhile. Choose another by its number.</Banner>}</div>
      <div className={styles.part}>
        <h2 className={styles.title}>{result.kind === 'plans' ? `${offers.length} ${offers.length === 1 ? 'plan' : 'plans'}, best first` : `Nothing fits as it is. ${offers.length === 1 ? 'This' : 'Each of these'} would help:`}</h2>
        <OfferList label={result.kind === 'plans' ? 'Plans' : 'What could be given up'} offers={offers} zone={zone} chosen={chosen} peopleOf={peopleOf} onChoose={choose} />
        {!result.proven && <span className={styles.faint}>The search stopped early: these hold, better ones may exist.</span>}
        {result.kind === 'plans' && result.nearMisses.length > 0 && <ul className={styles.reasons} aria-label="Why not earlier">{result.nearMisses.map(miss => <li key={miss.day}>{miss.reason}</li>)}</ul>}
      </div>
      <section className={styles.part} aria-label="The chosen plan">
        {offer && <Chosen offer={offer} input={input} zone={zone} ownZone={me.zone} over={over} reason={reason} isMissing={isMissing} onReason={setReason} onBook={mayBook ? () => void book() : null} />}
      </section>
    </div>
  )
}

type ChosenProps = { offer: Offer; input: PlannerInput; zone: string; ownZone: string; over: readonly string[]; reason: string; isMissing: boolean; onReason: (reason: string) => void; onBook: (() => void) | null }

/** The chosen plan whole, and the key that books it. */
function Chosen({ offer, input, zone, ownZone, over, reason, isMissing, onReason, onBook }: ChosenProps) {
  return (
    <>
      <div className={styles.buttons}>
        {onBook && <Button variant="primary" trailing={<Kbd keys="b" isDecorative tone="inverse" />} onPress={onBook}>{`Book ${offer.plan.sessions.length === 1 ? 'this interview' : `these ${offer.plan.sessions.length} interviews`}`}</Button>}
        <span className={styles.faint}>Times on the clock of {zone.replaceAll('_', ' ')}.</span>
      </div>
      {over.length > 0 && (
        <>
          <Banner tone="warn">{over.join('. ')}. Going over it needs a reason; it is kept with the booking.</Banner>
          <TextField label="Why go over the limit" value={reason} onChange={onReason} maxLength={300} errorMessage={isMissing && reason.trim() === '' ? 'Write the reason first.' : undefined} />
        </>
      )}
      <PlanView plan={offer.plan} input={input} zone={zone} ownZone={ownZone} />
      <ul className={styles.reasons} aria-label="Why this plan">{offer.plan.reasons.map(line => <li key={line}>{line}</li>)}</ul>
    </>
  )
}
