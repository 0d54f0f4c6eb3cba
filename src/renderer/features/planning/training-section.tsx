import type { Training } from '#shared/domain/model/interviewing'
import type { Person } from '#shared/domain/model/person'
import { byRank } from '#shared/lib/rank'
import { useDirectory } from '../../replica/react.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Select } from '../../ui/fields/select.tsx'
import type { SetPerson } from './availability-screen.tsx'
import { skillOptions } from './plan-words.ts'
import styles from './planning.module.css'

type Level = Training['level'] | 'none'
const levels: readonly { id: Level; label: string }[] = [
  { id: 'none', label: 'Not trained' }, { id: 'shadow', label: 'Listens and learns' }, { id: 'reverseShadow', label: 'Leads while watched' }, { id: 'certified', label: 'Certified' },
]

/** Which kinds of interviews somebody is trained for; said by those who arrange interviews. */
export function TrainingSection({ person, isReadOnly, onSet }: { person: Person; isReadOnly: boolean; onSet: SetPerson }) {
  const { settings } = useDirectory()
  const skills = skillOptions(settings).toSorted(byRank)
  const levelOf = (skillId: string): Level => person.trainings.find(each => each.id === skillId)?.level ?? 'none'
  const set = (skillId: string, name: string, level: Level) => {
    if (level === levelOf(skillId)) return
    const others = person.trainings.filter(each => each.id !== skillId)
    void onSet({ trainings: level === 'none' ? others : [...others, { id: skillId, level }] }, `${name}: ${levels.find(each => each.id === level)!.label.toLowerCase()}`)
  }
  if (skills.length === 0) return null
  return (
    <section className={styles.section} aria-label="Training">
      <h2 className={styles.title}>Trained for</h2>
      <ul className={styles.rows}>
        {skills.map(({ id, name }) => (
          <li key={id} className={styles.row}>
            <span className={styles.words}>{name}</span>
            {isReadOnly ? <Badge tone={levelOf(id) === 'certified' ? 'good' : 'neutral'}>{levels.find(each => each.id === levelOf(id))!.label}</Badge>
              : <Select label={`Training for ${name}`} isLabelHidden options={levels} value={levelOf(id)} onChange={level => set(id, name, level)} />}
          </li>
        ))}
      </ul>
      {isReadOnly && <p className={styles.hint}>Whoever arranges interviews says who is trained for what.</p>}
    </section>
  )
}
