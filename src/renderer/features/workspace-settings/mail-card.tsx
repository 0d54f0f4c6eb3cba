import { usualMail, type Settings } from '#shared/domain/model/settings'
import { Banner } from '../../ui/display/banner.tsx'
import { Switch } from '../../ui/fields/switch.tsx'
import { useAct } from '../../actions/use-act.ts'
import styles from './settings.module.css'

/** What is sent without anybody asking. Each is off by one press, for everybody. */
export function MailCard({ settings, mayEdit }: { settings: Settings; mayEdit: boolean }) {
  const act = useAct()
  const mail = settings.automaticMail ?? usualMail
  const set = (part: Partial<typeof mail>) => void act([{ kind: 'edit', collection: 'settings', id: settings.id, fields: { automaticMail: { ...mail, ...part } } }], 'Automatic e-mail changed')
  return (
    <section className={styles.section} aria-label="Automatic e-mail">
      <h2 className={styles.title}>Automatic e-mail</h2>
      {!settings.capabilities.email && <Banner tone="warn">The server cannot send e-mail yet. It begins once the owner sets that up.</Banner>}
      <Switch isSelected={mail.colleagues} isDisabled={!mayEdit} onChange={colleagues => set({ colleagues })} description="An hour before an interview; for a scorecard an hour after it and when it is overdue; two days after it to the recruiter.">Reminders to colleagues</Switch>
      <Switch isSelected={mail.candidates} isDisabled={!mayEdit} onChange={candidates => set({ candidates })} description="The day before an interview that is confirmed. Never for one that was called off or moved.">Reminders to candidates</Switch>
      <Switch isSelected={mail.surveys} isDisabled={!mayEdit} onChange={surveys => set({ surveys })} description="One question by a link: candidates after an interview and after the process, hiring managers about a hire after one, three and six months. Answers of candidates are read together, from five on.">Surveys</Switch>
    </section>
  )
}
