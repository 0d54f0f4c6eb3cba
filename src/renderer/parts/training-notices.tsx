import { agreeToStep, takeStepBack } from '#shared/domain/scheduling/training'
import type { Person } from '#shared/domain/model/person'
import type { Training } from '#shared/domain/model/interviewing'
import { useAct } from '../actions/use-act.ts'
import { useDirectory, useMay } from '../replica/react.tsx'
import { Button } from '../ui/actions/button.tsx'
import { Banner } from '../ui/display/banner.tsx'
import styles from './training-notices.module.css'

const did = { shadow: 'listened', reverseShadow: 'led while watched' } as const
const now = { shadow: 'listens', reverseShadow: 'leads while watched', certified: 'is certified' } as const
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

/** Trainees who went on by themselves, until somebody who arranges interviews has seen to it. */
export function TrainingNotices() {
  const { people, settings } = useDirectory()
  const may = useMay()
  const act = useAct()
  const notices = [...people.values()].filter(person => person.active && may({ collection: 'people', before: person, after: person, fields: ['trainings'] }).kind === 'allowed')
    .flatMap(person => person.trainings.flatMap(training => (training.wentOn ? [{ person, training, wentOn: training.wentOn }] : [])))
  if (notices.length === 0) return null
  const set = (person: Person, training: Training, said: string) => void act([{ kind: 'edit', collection: 'people', id: person.id, fields: { trainings: person.trainings.map(each => (each.id === training.id ? training : each)) } }], said)
  return (
    <div className={styles.notices}>
      {notices.map(({ person, training, wentOn }) => {
        const skill = settings?.interviewSkills.find(each => each.id === training.id)?.name ?? 'an interview'
        return (
          <Banner key={`${person.id} ${training.id}`} tone="neutral" actions={(
            <>
              <Button size="sm" onPress={() => set(person, agreeToStep(training), `${person.name} ${now[training.level]} for ${skill}`)}>Good</Button>
              <Button size="sm" variant="ghost" onPress={() => set(person, takeStepBack(training), `${person.name} does it once more for ${skill}`)}>Not yet</Button>
            </>
          )}>
            {person.name} {did[wentOn.from]} {times(wentOn.times)} in {skill} and now {now[training.level]}.
          </Banner>
        )
      })}
    </div>
  )
}
