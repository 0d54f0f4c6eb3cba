import { ArrowDown, ArrowUp, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { newSession, placeSession, removeSession, saveSession, sessionsOf } from '#shared/domain/commands/interview-plan'
import { maxSessionsOfPlan, type InterviewPlan, type PlanSession } from '#shared/domain/model/interview-plan'
import type { Job } from '#shared/domain/model/job'
import { sayMinutes } from '#shared/domain/plan-words'
import { useAct } from '../../actions/use-act.ts'
import { useDirectory, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { problemOf, saySeat } from './plan-words.ts'
import styles from './planning.module.css'
import { SessionSheet } from './session-sheet.tsx'

/** The sessions of a plan in their order, with who may sit in them. */
export function SessionList({ job, plan, isReadOnly }: { job: Job; plan: InterviewPlan; isReadOnly: boolean }) {
  const { people, settings } = useDirectory()
  const act = useAct()
  const stamp = useStamp()
  const [editing, setEditing] = useState<PlanSession | null>(null)
  const sessions = sessionsOf(job, plan.id)
  const everybody = [...people.values()]
  const isFull = sessions.length >= maxSessionsOfPlan
  const add = () => setEditing(newSession(job, plan.id, '', stamp()))
  const save = async (session: PlanSession) => {
    if (await act(saveSession(job, session, stamp()), `${session.name} saved`)) setEditing(null)
  }
  useShortcuts('sessions', isReadOnly || isFull ? [] : [{ keys: 'a', title: 'Add a session', section: 'Interview plan', run: add }])
  return (
    <section className={styles.section} aria-label="Sessions">
      <div className={styles.sectionHead}>
        <h2 className={styles.title}>Sessions</h2>
        {!isReadOnly && <Button size="sm" icon={<Plus aria-hidden="true" />} isDisabled={isFull} onPress={add}>Add a session</Button>}
      </div>
      {sessions.length === 0 && <p className={styles.hint}>No session yet. Add one for each meeting of the loop: a panel is one session with several seats.</p>}
      <ol className={styles.rows}>
        {sessions.map((session, index) => {
          const problem = problemOf(session, everybody)
          const after = session.afterIds.flatMap(id => sessions.find(each => each.id === id)?.name ?? [])
          const kit = job.kits.find(each => each.kitId === session.kitId)?.name
          return (
            <li key={session.id} className={styles.row}>
              <span className={styles.words}>
                <strong>{session.name}</strong>
                <span className={styles.faint}>{[sayMinutes(session.lengthMinutes), ...(after.length > 0 ? [`after ${after.join(' and ')}`] : []), ...(session.room ? [`room for ${session.room.capacity}`] : []), ...(kit === undefined ? [] : [kit])].join(' · ')}</span>
                {session.seats.map(seat => <span key={seat.id} className={styles.faint}>{saySeat(seat, everybody, settings)}</span>)}
                {problem !== null && <span className={styles.warn}>{problem}</span>}
              </span>
              {!isReadOnly && (
                <span className={styles.actions}>
                  <IconButton label={`Edit ${session.name}`} size="sm" icon={<Pencil aria-hidden="true" />} onPress={() => setEditing(session)} />
                  <IconButton label={`Move ${session.name} up`} size="sm" icon={<ArrowUp aria-hidden="true" />} isDisabled={index === 0} onPress={() => void act(placeSession(job, session.id, index - 1, stamp()), 'Order changed')} />
                  <IconButton label={`Move ${session.name} down`} size="sm" icon={<ArrowDown aria-hidden="true" />} isDisabled={index === sessions.length - 1} onPress={() => void act(placeSession(job, session.id, index + 1, stamp()), 'Order changed')} />
                  <IconButton label={`Take ${session.name} out`} size="sm" icon={<Trash2 aria-hidden="true" />} onPress={() => void act(removeSession(job, session.id, stamp()), `${session.name} taken out`)} />
                </span>
              )}
            </li>
          )
        })}
      </ol>
      {editing && <SessionSheet key={editing.id} job={job} session={editing} isNew={!sessions.some(each => each.id === editing.id)} onSave={session => void save(session)} onClose={() => setEditing(null)} />}
    </section>
  )
}
