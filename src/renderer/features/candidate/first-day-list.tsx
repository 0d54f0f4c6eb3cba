import { markLine } from '#shared/domain/commands/first-day'
import type { Application } from '#shared/domain/model/application'
import type { OnboardingOutcome, OnboardingStep } from '#shared/domain/model/onboarding'
import { checklistOf, isOpenLine, type ChecklistLine } from '#shared/domain/onboarding/checklist'
import { whenWords } from '#shared/domain/timeline-words'
import { dayOf, sayDay } from '#shared/lib/zoned-time'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory, useMay, useReplica, useStamp } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Badge, type Tone } from '../../ui/display/badge.tsx'
import { Checkbox } from '../../ui/fields/checkbox.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './candidate.module.css'

const stateWords: Readonly<Record<ChecklistLine['state'], { word: string; tone: Tone }>> = {
  waiting: { word: 'Waiting', tone: 'neutral' }, blocked: { word: 'Something is missing', tone: 'warn' }, sent: { word: 'Asked for', tone: 'accent' }, done: { word: 'Done', tone: 'good' },
  failed: { word: 'Needs you', tone: 'bad' }, cancelled: { word: 'Called off', tone: 'neutral' }, open: { word: 'To do', tone: 'neutral' }, notNeeded: { word: 'Not needed', tone: 'neutral' },
}
const kindWords: Readonly<Record<OnboardingStep['kind'], string>> = { hris: 'Employee record', account: 'Account', access: 'Access', hardware: 'Equipment', welcome: 'Welcome message', message: 'Message' }

type FirstDayProps = { application: Application; candidateName: string; jobTitle: string | null }

/** What is ready for the first day, and what is not: as the connected systems last said and as people ticked it, also offline. */
export function FirstDayList({ application, candidateName, jobTitle }: FirstDayProps) {
  const { me, settings } = useDirectory()
  const may = useMay()
  const now = useNow()
  const mark = useMark(application, candidateName)
  const lines = checklistOf(application, dayOf(now, settings?.zone ?? me.zone))
  if (lines.length === 0) return null
  const isHired = application.status === 'hired'
  const needed = lines.filter(line => line.state !== 'notNeeded' && line.state !== 'cancelled')
  const title = isHired ? `First day · ${needed.filter(line => !isOpenLine(line)).length} of ${needed.length} ready` : 'Still to be undone after the hire was taken back'
  const mayMark = may({ collection: 'applications', before: application, after: application, fields: ['onboardingMarks'] }).kind === 'allowed'
  return (
    <section aria-label={isHired ? 'First day' : 'Still to be undone'}>
      <h3 className={styles.cardTitle}>{title}{jobTitle === null ? '' : ` · ${jobTitle}`}</h3>
      <ul className={styles.entries}>{lines.map(line => <Line key={line.id} line={line} isHired={isHired} mark={mayMark && line.canMark ? outcome => void mark(line, outcome) : null} />)}</ul>
    </section>
  )
}

/** Ticks a line; taking it back is a word of its own, so that what colleagues ticked meanwhile stays. */
function useMark(application: Application, candidateName: string) {
  const replica = useReplica()
  const stamp = useStamp()
  const { settings, me } = useDirectory()
  const write = async (line: ChecklistLine, outcome: OnboardingOutcome) => {
    // The line as it stands now: an undo may be pressed after a colleague's tick has arrived.
    const card = (await replica.getMany('applications', [application.id])).get(application.id)
    const current = card && checklistOf(card, dayOf(Date.now(), settings?.zone ?? me.zone)).find(each => each.id === line.id)
    if (card && current) await replica.write(markLine(card, current, outcome, stamp()))
  }
  return async (line: ChecklistLine, outcome: OnboardingOutcome) => {
    const was = line.mark?.outcome ?? 'open'
    const failed = (error: unknown) => toast({ text: sayProblem(error), tone: 'bad' })
    const what = `${kindWords[line.kind]} of ${candidateName}`
    try {
      await write(line, outcome)
      toast({
        text: outcome === 'open' ? `${what} is open again` : outcome === 'done' ? `${what} is ticked` : `${what} is not needed`, ...(outcome === 'open' ? {} : { tone: 'good' as const }),
        action: { label: 'Undo', run: () => void write(line, was).catch(failed) },
      })
    } catch (error) {
      failed(error)
    }
  }
}

function Line({ line, isHired, mark }: { line: ChecklistLine; isHired: boolean; mark: ((outcome: OnboardingOutcome) => void) | null }) {
  const { me, people } = useDirectory()
  const now = useNow()
  const { kind, step, mark: ticked, earlier, state } = line
  const { word, tone } = stateWords[state]
  const nameOf = (id: string) => (id === me.id ? 'you' : people.get(id)?.name ?? 'a colleague')
  const when = (atMs: number) => whenWords(atMs, Math.max(now, atMs), me.zone)
  const missing = step?.missing.map(({ label, who }) => `${label} is missing: ${who}.`) ?? []
  const facts = [
    step ? step.title : 'No connected system does this',
    ticked ? `${ticked.outcome === 'done' ? 'done by hand' : 'not needed'}: ${nameOf(ticked.byId)}, ${when(ticked.atMs)}` : step && when(step.atMs),
  ]
  const said = [
    ...(step && step.say !== '' && ticked === null && missing.length === 0 ? [step.say] : []), ...missing,
    ...(earlier ? [`${nameOf(earlier.byId) === 'you' ? 'You' : nameOf(earlier.byId)} had ticked this ${earlier.startDate ? `for a first day on ${sayDay(earlier.startDate)}` : 'before'}. Look again.`] : []),
  ]
  return (
    <li className={styles.firstDayLine}>
      <div className={styles.entryText}>
        {mark ? <Checkbox isSelected={ticked?.outcome === 'done'} onChange={on => mark(on ? 'done' : 'open')}>{kindWords[kind]}</Checkbox> : <strong>{kindWords[kind]}</strong>}
        <span className={styles.firstDayFacts}>{facts.filter(Boolean).join(' · ')}</span>
        {said.map(sentence => <span key={sentence} className={styles.firstDaySaid}>{sentence}</span>)}
      </div>
      {mark && isHired && step === null && (ticked === null || ticked.outcome === 'notNeeded') && (
        <Button size="sm" variant="ghost" aria-label={ticked ? `${kindWords[kind]} is needed` : `${kindWords[kind]} is not needed`} onPress={() => mark(ticked ? 'open' : 'notNeeded')}>{ticked ? 'Needed' : 'Not needed'}</Button>
      )}
      <Badge tone={tone}>{word}</Badge>
    </li>
  )
}
