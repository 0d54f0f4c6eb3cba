import { UserRoundX } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Interview } from '#shared/domain/model/interview'
import { roleSuffix } from '#shared/domain/plan-words'
import { wallTimeOf } from '#shared/lib/zoned-time'
import { useDirectory } from '../../replica/react.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { LinkButton } from '../../ui/actions/link-button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import styles from './offers.module.css'

type LoopSessionProps = { interview: Interview; zone: string; ownZone: string; canReplace: boolean; onReplace: (personId: string) => void }

/** One interview of the loop: when on both clocks, with whom, and how far it has come. */
export function LoopSession({ interview, zone, ownZone, canReplace, onReplace }: LoopSessionProps) {
  const { people, settings } = useDirectory()
  const [, go] = useLocation()
  const { startMs, endMs, seats, roomId, cancelled, confirmed } = interview
  const room = settings?.rooms.find(each => each.id === roomId)
  const isSameClock = wallTimeOf(startMs, zone) === wallTimeOf(startMs, ownZone)
  return (
    <li className={styles.session}>
      <span className={styles.when}>
        {wallTimeOf(startMs, zone)}–{wallTimeOf(endMs, zone)}
        {!isSameClock && <span className={styles.faint}>{wallTimeOf(startMs, ownZone)}–{wallTimeOf(endMs, ownZone)} for you</span>}
      </span>
      <span className={styles.what}>
        <span className={styles.buttons}>
          <LinkButton onPress={() => go(`/interviews/${interview.id}`)}>{interview.name}</LinkButton>
          {cancelled ? <Badge>Called off</Badge> : confirmed ? <Badge tone="good">Confirmed</Badge> : <Badge tone="warn" look="outline">Proposal: not confirmed yet</Badge>}
        </span>
        {seats.map(seat => {
          const name = people.get(seat.personId)?.name ?? 'A colleague'
          return (
            <span key={seat.personId} className={styles.seated}>
              {name}{roleSuffix[seat.role]}
              {canReplace && <IconButton size="sm" label={`Find somebody instead of ${name} for ${interview.name}`} icon={<UserRoundX aria-hidden="true" />} onPress={() => onReplace(seat.personId)} />}
            </span>
          )
        })}
        {room && <span className={styles.faint}>{room.name}</span>}
        {(interview.limitReason ?? '') !== '' && !cancelled && <span className={styles.faint}>Over a limit, because: {interview.limitReason}</span>}
      </span>
    </li>
  )
}
