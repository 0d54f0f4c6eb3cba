import type { InterviewPlan } from '#shared/domain/model/interview-plan'
import type { Candidate } from '#shared/domain/model/candidate'
import { wallOfMinute, weekdayNames } from '#shared/domain/plan-words'
import { wallMinutes } from '#shared/lib/zoned-time'
import { Checkbox } from '../../ui/fields/checkbox.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { DateField } from '../../ui/fields/date-field.tsx'
import { SegmentedControl } from '../../ui/fields/segmented-control.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { GivenTimes } from './given-times.tsx'
import type { LoopChoices } from './loop-choices.ts'
import styles from './planning.module.css'
import { WallField } from './wall-field.tsx'

const zones = Intl.supportedValuesOf('timeZone').map(id => ({ id, label: id.replaceAll('_', ' ') }))

type ChoicesPanelProps = {
  plans: readonly InterviewPlan[]; planId: string; onPlan: (id: string) => void
  candidate: Candidate; choices: LoopChoices; onChange: (choices: LoopChoices) => void; mayEditTimes: boolean
}

/** Which plan, on whose clock, and when the candidate can come. */
export function ChoicesPanel({ plans, planId, onPlan, candidate, choices, onChange, mayEditTimes }: ChoicesPanelProps) {
  const { hours, zone, use } = choices
  const setHours = (fields: Partial<LoopChoices['hours']>) => onChange({ ...choices, hours: { ...hours, ...fields } })
  const options = zones.some(each => each.id === zone) ? zones : [{ id: zone, label: zone }, ...zones]
  return (
    <section className={styles.section} aria-label="When the candidate can come">
      <div className={styles.fields}>
        {plans.length > 1 && <Select label="Plan" options={plans.map(({ id, name }) => ({ id, label: name }))} value={planId} onChange={onPlan} />}
        <div className={styles.which}><ComboBox label={`Time zone of ${candidate.fullName}`} options={options} value={zone} onChange={next => { if (next !== null && next !== zone) onChange({ ...choices, zone: next }) }} /></div>
      </div>
      <SegmentedControl label="When they can come" options={[{ id: 'hours', label: 'Days and hours' }, { id: 'given', label: 'Times they gave' }]} value={use} onChange={next => onChange({ ...choices, use: next })} />
      {use === 'given' ? <GivenTimes candidate={candidate} zone={zone} isReadOnly={!mayEditTimes} /> : (
        <>
          <div className={styles.fields}>
            <DateField label="First day" value={hours.fromDay} onChange={fromDay => setHours({ fromDay })} />
            <DateField label="Last day" value={hours.toDay} onChange={toDay => setHours({ toDay })} />
            <WallField label="Not before" minute={wallMinutes(hours.from)} onChange={minute => setHours({ from: wallOfMinute(minute) })} />
            <WallField label="Not after" minute={wallMinutes(hours.to)} onChange={minute => setHours({ to: wallOfMinute(minute) })} />
          </div>
          <fieldset className={styles.checks}>
            <legend>Weekdays</legend>
            {weekdayNames.map((name, index) => (
              <Checkbox key={name} isSelected={hours.weekdays.includes(index + 1)} onChange={isOn => setHours({ weekdays: isOn ? [...hours.weekdays, index + 1] : hours.weekdays.filter(each => each !== index + 1) })}>{name.slice(0, 3)}</Checkbox>
            ))}
          </fieldset>
        </>
      )}
    </section>
  )
}
