import { CalendarCog } from 'lucide-react'
import { useLocation, useParams } from 'wouter'
import type { Change } from '#shared/domain/commands/change'
import type { Person } from '#shared/domain/model/person'
import { useAct } from '../../actions/use-act.ts'
import { BackButton } from '../../parts/back-button.tsx'
import { HistoryButton } from '../../parts/history-button.tsx'
import { openBridge } from '../../bridge/bridge.ts'
import { PageHeader } from '../../replica/page-header.tsx'
import { CalendarSource } from '../../parts/calendar-source.tsx'
import { useDirectory, useMay } from '../../replica/react.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { FocusSection } from './focus-section.tsx'
import { HoursForm } from './hours-form.tsx'
import styles from './planning.module.css'
import type { SetPerson } from './set-person.ts'
import { TimeOffSection } from './time-off-section.tsx'
import { TrainingSection } from './training-section.tsx'

/** When somebody can interview: hours, limits, focus time, days away, training. One's own, or a colleague's for coordinators. */
export function AvailabilityScreen() {
  const { personId } = useParams()
  const { me, people } = useDirectory()
  const may = useMay()
  const act = useAct()
  const [, go] = useLocation()
  const person = people.get(personId ?? me.id)
  const title = !person || person.id === me.id ? 'When I can interview' : `When ${person.name} can interview`
  if (!person) return <><PageHeader title={title} /><EmptyState icon={<CalendarCog />} title="This colleague is not on this computer">They may have left, or have not arrived here yet.</EmptyState></>
  const mayFor = (who: Person, field: keyof Person) => may({ collection: 'people', before: who, after: who, fields: [field] }).kind === 'allowed'
  const isReadOnly = !mayFor(person, 'interviewing')
  const others = [...people.values()].filter(each => each.active && mayFor(each, 'interviewing')).toSorted((a, b) => a.name.localeCompare(b.name))
  const set: SetPerson = (fields, said) => {
    const change: Change = { kind: 'edit', collection: 'people', id: person.id, fields }
    return act([change], said)
  }
  return (
    <div className={styles.page}>
      <PageHeader title={title} lead={person.id === me.id ? <BackButton label="Back to your profile" to="/you" /> : <BackButton label="Back to all colleagues" to="/colleagues" />}><span className={styles.grow} /><HistoryButton collection="people" id={person.id} of={person.id === me.id ? 'your own record' : `${person.name}’s record`} /></PageHeader>
      <div className={styles.column}>
        {others.length > 1 && <div className={styles.which}><ComboBox label="Whose time" options={others.map(({ id, name }) => ({ id, label: id === me.id ? `${name} (you)` : name }))} value={person.id} onChange={id => { if (id !== null && id !== person.id) go(id === me.id ? '/availability' : `/availability/${id}`) }} emptyText="Nobody fits." /></div>}
        <p className={styles.hint}>Interviews are only planned inside these times. All of them are on the clock of {person.zone.replaceAll('_', ' ')}, {person.id === me.id ? 'your' : 'their'} time zone.</p>
        <HoursForm key={`${person.id} hours`} person={person} isReadOnly={isReadOnly} onSet={set} />
        <FocusSection key={`${person.id} focus`} person={person} isReadOnly={isReadOnly} onSet={set} />
        <TimeOffSection key={`${person.id} off`} person={person} isReadOnly={isReadOnly} onSet={set} />
        {(person.id === me.id || !isReadOnly) && (
          <section className={styles.section} aria-label="Calendar">
            <h2 className={styles.title}>Calendar</h2>
            <CalendarSource key={`${person.id} calendar`} kind="person" id={person.id} whose={person.id === me.id ? 'you' : person.name} openOutside={url => openBridge().openExternal(url)} />
          </section>
        )}
        <TrainingSection person={person} isReadOnly={!mayFor(person, 'trainings')} onSet={set} />
      </div>
    </div>
  )
}
