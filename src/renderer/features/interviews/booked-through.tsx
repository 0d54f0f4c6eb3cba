import type { Interview } from '#shared/domain/model/interview'
import { useDirectory } from '../../replica/react.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import styles from './interviews.module.css'

/** An interview that another service holds: where it is moved, who is told by whom, and what it collides with. */
export function BookedThrough({ interview }: { interview: Interview }) {
  const { people } = useDirectory()
  const held = interview.bookedThrough ?? null
  if (held === null || interview.cancelled) return null
  const names = held.personIds.map(id => people.get(id)?.name ?? 'a colleague').join(', ')
  return (
    <div className={styles.facts}>
      <Banner tone={held.clashes ? 'warn' : 'neutral'}>
        {held.clashes && 'Somebody was already booked here at that time: one of the two has to move. '}
        Booked through {held.service}, which tells and reminds the candidate{names === '' ? '' : ` and ${names}`}. Move it there; called off here, it is called off there too.
        {names === '' && ' None of your colleagues holds it there: add who interviews with Change.'}
      </Banner>
    </div>
  )
}
