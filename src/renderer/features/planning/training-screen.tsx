import { GraduationCap, Plus } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { InterviewSkill } from '#shared/domain/model/settings'
import { progressOf, type TrainingFacts } from '#shared/domain/scheduling/training'
import { createId } from '#shared/lib/ids'
import { byRank, rankAt } from '#shared/lib/rank'
import { useAct } from '../../actions/use-act.ts'
import { TrainingNotices } from '../../parts/training-notices.tsx'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useMay } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { LinkButton } from '../../ui/actions/link-button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { NumberField } from '../../ui/fields/number-field.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import styles from './planning.module.css'
import { levelWords, sayProgress } from './training-words.ts'
import { useTrainingFacts } from './use-training-facts.ts'

const steps = [{ field: 'shadows', label: 'Listens' }, { field: 'reverseShadows', label: 'Leads while watched' }] as const

/** Who is in training for what and how far, and how often each step is taken before somebody goes on by themselves. */
export function TrainingScreen() {
  const { settings } = useDirectory()
  const may = useMay()
  const act = useAct()
  const facts = useTrainingFacts()
  const [name, setName] = useState('')
  if (!settings) return <PageHeader title="Interview training" />
  const skills = settings.interviewSkills.filter(skill => !skill.archived).toSorted(byRank)
  const mayEdit = may({ collection: 'settings', before: settings, after: settings, fields: ['interviewSkills'] }).kind === 'allowed'
  const save = (next: readonly InterviewSkill[], said: string) => act([{ kind: 'edit', collection: 'settings', id: settings.id, fields: { interviewSkills: [...next] } }], said)
  const isKnown = settings.interviewSkills.some(skill => skill.name.toLowerCase() === name.trim().toLowerCase())
  const add = async () => {
    if (name.trim() !== '' && !isKnown && await save([...settings.interviewSkills, { id: createId(), name: name.trim(), rank: rankAt(skills, skills.length), archived: false }], `${name.trim()} added`)) setName('')
  }
  return (
    <div className={styles.page}>
      <PageHeader title="Interview training" />
      <div className={styles.column}>
        <p className={styles.hint}>A seat for a trainee in an interview plan is filled with people of that very step. Whoever has taken a step as often as is asked goes on to the next; you are told, and can say “not yet”. Where a number is empty, nobody goes on by themselves.</p>
        <TrainingNotices />
        {skills.length === 0 && <EmptyState icon={<GraduationCap />} title="No kinds of interviews yet">Name what people are trained for, such as system design. Then say for each colleague how far they are.</EmptyState>}
        {skills.map(skill => <SkillPart key={skill.id} skill={skill} facts={facts} mayEdit={mayEdit} onSet={(next, said) => void save(settings.interviewSkills.map(each => (each.id === skill.id ? next : each)), said)} />)}
        {mayEdit && (
          <form className={styles.add} aria-label="Add a kind of interview" onSubmit={event => { event.preventDefault(); void add() }}>
            <TextField label="New kind of interview" placeholder="Such as System design" value={name} onChange={setName} maxLength={120} {...(isKnown ? { errorMessage: 'There is one of that name already.' } : {})} />
            <Button type="submit" icon={<Plus aria-hidden="true" />} isDisabled={name.trim() === '' || isKnown}>Add</Button>
          </form>
        )}
      </div>
    </div>
  )
}

type SkillPartProps = { skill: InterviewSkill; facts: TrainingFacts | null; mayEdit: boolean; onSet: (next: InterviewSkill, said: string) => void }

function SkillPart({ skill, facts, mayEdit, onSet }: SkillPartProps) {
  const { people } = useDirectory()
  const [, go] = useLocation()
  const own = [...people.values()].filter(person => person.active).toSorted((a, b) => a.name.localeCompare(b.name))
    .flatMap(person => person.trainings.flatMap(training => (training.id === skill.id ? [{ person, training }] : [])))
  const [trainees, certified] = [own.filter(({ training }) => training.level !== 'certified'), own.filter(({ training }) => training.level === 'certified')]
  return (
    <section className={styles.section} aria-label={skill.name}>
      <h2 className={styles.title}>{skill.name}</h2>
      <div className={styles.steps}>
        {steps.map(({ field, label }) => (
          <NumberField key={field} label={`${label}, times`} minValue={0} maxValue={20} isDisabled={!mayEdit} value={skill[field] ?? Number.NaN}
            onChange={value => {
              const { [field]: before, ...rest } = skill
              if (Number.isNaN(value) && before !== undefined) onSet(rest, `${skill.name}: you say when somebody goes on`)
              else if (!Number.isNaN(value) && value !== before) onSet({ ...rest, [field]: Math.round(value) }, `${skill.name}: ${label.toLowerCase()} ${Math.round(value)} times`)
            }} />
        ))}
      </div>
      <ul className={styles.rows}>
        {trainees.map(({ person, training }) => {
          const progress = facts && progressOf(person, training, skill, facts)
          return (
            <li key={person.id} className={styles.row}>
              <span className={styles.words}><LinkButton onPress={() => go(`/availability/${person.id}`)}>{person.name}</LinkButton>{progress && <span className={styles.faint}>{sayProgress(progress)}</span>}</span>
              <Badge>{levelWords[training.level]}</Badge>
            </li>
          )
        })}
      </ul>
      <p className={styles.hint}>{certified.length === 0 ? 'Nobody is certified yet.' : `Certified: ${certified.map(({ person }) => person.name).join(', ')}.`}</p>
    </section>
  )
}
