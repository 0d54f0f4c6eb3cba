import { useState } from 'react'
import { previewSchema, type Connection, type ConnectorInfo, type Preview } from '#shared/contract/integrations'
import type { HookEventKind } from '#shared/domain/model/onboarding'
import { serverRequest } from '../../replica/server-client.ts'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import { CodeText, prettyBody } from './code-text.tsx'
import { eventWords } from './integration-words.ts'
import styles from './integrations.module.css'
import { useServerChange } from './use-integrations.ts'
import { usePeopleToTry } from './use-samples.ts'

/** What one event about one person would send, word for word. Nothing is sent. */
export function PreviewPanel({ connection, connector }: { connection: Connection; connector: ConnectorInfo }) {
  const { jobs } = useDirectory()
  const people = usePeopleToTry()
  const [kind, setKind] = useState<HookEventKind | null>(connection.events.includes('candidate.hired') ? 'candidate.hired' : connection.events[0] ?? null)
  const [applicationId, setApplicationId] = useState<string | null>(null)
  const [shown, setShown] = useState<(Preview & { kind: HookEventKind | null }) | null>(null)
  const preview = useServerChange((body: object) => serverRequest('POST', `/api/integrations/connections/${connection.id}/preview`, previewSchema, body))
  const options = people.map(each => ({ id: each.applicationId, label: each.name, ...(jobs.has(each.jobId) ? { description: jobs.get(each.jobId)!.title } : {}) }))
  return (
    <div className={styles.stack}>
      <p className={styles.hint}>See what a step of one of your people would send, before anything is sent.</p>
      <ComboBox label="Person" options={options} value={applicationId} onChange={setApplicationId} emptyText="Nobody fits." />
      <Select label="As if" options={connection.events.map(id => ({ id, label: eventWords[id] }))} value={kind} onChange={setKind} />
      <div><Button variant="primary" isDisabled={kind === null || applicationId === null} isPending={preview.isPending} onPress={() => preview.mutate({ kind, applicationId }, { onSuccess: found => setShown({ ...found, kind }) })}>Show what would be sent</Button></div>
      {shown && (
        <section className={styles.part} aria-label="What would be sent">
          {shown.missing.length > 0
            ? <Banner tone="warn">Nothing would be sent yet: {shown.missing.map(({ label, who }) => `${label} is missing (${who})`).join(', ')}.</Banner>
            : <p className={styles.hint}>{shown.say}</p>}
          {/* What comes after the hire sends a part of this: the request says which. */}
          {shown.kind === 'candidate.hired' && shown.samples.length > 0 && <ul className={styles.rows}>{shown.samples.map(({ ours, theirs, value }) => <li key={`${ours}${theirs}`} className={styles.row}><span className={styles.words}><span>{connector.fields.find(each => each.name === ours)?.label ?? ours}</span><span className={styles.faint}>as {theirs}</span></span><span className={styles.value}>{value || 'nothing'}</span></li>)}</ul>}
          {shown.exchanges.length > 0 && (
            <Disclosure title={shown.exchanges.length === 1 ? 'The request, word for word' : `The ${shown.exchanges.length} requests, word for word`} level={3}>
              <div className={styles.form}>{shown.exchanges.map(({ method, url, body }, at) => <CodeText key={at} label={`Request ${at + 1}`}>{`${method} ${url}\n\n${prettyBody(body)}`}</CodeText>)}</div>
            </Disclosure>
          )}
        </section>
      )}
    </div>
  )
}
