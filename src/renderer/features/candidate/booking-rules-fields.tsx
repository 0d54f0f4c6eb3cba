import type { BookingRules } from '#shared/domain/model/booking-link'
import { NumberField } from '../../ui/fields/number-field.tsx'
import { Switch } from '../../ui/fields/switch.tsx'
import styles from './candidate.module.css'

/** How short-term, how late and how often; the same for every candidate of the job. */
export function BookingRulesFields({ rules, onChange }: { rules: BookingRules; onChange: (rules: BookingRules) => void }) {
  const set = (field: 'noticeHours' | 'changeUntilHours' | 'maxChanges', max: number) => (value: number) => onChange({ ...rules, [field]: Number.isNaN(value) ? 0 : Math.min(max, Math.max(0, Math.round(value))) })
  return (
    <div className={styles.form}>
      <NumberField label="Earliest time on offer" description="From the moment of choosing." unit="hours" value={rules.noticeHours} minValue={0} maxValue={336} onChange={set('noticeHours', 336)} />
      <NumberField label="Change or call off until" description="Before the first meeting." unit="hours" value={rules.changeUntilHours} minValue={0} maxValue={336} onChange={set('changeUntilHours', 336)} />
      <NumberField label="Times they may move it" value={rules.maxChanges} minValue={0} maxValue={20} onChange={set('maxChanges', 20)} />
      <Switch isSelected={rules.showInterviewers} onChange={showInterviewers => onChange({ ...rules, showInterviewers })}>Show the interviewers’ names</Switch>
    </div>
  )
}
