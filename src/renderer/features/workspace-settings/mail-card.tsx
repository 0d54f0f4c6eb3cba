import { usualMail, type Settings } from '#shared/domain/model/settings'
import { usualTimes } from '#shared/domain/reminders/reminder-times'
import { spanWords } from '#shared/domain/reminders/reminder-words'
import { Banner } from '../../ui/display/banner.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { Switch } from '../../ui/fields/switch.tsx'
import { useAct } from '../../actions/use-act.ts'
import styles from './settings.module.css'

/** What is sent without anybody asking. Each is off by one press, for everybody. */
export function MailCard({ settings, mayEdit }: { settings: Settings; mayEdit: boolean }) {
  const act = useAct()
  const mail = settings.automaticMail ?? usualMail
  const set = (part: Partial<typeof mail>) => void act([{ kind: 'edit', collection: 'settings', id: settings.id, fields: { automaticMail: { ...mail, ...part } } }], 'Automatic e-mail changed')
  const times = settings.reminderTimes ?? usualTimes
  const setTime = (part: Partial<typeof times>) => void act([{ kind: 'edit', collection: 'settings', id: settings.id, fields: { reminderTimes: { ...times, ...part } } }], 'Times of reminders changed')
  return (
    <section className={styles.section} aria-label="Automatic e-mail">
      <h2 className={styles.title}>Automatic e-mail</h2>
      {!settings.capabilities.email && <Banner tone="warn">Shortlist cannot send e-mail yet. It begins once the owner sets that up.</Banner>}
      <Switch isSelected={mail.colleagues} isDisabled={!mayEdit} onChange={colleagues => set({ colleagues })} description="Of an interview, of a scorecard, of one that is overdue, and to the recruiter of one that stays missing.">Reminders to colleagues</Switch>
      <Switch isSelected={mail.candidates} isDisabled={!mayEdit} onChange={candidates => set({ candidates })} description="Of an interview that is confirmed. Never for one that was called off or moved.">Reminders to candidates</Switch>
      <Switch isSelected={mail.surveys} isDisabled={!mayEdit} onChange={surveys => set({ surveys })} description="One question by a link: candidates after an interview and after the process, hiring managers about a hire after one, three and six months. Answers of candidates are read together, from five on.">Surveys</Switch>
      <h3 className={styles.heading}>When</h3>
      <div className={styles.times}>
        <Time label="Interviewers, before an interview" unit={60} choices={[15, 30, 60, 120, 1_440]} value={times.interviewMinutes} isDisabled={!mayEdit} onChange={interviewMinutes => setTime({ interviewMinutes })} />
        <Time label="Candidates, before an interview" unit={1} choices={[2, 4, 24, 48, 72]} value={times.candidateHours} isDisabled={!mayEdit} onChange={candidateHours => setTime({ candidateHours })} />
        <Time label="The scorecard is asked for, after the interview" unit={60} choices={[0, 15, 60, 180]} value={times.cardMinutes} isDisabled={!mayEdit} onChange={cardMinutes => setTime({ cardMinutes })} />
        <Time label="The scorecard is due, after the interview" unit={1} choices={[4, 12, 24, 48, 72, 120]} value={times.dueHours} isDisabled={!mayEdit} onChange={dueHours => setTime({ dueHours })} />
        <Time label="The recruiter hears of it, after it was due" unit={1} choices={[4, 12, 24, 48, 72, 120]} value={times.missingHours} isDisabled={!mayEdit} onChange={missingHours => setTime({ missingHours })} />
      </div>
    </section>
  )
}

type TimeProps = { label: string; /** How many of the value are an hour. */ unit: number; choices: readonly number[]; value: number; isDisabled: boolean; onChange: (value: number) => void }

function Time({ label, unit, choices, value, isDisabled, onChange }: TimeProps) {
  const all = [...new Set([...choices, value])].toSorted((a, b) => a - b)
  return <Select label={label} options={all.map(each => ({ id: String(each), label: spanWords(each / unit) }))} value={String(value)} isDisabled={isDisabled} onChange={id => onChange(Number(id))} />
}
