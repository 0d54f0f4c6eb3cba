import { useLocation } from 'wouter'
import type { Training } from '#shared/domain/model/interviewing'
import type { Person } from '#shared/domain/model/person'
import { progressOf, setLevel, timesHeld } from '#shared/domain/scheduling/training'
import { byRank } from '#shared/lib/rank'
import { useDirectory } from '../../replica/react.tsx'
import { LinkButton } from '../../ui/actions/link-button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Select } from '../../ui/fields/select.tsx'
import type { SetPerson } from './set-person.ts'
import { skillOptions } from './plan-words.ts'
import styles from './planning.module.css'
import { levelWords, sayProgress } from './training-words.ts'
import { useTrainingFacts } from './use-training-facts.ts'

type Level = Training['level'] | 'none'
const labelOf = (level: Level): string => (level === 'none' ? 'Not trained' : levelWords[level])
const levels: readonly { id: Level; label: string }[] = (['none', 'shadow', 'reverseShadow', 'certified'] as const).map(id => ({ id, label: labelOf(id) }))

/** Which kinds of interviews somebody is trained for, and how far a trainee is; said by those who arrange interviews. */
export function TrainingSection({ person, isReadOnly, onSet }: { person: Person; isReadOnly: boolean; onSet: SetPerson }) {
  const { settings } = useDirectory()
  const [, go] = useLocation()
  const facts = useTrainingFacts()
  const skills = skillOptions(settings).toSorted(byRank)
  const trainingFor = (skillId: string) => person.trainings.find(each => each.id === skillId)
  const set = (skillId: string, name: string, level: Level) => {
    if (level === (trainingFor(skillId)?.level ?? 'none')) return
    const others = person.trainings.filter(each => each.id !== skillId)
    const done = facts && (level === 'shadow' || level === 'reverseShadow') ? timesHeld(person.id, skillId, level, facts) : 0
    void onSet({ trainings: level === 'none' ? others : [...others, setLevel(settings?.interviewSkills.find(skill => skill.id === skillId), level, done, skillId)] }, `${name}: ${labelOf(level).toLowerCase()}`)
  }
  if (skills.length === 0) return null
  return (
    <section className={styles.section} aria-label="Training">
      <div className={styles.sectionHead}><h2 className={styles.title}>Trained for</h2>{!isReadOnly && <LinkButton onPress={() => go('/training')}>Everybody’s training</LinkButton>}</div>
      <ul className={styles.rows}>
        {skills.map(({ id, name }) => {
          const training = trainingFor(id)
          const progress = training && facts ? progressOf(person, training, settings?.interviewSkills.find(skill => skill.id === id), facts) : null
          return (
            <li key={id} className={styles.row}>
              <span className={styles.words}>{name}{progress && <span className={styles.faint}>{sayProgress(progress)}</span>}</span>
              {isReadOnly ? <Badge tone={training?.level === 'certified' ? 'good' : 'neutral'}>{labelOf(training?.level ?? 'none')}</Badge>
                : <Select label={`Training for ${name}`} isLabelHidden options={levels} value={training?.level ?? 'none'} onChange={level => set(id, name, level)} />}
            </li>
          )
        })}
      </ul>
      {isReadOnly && <p className={styles.hint}>Whoever arranges interviews says who is trained for what.</p>}
    </section>
  )
}
