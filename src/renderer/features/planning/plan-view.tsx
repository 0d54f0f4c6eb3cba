import type { Plan } from '#shared/domain/planner/plan'
import type { PlannerInput } from '#shared/domain/planner/planner-input'
import { roleSuffix } from '#shared/domain/plan-words'
import { dayOf, sayDay, wallTimeOf } from '#shared/lib/zoned-time'
import { Badge } from '../../ui/display/badge.tsx'
import styles from './offers.module.css'

/** The sessions of a plan in order, on the candidate's clock and one's own. */
export function PlanView({ plan, input, zone, ownZone }: { plan: Plan; input: PlannerInput; zone: string; ownZone: string }) {
  const days = [...Map.groupBy(plan.sessions, session => dayOf(session.startMs, zone))]
  const nameOf = (id: string): string => input.people.find(person => person.id === id)?.name ?? 'A colleague'
  return (
    <>
      {days.map(([day, sessions]) => (
        <section key={day} aria-label={sayDay(day)}>
          <h3 className={styles.day}>{sayDay(day)}</h3>
          <ol className={styles.sessions}>
            {sessions.map(session => {
              const known = input.sessions.find(each => each.id === session.sessionId)
              const room = input.rooms.find(each => each.id === session.roomId)
              const isSameClock = wallTimeOf(session.startMs, zone) === wallTimeOf(session.startMs, ownZone) && dayOf(session.startMs, zone) === dayOf(session.startMs, ownZone)
              return (
                <li key={session.sessionId} className={styles.session}>
                  <span className={styles.when}>
                    {wallTimeOf(session.startMs, zone)}–{wallTimeOf(session.endMs, zone)}
                    {!isSameClock && <span className={styles.faint}>{wallTimeOf(session.startMs, ownZone)}–{wallTimeOf(session.endMs, ownZone)} for you</span>}
                  </span>
                  <span className={styles.what}>
                    <strong>{known?.name ?? 'Interview'}</strong>
                    {session.seats.map(seat => {
                      const of = known?.seats.find(each => each.id === seat.seatId)
                      const role = of?.role === 'shadow' || of?.role === 'reverseShadow' ? roleSuffix[of.role] : ''
                      if (seat.personIds.length === 0) return <Badge key={seat.seatId} tone="warn" look="outline">{of?.role === 'interviewer' ? 'A seat is still empty' : 'Nobody to train here'}</Badge>
                      return <span key={seat.seatId} className={styles.faint}>{seat.personIds.map(id => `${nameOf(id)}${role}`).join(', ')}</span>
                    })}
                    {room && <span className={styles.faint}>{room.name}</span>}
                  </span>
                </li>
              )
            })}
          </ol>
        </section>
      ))}
    </>
  )
}
