import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { InterviewPlan } from '#shared/domain/model/interview-plan'
import type { Job } from '#shared/domain/model/job'
import type { Settings } from '#shared/domain/model/settings'
import { gatherLoop } from '#shared/domain/scheduling/gather-loop'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory, useLive, useMay, useReplica } from '../../replica/react.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { ChoicesPanel } from './choices-panel.tsx'
import { firstChoices, problemWith, windowsOf } from './loop-choices.ts'
import { LoopOffers } from './loop-offers.tsx'
import styles from './offers.module.css'
import { sayAge } from './say-age.ts'
import { useAsked } from './use-asked.ts'
import { watchBooked } from './watch-booked.ts'

type LoopPlannerProps = { application: Application; candidate: Candidate; job: Job; plans: readonly InterviewPlan[]; settings: Settings }

/** The question (which plan, when the candidate can come) and, below it, the answers. */
export function LoopPlanner({ application, candidate, job, plans, settings }: LoopPlannerProps) {
  const replica = useReplica()
  const { me, people } = useDirectory()
  const may = useMay()
  const now = useNow()
  const [, go] = useLocation()
  const [askedMs, setAsked] = useState(() => Date.now())
  const [choices, setChoices] = useState(() => firstChoices(candidate, settings.zone, askedMs))
  const [chosenPlan, setPlan] = useState<string | null>(null)
  const planId = plans.some(plan => plan.id === chosenPlan) ? chosenPlan! : plans[0]!.id
  const problem = problemWith(choices, candidate, askedMs)
  const { windows, window } = useMemo(() => windowsOf(problem === null ? choices : firstChoices(candidate, settings.zone, askedMs), candidate, askedMs), [choices, problem, candidate, settings.zone, askedMs])
  const booked = useLive(() => watchBooked(replica, window), [replica, window.fromMs, window.toMs])
  const gathered = useMemo(() => (problem !== null || booked.kind !== 'ready' ? null : gatherLoop({
    job, planId, people: [...people.values()], interviews: booked.value.interviews, busy: booked.value.busy, settings, window, nowMs: askedMs,
    candidate: { id: candidate.id, name: candidate.fullName, zone: choices.zone, windows },
  })), [problem, booked, job, planId, people, settings, window, windows, askedMs, candidate.id, candidate.fullName, choices.zone])
  const question = useMemo(() => gathered && { kind: 'plan' as const, input: gathered.input }, [gathered])
  const { asked, stop } = useAsked<'plan'>(question, JSON.stringify([choices, planId, askedMs]))
  const nameOf = (id: string) => people.get(id)?.name ?? 'a colleague'
  useShortcuts('plan a loop', [{ keys: 'escape', title: 'Back to the candidate', section: 'Plan interviews', run: () => go(`/candidates/${candidate.id}`) }])
  return (
    <div className={styles.column}>
      <ChoicesPanel plans={plans} planId={planId} onPlan={setPlan} candidate={candidate} choices={choices} onChange={next => { setChoices(next); setAsked(Date.now()) }}
        mayEditTimes={may({ collection: 'candidates', before: candidate, after: candidate, fields: ['times'] }).kind === 'allowed'} />
      {gathered && <div className={styles.ages}>{sayAge(gathered.age, now, window.toMs, me.zone, nameOf).map(line => <p key={line}>{line}</p>)}</div>}
      {problem !== null && <Banner tone="warn">{problem}</Banner>}
      {gathered && booked.kind === 'ready' && (
        <LoopOffers application={application} job={job} zone={choices.zone} asked={asked} booked={booked.value.interviews} onStop={stop} onAgain={() => setAsked(Date.now())} />
      )}
    </div>
  )
}
