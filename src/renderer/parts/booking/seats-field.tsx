import type { SeatRoles } from '#shared/domain/commands/interview'
import type { Interview } from '#shared/domain/model/interview'
import { useDirectory } from '../../replica/react.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { PeoplePicker } from '../people-picker.tsx'
import styles from './booking.module.css'

type Seats = Interview['seats']
type Role = Seats[number]['role']
const roles: readonly { id: Role; label: string }[] = [{ id: 'interviewer', label: 'Interviews' }, { id: 'shadow', label: 'Listens and learns' }, { id: 'reverseShadow', label: 'Leads while watched' }]

export const rolesOf = (seats: Seats): SeatRoles => new Map(seats.map(seat => [seat.personId, seat.role]))

/** Who sits there and what for: most interview, a trainee listens or leads while watched. */
export function SeatsField({ seats, onChange }: { seats: Seats; onChange: (seats: Seats) => void }) {
  const { people } = useDirectory()
  return (
    <>
      <PeoplePicker label="Interviewers" chosen={seats.map(seat => seat.personId)} onChange={ids => onChange(ids.map(personId => seats.find(seat => seat.personId === personId) ?? { personId, role: 'interviewer' }))} />
      {seats.length > 1 && (
        <div className={styles.pair}>
          {seats.map(({ personId, role }) => (
            <Select key={personId} label={people.get(personId)?.name ?? 'A colleague'} options={roles} value={role} onChange={next => onChange(seats.map(seat => (seat.personId === personId ? { personId, role: next } : seat)))} />
          ))}
        </div>
      )}
    </>
  )
}
