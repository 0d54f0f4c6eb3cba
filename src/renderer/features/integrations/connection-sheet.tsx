import { useState } from 'react'
import { doneSchema } from '#shared/contract/http'
import { connectionSchema, consentSchema, testResultSchema, type ChangeConnection, type Connection, type ConnectorInfo, type TestResult } from '#shared/contract/integrations'
import { AppError } from '#shared/lib/app-error'
import { openBridge } from '../../bridge/bridge.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Checkbox } from '../../ui/fields/checkbox.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { Switch } from '../../ui/fields/switch.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Tabs } from '../../ui/layout/tabs.tsx'
import { Sheet } from '../../ui/overlays/sheet.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import { AsksPanel } from './asks-panel.tsx'
import { ConnectorForm, readForm, refusedInputs, valuesOf } from './connector-form.tsx'
import { eventWords } from './integration-words.ts'
import styles from './integrations.module.css'
import { InboundPanel } from './inbound-panel.tsx'
import { MappingEditor } from './mapping-editor.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { useServerChange } from './use-integrations.ts'

export type ConnectionSheetProps = { connection: Connection; connector: ConnectorInfo; onClose: () => void }
type Change = (change: ChangeConnection, after?: Readonly<{ said?: string; onSuccess?: (saved: Connection) => void; onError?: (error: unknown) => void }>) => void

/** One connection: whether it runs, how to reach it, what it is told and given, and what a hire would send. */
export function ConnectionSheet({ connection, connector, onClose }: ConnectionSheetProps) {
  const change = useServerChange((body: ChangeConnection) => serverRequest('PATCH', `/api/integrations/connections/${connection.id}`, connectionSchema, body))
  // A switch or a tick shows by itself that it was kept; a form says so.
  const set: Change = (body, { said, onSuccess, onError } = {}) => change.mutate(body, {
    onSuccess: saved => {
      if (said !== undefined) toast({ text: said, tone: 'good' })
      onSuccess?.(saved)
    },
    ...(onError ? { onError } : {}),
  })
  return (
    <Sheet title={connection.title} description={connector.summary} size="lg" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}>
      <Tabs label="Parts of the connection" items={[
        { id: 'running', title: 'Running', content: <Running connection={connection} connector={connector} set={set} onClose={onClose} /> },
        { id: 'reach', title: 'How to reach it', content: <Reach connection={connection} connector={connector} set={set} isSaving={change.isPending} /> },
        ...(connection.inboundUrl === null ? [] : [{ id: 'came-in', title: 'What came in', content: <InboundPanel connection={connection} address={connection.inboundUrl} /> }]),
        // A system that only sends is told nothing.
        ...(connector.fields.length + connector.events.length === 0 ? [] : [
          { id: 'given', title: 'What it is given', content: <Given connection={connection} connector={connector} set={set} isSaving={change.isPending} /> },
          { id: 'mapping', title: 'Fields', content: <MappingEditor connection={connection} connector={connector} isSaving={change.isPending} onSave={(mapping, values) => set({ mapping, values }, { said: 'Fields saved' })} /> },
          { id: 'preview', title: 'Try it', content: <PreviewPanel connection={connection} connector={connector} /> },
        ]),
      ]} />
    </Sheet>
  )
}

type PartProps = Omit<ConnectionSheetProps, 'onClose'> & { set: Change }

function Running({ connection, connector, set, onClose }: PartProps & { onClose: () => void }) {
  const isTold = connector.events.length > 0
  const [result, setResult] = useState<TestResult | null>(null)
  const [isSure, setSure] = useState(false)
  const test = useServerChange(() => serverRequest('POST', `/api/integrations/connections/${connection.id}/test`, testResultSchema))
  // The vendor asks in the browser of the system, never inside this window (RFC 8252).
  const agree = useServerChange(async () => {
    const { kind } = await openBridge().openExternal((await serverRequest('POST', `/api/integrations/connections/${connection.id}/consent`, consentSchema)).url)
    if (kind === 'refused') throw new AppError('link.refused')
  })
  const remove = useServerChange(() => serverRequest('DELETE', `/api/integrations/connections/${connection.id}`, doneSchema), () => `${connection.title} is no longer connected`)
  return (
    <div className={styles.stack}>
      {connection.health.cause !== '' && <Banner tone={connection.health.state === 'failing' ? 'bad' : 'warn'}>{connection.health.cause} {connection.health.fix}</Banner>}
      <Switch isSelected={!connection.paused} onChange={on => set({ paused: !on })} description={isTold ? 'While it is paused everything is kept and sent later; nothing is lost.' : 'While it is paused what comes in is kept and read later; nothing is lost.'}>{isTold ? 'Send' : 'Read what comes in'}</Switch>
      <Switch isSelected={connection.sandbox} onChange={sandbox => set({ sandbox })} description={isTold ? 'Nothing leaves Shortlist; the log shows exactly what would.' : 'What comes in is read and written down, and changes nothing here.'}>Rehearse only</Switch>
      <div className={styles.buttons}><Button isPending={test.isPending} onPress={() => test.mutate(undefined, { onSuccess: setResult })}>Test the connection</Button>{connector.asksConsent && connection.config['access'] === 'consent' && <Button isPending={agree.isPending} onPress={() => agree.mutate(undefined)}>Sign in to the account</Button>}</div>
      {result && <Banner tone={result.kind === 'ok' ? 'good' : 'bad'}>{result.kind === 'ok' ? result.detail || 'It answers.' : result.say}</Banner>}
      <AsksPanel connectionId={connection.id} />
      <section className={styles.part} aria-label="End the connection">
        <h3 className={styles.title}>End the connection</h3>
        <p className={styles.hint}>Its keys are erased and cannot be brought back, so this has no undo. To stop for a while, switch sending off.</p>
        <div><Button variant="danger" isPending={remove.isPending} onPress={() => (isSure ? remove.mutate(undefined, { onSuccess: onClose }) : setSure(true))}>{isSure ? 'Press again to erase its keys' : 'End the connection'}</Button></div>
      </section>
    </div>
  )
}

function Reach({ connection, connector, set, isSaving }: PartProps & { isSaving: boolean }) {
  const [title, setTitle] = useState(connection.title)
  const [values, setValues] = useState(() => valuesOf(connector.form, connection.config))
  const [problems, setProblems] = useState<readonly { fieldId?: string; message: string }[]>([])
  const kept = new Set(Object.entries(connection.secrets).flatMap(([name, { kept: isKept }]) => (isKept ? [name] : [])))
  const save = () => {
    const { config, secrets, problems: found } = readForm(connector.form, values, false)
    setProblems(found)
    if (found.length > 0 || title.trim() === '') return
    set({ title: title.trim(), config: config as never, ...(Object.keys(secrets).length > 0 ? { secrets } : {}) }, {
      // A key that was taken is not shown any longer, nor sent once more.
      said: 'Saved', onSuccess: saved => setValues(valuesOf(connector.form, saved.config)), onError: error => setProblems(refusedInputs(connector.form, error)),
    })
  }
  return (
    <form className={styles.stack} noValidate onSubmit={event => { event.preventDefault(); save() }}>
      <FormErrors errors={problems} title="This connection is not complete" />
      <TextField id="title" label="Name" value={title} onChange={setTitle} maxLength={120} isRequired />
      <ConnectorForm fields={connector.form} values={values} kept={kept} onChange={(name, value) => setValues({ ...values, [name]: value })} />
      <div><Button type="submit" variant="primary" isPending={isSaving}>Save</Button></div>
    </form>
  )
}

const toggled = <T extends string>(list: readonly T[], item: T, on: boolean): T[] => (on ? [...list, item] : list.filter(each => each !== item))

/** Each tick sends the whole list: the next one waits until the last is kept, or it would take it back. Waiting boxes keep the focus. */
function Given({ connection, connector, set, isSaving }: PartProps & { isSaving: boolean }) {
  return (
    <div className={styles.stack}>
      <section className={styles.form} aria-label="It hears of">
        <h3 className={styles.title}>It hears when</h3>
        <div className={styles.checks}>
          {connector.events.map(kind => <Checkbox key={kind} isReadOnly={isSaving} isSelected={connection.events.includes(kind)} onChange={on => set({ events: toggled(connection.events, kind, on) })}>{eventWords[kind]}</Checkbox>)}
        </div>
      </section>
      <section className={styles.part} aria-label="It is given">
        <h3 className={styles.title}>It is given</h3>
        <p className={styles.hint}>Only what is ticked ever leaves Shortlist. Pay is off until you ask for it.</p>
        <div className={styles.checks}>
          {connector.fields.map(({ name, label, compensation }) => (
            <Checkbox key={name} isReadOnly={isSaving} isSelected={connection.fields.includes(name)} onChange={on => set({ fields: toggled(connection.fields, name, on) })}>{compensation ? `${label} (pay)` : label}</Checkbox>
          ))}
        </div>
      </section>
    </div>
  )
}
