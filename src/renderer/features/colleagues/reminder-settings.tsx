import { useState } from 'react'
import type { Preferences } from '#shared/domain/model/person'
import { reminderWords } from '#shared/domain/reminders/reminder-words'
import { openBridge } from '../../bridge/bridge.ts'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Switch } from '../../ui/fields/switch.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './colleagues.module.css'

const usual = { fromMinute: 20 * 60, toMinute: 8 * 60 }
const wallOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const minuteOf = (wall: string): number | null => (/^\d\d:\d\d$/.test(wall) ? Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3)) : null)

type ReminderSettingsProps = { quiet: Preferences['quietHours']; zone: string; onChange: (quiet: Preferences['quietHours'], said: string) => void }

/** When not to be reminded, and whether this computer may show notes. */
export function ReminderSettings({ quiet, zone, onChange }: ReminderSettingsProps) {
  const { settings } = useDirectory()
  const [isRefused, setRefused] = useState(false)
  const bridge = openBridge()
  const isAsked = bridge.kind === 'web' && 'Notification' in globalThis && Notification.permission === 'default'
  const allow = async () => {
    const isAllowed = await bridge.allowNotifications()
    setRefused(!isAllowed)
    if (isAllowed) toast({ text: 'This computer reminds you from now on', tone: 'good' })
  }
  const set = (part: 'fromMinute' | 'toMinute', wall: string) => {
    const minute = minuteOf(wall)
    if (quiet && minute !== null && minute !== quiet[part]) onChange({ ...quiet, [part]: minute }, 'Quiet hours changed')
  }
  return (
    <section className={styles.section} aria-label="Reminders">
      <h2 className={styles.title}>Reminders</h2>
      {reminderWords(settings).map(line => <p key={line} className={styles.hint}>{line}</p>)}
      <p className={styles.hint}>In quiet hours nothing comes: a letter about an early interview comes before they begin, the rest once they are over.</p>
      <Switch isSelected={quiet !== null} onChange={isOn => onChange(isOn ? usual : null, isOn ? 'Quiet hours are on' : 'Quiet hours are off')}>Quiet hours</Switch>
      {quiet && (
        <div className={styles.pair}>
          <TextField label="From" type="time" value={wallOf(quiet.fromMinute)} onChange={wall => set('fromMinute', wall)} description={zone.replaceAll('_', ' ')} />
          <TextField label="To" type="time" value={wallOf(quiet.toMinute % 1440)} onChange={wall => set('toMinute', wall)} />
        </div>
      )}
      {isAsked && <div><Button onPress={() => void allow()}>Show reminders on this computer</Button></div>}
      {isRefused && <p className={styles.hint}>Your browser does not allow it for this address. Allow notifications in its settings and come back.</p>}
    </section>
  )
}
