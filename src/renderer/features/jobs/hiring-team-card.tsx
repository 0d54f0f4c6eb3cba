import { UserPlus, X } from 'lucide-react'
import { editJob } from '#shared/domain/commands/job'
import type { Job, TeamMember } from '#shared/domain/model/job'
import { useDirectory, useStamp } from '../../replica/react.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Avatar } from '../../ui/display/avatar.tsx'
import { AddingBox } from '../../ui/fields/adding-box.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { teamWords } from './job-words.ts'
import styles from './jobs.module.css'
import { useAct } from '../../actions/use-act.ts'

const roles = (Object.keys(teamWords) as TeamMember['role'][]).map(id => ({ id, label: teamWords[id].title, description: teamWords[id].says }))

/** Who hires for this job, and as what. */
export function HiringTeamCard({ job, isReadOnly }: { job: Job; isReadOnly: boolean }) {
  const { people } = useDirectory()
  const act = useAct()
  const stamp = useStamp()
  const set = (hiringTeam: TeamMember[], said: string) => void act(editJob(job, { hiringTeam }, stamp()), said)
  const free = [...people.values()].filter(person => person.active && !job.hiringTeam.some(member => member.id === person.id))
  const roleFor = (personId: string): TeamMember['role'] => {
    const role = people.get(personId)?.role
    return role === undefined || role === 'owner' ? 'recruiter' : role
  }
  return (
    <section className={styles.card} aria-label="Hiring team">
      <h2 className={styles.cardTitle}>Hiring team</h2>
      {job.hiringTeam.length === 0 && <p className={styles.hint}>Nobody yet. Hiring managers on the team see everyone on the job.</p>}
      <ul className={styles.rows}>
        {job.hiringTeam.map(member => {
          const name = people.get(member.id)?.name ?? 'A colleague'
          return (
            <li key={member.id} className={styles.member}>
              <Avatar name={name} id={member.id} size="sm" isDecorative />
              <span className={styles.memberName}>{name}</span>
              <Select label={`${name} is`} isLabelHidden options={roles} value={member.role} isDisabled={isReadOnly} onChange={role => { if (role !== member.role) set(job.hiringTeam.map(each => (each.id === member.id ? { ...each, role } : each)), `${name} is ${teamWords[role].title.toLowerCase()}`) }} />
              {!isReadOnly && <IconButton label={`Take ${name} off the team`} size="sm" icon={<X aria-hidden="true" />} onPress={() => set(job.hiringTeam.filter(each => each.id !== member.id), `${name} left the team`)} />}
            </li>
          )
        })}
      </ul>
      {!isReadOnly && (
        <div className={styles.addMember}>
          <UserPlus aria-hidden="true" />
          <AddingBox label="Add to the team" isLabelHidden placeholder="Add a colleague" options={free.map(({ id, name, title }) => ({ id, label: name, description: title || undefined }))} emptyText="Nobody else. Invite colleagues under Colleagues."
            onAdd={id => set([...job.hiringTeam, { id, role: roleFor(id) }], `${people.get(id)?.name ?? 'A colleague'} joined the team`)} />
        </div>
      )}
    </section>
  )
}
