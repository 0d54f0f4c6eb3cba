import { useState } from 'react'
import { previewSchema, type Connection, type Preview } from '#shared/contract/integrations'
import type { HookEventKind } from '#shared/domain/model/onboarding'
import { serverRequest } from '../../replica/server-client.ts'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { CodeText } from './code-text.tsx'
import { eventWords } from './integration-words.ts'
import styles from './integrations.module.css'
import { useServerChange } from './use-integrations.ts'
import { watchPeopleOnJobs } from '../../replica/people-on-jobs.ts'

/** What one event about one person would send, word for word. Nothing is sent. */
export function PreviewPanel({ connection }: { connection: Connection }) {
  const replica = useReplica()
  const { jobs } = useDirectory()
  const people = useLive(() => watchPeopleOnJobs(replica), [replica])
  const [kind, setKind] = useState<HookEventKind | null>(connection.events.includes('candidate.hired') ? 'candidate.hired' : connection.events[0] ?? null)
  const [applicationId, setApplicationId] = useState<string | null>(null)
  const [shown, setShown] = useState<Preview | null>(null)
  const preview = useServerChange((body: object) => serverRequest('POST', `/api/integrations/connections/${connection.id}/preview`, previewSchema, body))
  const options = people.kind === 'ready' ? people.value.map(each => ({ id: each.applicationId, label: each.name, description: jobs.get(each.jobId)?.title })).map(({ description, ...rest }) => (description === undefined ? rest : { ...rest, description })) : []
  return (
    <div className={styles.stack}>
      <p className={styles.hint}>See the exact request for a person of yours before anything is sent.</p>
      <ComboBox label="Person" options={options} value={applicationId} onChange={setApplicationId} emptyText="Nobody fits." />
      <Select label="As if" options={connection.events.map(id => ({ id, label: eventWords[id] }))} value={kind} onChange={setKind} />
      <div><Button variant="primary" isDisabled={kind === null || applicationId === null} isPending={preview.isPending} onPress={() => preview.mutate({ kind, applicationId }, { onSuccess: setShown })}>Show what would be sent</Button></div>
      {shown && (
        <section className={styles.part} aria-label="What would be sent">
          {shown.missing.length > 0
            ? <Banner tone="warn">Nothing would be sent yet: {shown.missing.map(({ label, who }) => `${label} is missing (${who})`).join(', ')}.</Banner>
            : <p className={styles.hint}>{shown.say}</p>}
          {shown.samples.length > 0 && <ul className={styles.rows}>{shown.samples.map(({ ours, theirs, value }) => <li key={`${ours}${theirs}`} className={styles.row}><span className={styles.words}><span>{theirs}</span><span className={styles.faint}>from {ours}</span></span><span>{value || '–'}</span></li>)}</ul>}
          {shown.exchanges.map(({ method, url, body }, at) => <CodeText key={at} label={`Request ${at + 1}`}>{`${method} ${url}\n\n${body}`}</CodeText>)}
        </section>
      )}
    </div>
  )
}
