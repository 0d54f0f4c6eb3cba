import type { Interview } from '../model/interview.ts'
import type { Training } from '../model/interviewing.ts'
import type { Job } from '../model/job.ts'
import type { Person } from '../model/person.ts'
import type { InterviewSkill } from '../model/settings.ts'

/** A step of training that is taken by doing: listening, then leading while watched. */
export type TrainingStep = Exclude<Training['level'], 'certified'>

/** What training is counted from. `interviews` may be any; those that count are found among them. */
export type TrainingFacts = Readonly<{
  interviews: readonly Pick<Interview, 'id' | 'jobId' | 'sessionId' | 'endMs' | 'seats' | 'cancelled'>[]
  jobs: ReadonlyMap<string, Pick<Job, 'sessions'>>
  nowMs: number
}>

/** How far somebody is in their present step. `needed` is null where nobody goes on by themselves. */
export type TrainingProgress = Readonly<{ done: number; needed: number | null }>

const stepAfter: Readonly<Record<TrainingStep, Training['level']>> = { shadow: 'reverseShadow', reverseShadow: 'certified' }
const isStep = (level: Training['level']): level is TrainingStep => level !== 'certified'

/** How often somebody took this step in a kind of interview: held, not called off, and of a session whose plan asks for that very training on one of its seats. */
export function timesHeld(personId: string, skillId: string, step: TrainingStep, { interviews, jobs, nowMs }: TrainingFacts): number {
  return interviews.filter(({ cancelled, endMs, seats, jobId, sessionId }) => {
    if (cancelled || endMs > nowMs || !seats.some(seat => seat.personId === personId && seat.role === step)) return false
    const session = jobs.get(jobId)?.sessions.find(each => each.id === sessionId)
    return session?.seats.some(seat => seat.skillIds.includes(skillId)) ?? false
  }).length
}

/** What the workspace asks of everybody in a step, unless a person's own number stands against it. */
export function neededFor(training: Training, skill: InterviewSkill | undefined): number | null {
  const usual = training.level === 'shadow' ? skill?.shadows : training.level === 'reverseShadow' ? skill?.reverseShadows : null
  return training.needs ?? usual ?? null
}

/** How far a trainee is; null for whoever is certified. */
export function progressOf(person: Pick<Person, 'id'>, training: Training, skill: InterviewSkill | undefined, facts: TrainingFacts): TrainingProgress | null {
  if (!isStep(training.level)) return null
  return { done: timesHeld(person.id, training.id, training.level, facts), needed: neededFor(training, skill) }
}

/**
 * Everybody's trainings after those who did what is asked went on by one step; only people for whom something changes.
 * What made them go on stays with the training until a person has seen to it.
 */
export function stepsDue(people: readonly Pick<Person, 'id' | 'trainings' | 'active'>[], skills: readonly InterviewSkill[], facts: TrainingFacts): readonly Readonly<{ personId: string; trainings: readonly Training[] }>[] {
  return people.filter(person => person.active).flatMap(person => {
    const trainings = person.trainings.map((training): Training => {
      const progress = progressOf(person, training, skills.find(skill => skill.id === training.id && !skill.archived), facts)
      if (!isStep(training.level) || progress === null || progress.needed === null || progress.done < progress.needed) return training
      return { id: training.id, level: stepAfter[training.level], wentOn: { from: training.level, times: progress.done, atMs: facts.nowMs } }
    })
    return trainings.some((training, at) => training !== person.trainings[at]) ? [{ personId: person.id, trainings }] : []
  })
}

/** Somebody looked at it and it stands. */
export function agreeToStep({ id, level }: Training): Training {
  return { id, level }
}

/** Back to the step before; once more is asked of this person before they go on again. */
export function takeStepBack(training: Training): Training {
  const { wentOn } = training
  return wentOn ? { id: training.id, level: wentOn.from, needs: wentOn.times + 1 } : training
}

/** A level that somebody sets by hand. Whoever is put back to a step they have done begins it anew. */
export function setLevel(skill: InterviewSkill | undefined, level: Training['level'], done: number, skillId: string): Training {
  const needed = neededFor({ id: skillId, level }, skill)
  return { id: skillId, level, ...(isStep(level) && needed !== null && done >= needed ? { needs: done + Math.max(1, needed) } : {}) }
}
