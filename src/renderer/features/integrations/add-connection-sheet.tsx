import { useState } from 'react'
import { connectionSchema, type ConnectorInfo, type MappingLine } from '#shared/contract/integrations'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { Switch } from '../../ui/fields/switch.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Sheet } from '../../ui/overlays/sheet.tsx'
import { ConnectorForm, readForm, refusedInputs, valuesOf, type FormValues } from './connector-form.tsx'
import { categoryWords } from './integration-words.ts'
import styles from './integrations.module.css'
import { useConnectors, useListConnection, useServerChange } from './use-integrations.ts'

/** Choose a system, say how to reach it; it begins in rehearsal unless told otherwise. */
export function AddConnectionSheet({ onMade, onClose }: { onMade: (id: string) => void; onClose: () => void }) {
  const connectors = useConnectors()
  const [chosen, choose] = useState<string | null>(null)
  const connector = connectors.data?.connectors.find(each => each.id === chosen)
  return (
    <Sheet title="Connect a system" description="A new connection begins as a rehearsal: everything is worked out and written down, nothing leaves Shortlist." isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}>
      <div className={styles.form}>
        {connectors.isPending && <Skeleton lines={4} />}
        {connectors.isError && <Banner tone="warn">{sayProblem(connectors.error)}</Banner>}
        {connectors.data && (
          <Select label="System" value={chosen} onChange={choose} placeholder="Choose one"
            options={connectors.data.connectors.map(({ id, title, summary, category }) => ({ id, label: title, description: `${categoryWords[category]}. ${summary}` }))} />
        )}
        {connector && <NewConnection key={connector.id} connector={connector} onMade={onMade} onClose={onClose} />}
      </div>
    </Sheet>
  )
}

function NewConnection({ connector, onMade, onClose }: { connector: ConnectorInfo; onMade: (id: string) => void; onClose: () => void }) {
  const [title, setTitle] = useState(connector.title)
  const [values, setValues] = useState<FormValues>(() => valuesOf(connector.form, {}))
  const [isSandbox, setSandbox] = useState(true)
  const [preset, setPreset] = useState<{ id: string; mapping: readonly MappingLine[] } | null>(null)
  const [problems, setProblems] = useState<readonly { fieldId?: string; message: string }[]>([])
  const list = useListConnection()
  const create = useServerChange((body: object) => serverRequest('POST', '/api/integrations/connections', connectionSchema, body), () => `${title} is connected`, connection => { list(connection); onMade(connection.id); onClose() })
  const usePreset = (id: string) => {
    const chosen = connector.presets.find(each => each.id === id)
    if (!chosen) return
    setPreset(chosen)
    setValues({ ...values, ...valuesOf(connector.form.filter(field => field.name in chosen.config), chosen.config) })
  }
  const save = () => {
    const { config, secrets, problems: found } = readForm(connector.form, values, true)
    const all = title.trim() === '' ? [{ fieldId: 'title', message: 'Give the connection a name.' }, ...found] : found
    setProblems(all)
    if (all.length > 0) return
    create.mutate({ connectorId: connector.id, title: title.trim(), config, secrets, sandbox: isSandbox, ...(preset ? { mapping: preset.mapping } : {}) }, { onError: error => setProblems(refusedInputs(connector.form, error)) })
  }
  return (
    <form className={styles.form} noValidate onSubmit={event => { event.preventDefault(); save() }}>
      <FormErrors errors={problems} title="This connection is not complete" />
      <TextField id="title" label="Name" value={title} onChange={setTitle} maxLength={120} isRequired />
      {connector.presets.length > 0 && <Select label="Start from" placeholder="Nothing" value={preset?.id ?? null} onChange={usePreset} options={connector.presets.map(({ id, title: label }) => ({ id, label }))} />}
      <ConnectorForm fields={connector.form} values={values} onChange={(name, value) => setValues({ ...values, [name]: value })} />
      <Switch isSelected={isSandbox} onChange={setSandbox} description="Nothing leaves Shortlist; the log shows exactly what would.">Rehearse only</Switch>
      {connector.scopes.length > 0 && (
        <section className={styles.part} aria-label="Permissions it needs">
          <h3 className={styles.title}>Permissions it needs there</h3>
          <ul className={styles.rows}>{connector.scopes.map(({ name, reason }) => <li key={name} className={styles.row}><span className={styles.words}><code>{name}</code><span className={styles.faint}>{reason}</span></span></li>)}</ul>
        </section>
      )}
      <div><Button type="submit" variant="primary" isPending={create.isPending}>Connect</Button></div>
    </form>
  )
}
