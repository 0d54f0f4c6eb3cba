import type { InterviewPlan } from '#shared/domain/model/interview-plan'
import { NumberField } from '../../ui/fields/number-field.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { Switch } from '../../ui/fields/switch.tsx'
import styles from './planning.module.css'
import { WallField } from './wall-field.tsx'

const dayOptions = [1, 2, 3, 4, 5].map(days => ({ id: String(days), label: days === 1 ? 'On one day' : `Over up to ${days} days` }))
const stepOptions = [5, 10, 15, 30, 60].map(step => ({ id: String(step), label: step === 60 ? 'Every hour' : `Every ${step} minutes` }))
const usualLunch = { fromMinute: 690, toMinute: 840, lengthMinutes: 45 }

type PlanRulesProps = { plan: InterviewPlan; isReadOnly: boolean; onSet: (fields: Partial<InterviewPlan>, said: string) => Promise<boolean> }

/** How the sessions of a loop are placed in the candidate's day. */
export function PlanRules({ plan, isReadOnly, onSet }: PlanRulesProps) {
  const number = (field: 'maxPerDay' | 'breakMinutes' | 'longestWaitMinutes', value: number, most: number) => {
    const next = Number.isNaN(value) ? (field === 'breakMinutes' ? 0 : null) : Math.min(most, Math.max(field === 'maxPerDay' ? 1 : 0, Math.round(value)))
    if (next !== plan[field]) void onSet({ [field]: next }, 'Rules changed')
  }
  const lunch = plan.lunch
  const setLunch = (fields: Partial<NonNullable<typeof lunch>>) => { if (lunch) void onSet({ lunch: { ...lunch, ...fields } }, 'Lunch changed') }
  return (
    <section className={styles.section} aria-label="Rules of the day">
      <h2 className={styles.title}>Rules of the day</h2>
      <div className={styles.fields}>
        <Select label="Days" isDisabled={isReadOnly} options={dayOptions} value={String(plan.maxDays)} onChange={days => { if (Number(days) !== plan.maxDays) void onSet({ maxDays: Number(days) }, 'Days changed') }} />
        <NumberField label="Sessions a day" placeholder="Any number" isDisabled={isReadOnly} value={plan.maxPerDay ?? Number.NaN} minValue={1} maxValue={10} onChange={value => number('maxPerDay', value, 10)} />
        <NumberField label="Break between" unit="min" isDisabled={isReadOnly} value={plan.breakMinutes} minValue={0} maxValue={240} step={5} onChange={value => number('breakMinutes', value, 240)} />
        <NumberField label="Longest wait" unit="min" placeholder="Any" isDisabled={isReadOnly} value={plan.longestWaitMinutes ?? Number.NaN} minValue={0} maxValue={480} step={5} onChange={value => number('longestWaitMinutes', value, 480)} />
        <Select label="Sessions start" isDisabled={isReadOnly} options={stepOptions} value={String(plan.stepMinutes)} onChange={step => { if (Number(step) !== plan.stepMinutes) void onSet({ stepMinutes: Number(step) }, 'Starts changed') }} />
      </div>
      <Switch isSelected={lunch !== null} isDisabled={isReadOnly} onChange={isOn => void onSet({ lunch: isOn ? usualLunch : null }, isOn ? 'Lunch is kept' : 'Lunch is not kept')}>Keep lunch free for the candidate</Switch>
      {lunch && (
        <div className={styles.fields}>
          <WallField label="Lunch from" minute={lunch.fromMinute} isDisabled={isReadOnly} onChange={fromMinute => setLunch({ fromMinute })} />
          <WallField label="Lunch until" minute={lunch.toMinute} isDisabled={isReadOnly} onChange={toMinute => setLunch({ toMinute })} />
          <NumberField label="Lunch takes" unit="min" isDisabled={isReadOnly} value={lunch.lengthMinutes} minValue={5} maxValue={240} step={5} onChange={value => { if (!Number.isNaN(value) && value !== lunch.lengthMinutes) setLunch({ lengthMinutes: Math.round(value) }) }} />
        </div>
      )}
    </section>
  )
}
