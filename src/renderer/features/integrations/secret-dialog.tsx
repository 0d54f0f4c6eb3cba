import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { madeApiKeySchema, type ApiKey } from '#shared/contract/api-keys'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './integrations.module.css'
import { useServerChange } from './use-integrations.ts'

const overlaps = [{ id: '0', label: 'Ends now' }, { id: '1', label: 'Works for one more day' }, { id: '7', label: 'Works for another week' }, { id: '30', label: 'Works for another 30 days' }] as const
type Overlap = (typeof overlaps)[number]['id']

/** A new secret for a program; the old one works on until the program has changed over. */
export function SecretDialog({ program, onClose }: { program: ApiKey; onClose: () => void }) {
  const [overlap, setOverlap] = useState<Overlap>('7')
  const rotate = useServerChange(() => serverRequest('POST', `/api/integrations/keys/${program.id}/rotate`, madeApiKeySchema, { overlapDays: Number(overlap) }))
  if (rotate.data) return <ShownSecret name={program.name} token={rotate.data.token} onClose={onClose} />
  return (
    <Dialog title={`A new secret for ${program.name}`} isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      description={program.state === 'works' ? 'Two secrets work side by side, so that nothing stops while the program changes over.' : 'The program works again with the new secret, in your name. The old one stays ended.'}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" isPending={rotate.isPending} onPress={() => rotate.mutate(undefined)}>Make the secret</Button></>}>
      <div className={styles.form}>{program.state === 'works' && <Select label="The old secret" options={overlaps} value={overlap} onChange={setOverlap} />}</div>
    </Dialog>
  )
}

/** The one time a secret is seen. */
export function ShownSecret({ name, token, onClose }: { name: string; token: string; onClose: () => void }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(token)
      setCopied(true)
    } catch {
      // Refused by the browser: the secret stays selectable in the box.
      document.querySelector<HTMLInputElement>('#program-secret')?.select()
    }
  }
  return (
    <Dialog title={`The secret of ${name}`} isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }} description="Give it to the program now: it is shown only this once, and nobody can read it again."
      footer={<><Button variant="primary" icon={isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />} onPress={() => void copy()}>{isCopied ? 'Copied' : 'Copy the secret'}</Button><Button onPress={onClose}>Done</Button></>}>
      <TextField id="program-secret" label="Secret" isReadOnly value={token} />
    </Dialog>
  )
}
