import type { SessionSeat } from '../model/interview-plan.ts'
import type { Training } from '../model/interviewing.ts'
import type { Person } from '../model/person.ts'

/** The step of training a seat asks for. */
const levelOf = (role: SessionSeat['role']): Training['level'] => (role === 'interviewer' ? 'certified' : role)

/** Whether somebody's training lets them take a seat. A trainee's seat is for trainees of that very step. */
function isTrainedFor(person: Pick<Person, 'trainings'>, seat: Pick<SessionSeat, 'role' | 'skillIds'>): boolean {
  const level = levelOf(seat.role)
  return seat.skillIds.every(skillId => person.trainings.some(training => training.id === skillId && training.level === level))
}

/** Who may sit there: the people named, else everybody with the training. Nobody, when a seat names neither. */
export function poolOf(seat: SessionSeat, people: readonly Person[]): readonly Person[] {
  const isNamed = seat.personIds.length > 0
  if (!isNamed && seat.skillIds.length === 0) return []
  return people.filter(person => person.active && (isNamed ? seat.personIds.includes(person.id) : isTrainedFor(person, seat)))
}
