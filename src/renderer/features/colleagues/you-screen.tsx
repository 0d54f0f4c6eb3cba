import { CalendarCog } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Change } from '#shared/domain/commands/change'
import type { Person, Preferences } from '#shared/domain/model/person'
import { openBridge } from '../../bridge/bridge.ts'
import { HistoryButton } from '../../parts/history-button.tsx'
import { PageHeader } from '../../replica/page-header.tsx'
import { useMe } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { SegmentedControl } from '../../ui/fields/segmented-control.tsx'
import { InlineEdit } from '../../ui/layout/inline-edit.tsx'
import { setTheme, type Theme } from '../../ui/theme.ts'
import styles from './colleagues.module.css'
import { DeviceList } from './device-list.tsx'
import { ReminderSettings } from './reminder-settings.tsx'
import { PasswordForm } from './password-form.tsx'
import { roleWords } from './role-words.ts'
import { useAct } from '../../actions/use-act.ts'

const noPreferences: Preferences = { savedViews: [], importMappings: {}, theme: 'system', quietHours: null }
const zones = Intl.supportedValuesOf('timeZone').map(id => ({ id, label: id.replaceAll('_', ' ') }))

/** One's own profile, look, password and computers. */
export function YouScreen() {
  const me = useMe()
  const act = useAct()
  const [, go] = useLocation()
  const preferences = me.preferences ?? noPreferences
  const set = async (fields: Partial<Person>, said: string) => {
    const change: Change = { kind: 'edit', collection: 'people', id: me.id, fields }
    await act([change], said)
  }
  const prefer = (changed: Partial<Preferences>, said: string) => void set({ preferences: { ...preferences, ...changed } }, said)
  const look = (theme: Theme) => {
    setTheme(theme)
    void openBridge().setTheme(theme)
    prefer({ theme }, 'Look changed')
  }
  return (
    <div className={styles.page}>
      <PageHeader title="You">
        <span className={styles.grow} />
        <HistoryButton collection="people" id={me.id} of="your own record" />
        <Button icon={<CalendarCog aria-hidden="true" />} onPress={() => go('/availability')}>When I can interview</Button>
      </PageHeader>
      <div className={styles.column}>
        <section className={styles.section} aria-label="Profile">
          <InlineEdit label="Your name" value={me.name} size="title" onCommit={async value => { if (value.trim() === '') return 'Your colleagues need a name.'; await set({ name: value.trim().slice(0, 200) }, 'Name changed') }} />
          <p className={styles.hint}>{me.email} · {roleWords[me.role].title}: {roleWords[me.role].may}</p>
          <div className={styles.pair}>
            <div className={styles.labelled}><span className={styles.label}>Title</span><InlineEdit label="Title" value={me.title} placeholder="Head of recruiting" onCommit={value => set({ title: value.trim().slice(0, 200) }, 'Title changed')} /></div>
            <div className={styles.labelled}><span className={styles.label}>Phone</span><InlineEdit label="Phone" value={me.phone} placeholder="Add your number" onCommit={value => set({ phone: value.trim().slice(0, 60) }, 'Phone changed')} /></div>
            <ComboBox label="Time zone" description="Times are shown in this zone." options={zones.some(each => each.id === me.zone) ? zones : [{ id: me.zone, label: me.zone }, ...zones]} value={me.zone} onChange={zone => { if (zone !== null && zone !== me.zone) void set({ zone }, 'Time zone changed') }} />
          </div>
        </section>
        <section className={styles.section} aria-label="Look">
          <h2 className={styles.title}>Look</h2>
          <SegmentedControl<Theme> label="Look" options={[{ id: 'system', label: 'As the computer' }, { id: 'light', label: 'Light' }, { id: 'dark', label: 'Dark' }]} value={preferences.theme} onChange={look} />
        </section>
        <ReminderSettings quiet={preferences.quietHours} zone={me.zone} onChange={(quietHours, said) => prefer({ quietHours }, said)} />
        <section className={styles.section} aria-label="Your devices"><h2 className={styles.title}>Your devices</h2><p className={styles.hint}>Sign out a computer you no longer have: its copy of the workspace is wiped the next time it is online.</p><DeviceList personId={null} /></section>
        <PasswordForm />
      </div>
    </div>
  )
}
