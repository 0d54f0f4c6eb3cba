/* oxlint-disable jsx-a11y/no-autofocus -- a box the person just asked for is where they go on */
import { useState } from 'react'
import { apiKeySchema, apiScopes, madeApiKeySchema, type ApiKey, type ApiScope } from '#shared/contract/api-keys'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Checkbox } from '../../ui/fields/checkbox.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './integrations.module.css'
import { scopeWords } from './program-words.ts'
import { ShownSecret } from './secret-dialog.tsx'
import { useServerChange } from './use-integrations.ts'

const lives = [{ id: '90', label: '90 days' }, { id: '365', label: 'A year' }, { id: '730', label: 'Two years' }, { id: 'ever', label: 'Until it is revoked' }] as const
type Life = (typeof lives)[number]['id']

/** Gives a program access, or changes what one may do. The secret of a new one is shown once. */
export function ProgramDialog({ program, onMade, onClose }: { program: ApiKey | null; onMade: (id: string) => void; onClose: () => void }) {
  const [name, setName] = useState(program?.name ?? '')
  const [scopes, setScopes] = useState<readonly ApiScope[]>(program?.scopes ?? [])
  const [life, setLife] = useState<Life>('365')
  const [problems, setProblems] = useState<readonly { fieldId?: string; message: string }[]>([])
  const create = useServerChange((body: object) => serverRequest('POST', '/api/integrations/keys', madeApiKeySchema, body))
  const change = useServerChange((body: object) => serverRequest('PATCH', `/api/integrations/keys/${program?.id ?? ''}`, apiKeySchema, body), () => 'Saved')
  const save = () => {
    const found = [...(name.trim() === '' ? [{ fieldId: 'program-name', message: 'Say which program it is.' }] : []), ...(scopes.length === 0 ? [{ message: 'Tick what it may do.' }] : [])]
    setProblems(found)
    if (found.length > 0) return
    if (program) change.mutate({ name: name.trim(), scopes }, { onSuccess: onClose })
    else create.mutate({ name: name.trim(), scopes, expiresInDays: life === 'ever' ? null : Number(life) })
  }
  const made = create.data
  if (made) return <ShownSecret name={made.key.name} token={made.token} onClose={() => { onMade(made.key.id); onClose() }} />
  return (
    <Dialog title={program ? `What ${program.name} may do` : 'Give a program access'} isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }}
      description="It acts in your name, and the history of each record says through which program."
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" isPending={create.isPending || change.isPending} onPress={save}>{program ? 'Save' : 'Make the key'}</Button></>}>
      <form className={styles.form} noValidate onSubmit={event => { event.preventDefault(); save() }}>
        <FormErrors errors={problems} title="Something is missing" />
        <TextField id="program-name" label="Name of the program" placeholder="Gem sourcing" isRequired autoFocus value={name} onChange={next => { setName(next); setProblems([]) }} maxLength={80} />
        <fieldset className={styles.ticks}>
          <legend className={styles.title}>It may</legend>
          {apiScopes.map(scope => (
            <Checkbox key={scope} isSelected={scopes.includes(scope)} description={scopeWords[scope].may} onChange={on => { setScopes(on ? [...scopes, scope] : scopes.filter(each => each !== scope)); setProblems([]) }}>{scopeWords[scope].title}</Checkbox>
          ))}
        </fieldset>
        {!program && <Select label="It works for" options={lives} value={life} onChange={setLife} />}
        <input type="submit" value="Save" hidden />
      </form>
    </Dialog>
  )
}
