import { useLocation } from 'wouter'
import { settleConflict } from '#shared/domain/commands/conflict'
import { isRefusedRecord } from '#shared/domain/conflict-value'
import type { Content } from '#shared/domain/merge/units'
import type { Conflict } from '#shared/domain/model/conflict'
import type { Interview } from '#shared/domain/model/interview'
import { isObject, type Json } from '#shared/lib/json'
import { useAct } from '../../actions/use-act.ts'
import { FreeTimes } from '../../parts/free-times.tsx'
import { useStamp } from '../../replica/react.tsx'
import { sayCode } from '../../replica/say-problem.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import styles from './offers.module.css'

const most = 7

/** An interview the server could not book as wanted, and what is free instead: one key books it. */
export function RefusedSession({ conflict, interview, hasKeys }: { conflict: Conflict; interview: Interview | null; hasKeys: boolean }) {
  const act = useAct()
  const stamp = useStamp()
  const [, go] = useLocation()
  const wanted = conflict.aside.value as Json
  const name = interview?.name ?? (isObject(wanted) && typeof wanted['name'] === 'string' ? wanted['name'] : 'An interview')
  const ways = conflict.alternatives.slice(0, most)
  const take = (value: Json) => {
    const whole = isObject(wanted) && isObject(value) ? { ...wanted, ...value } as Json : value
    const settled = settleConflict({ conflict, subject: conflict, record: interview as Content | null }, { kind: 'value', value: whole }, stamp())
    if (settled.kind === 'ready') void act(settled.changes, `${name} booked again`)
  }
  useShortcuts('refused session', hasKeys ? ways.map((way, index) => ({ keys: String(index + 1), title: way.label, section: 'Free instead', run: () => take(way.value as Json) })) : [])
  return (
    <section className={styles.part} aria-label={`${name} could not be booked`}>
      <Banner tone="warn" actions={<Button size="sm" onPress={() => go(`/inbox?conflict=${conflict.id}`)}>Decide in the inbox</Button>}>
        {isRefusedRecord(conflict) ? `${name} could not be booked.` : `${name} could not be moved.`} {conflict.code === null ? '' : sayCode(conflict.code)}
      </Banner>
      <FreeTimes conflict={conflict} />
      {ways.length > 0 && (
        <ol className={styles.offers} aria-label={`Free instead for ${name}`}>
          {ways.map((way, index) => (
            <li key={way.label}>
              <button type="button" className={styles.offer} onClick={() => take(way.value as Json)}>
                {hasKeys ? <Kbd keys={String(index + 1)} isDecorative /> : <span />}
                <span className={styles.offerWords}>{way.label}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
