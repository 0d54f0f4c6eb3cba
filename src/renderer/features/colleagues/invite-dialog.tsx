/* oxlint-disable jsx-a11y/no-autofocus -- a box the person just asked for is where they go on */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { invitationSchema, inviteInputSchema, type Invitation } from '#shared/contract/http'
import type { Role } from '#shared/domain/model/person'
import { useMe } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { RadioGroup } from '../../ui/fields/radio-group.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './colleagues.module.css'
import { invitableRoles, roleWords } from './role-words.ts'

/** Makes an invitation link. It is shown once: only its hash is kept on the server. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const queries = useQueryClient()
  const offered = invitableRoles(me.role)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>(offered.includes('recruiter') ? 'recruiter' : 'interviewer')
  const [isTried, setTried] = useState(false)
  const input = inviteInputSchema.safeParse({ name: name.trim(), email: email.trim(), role })
  const wrong = (field: string) => isTried && !input.success && input.error.issues.some(issue => issue.path[0] === field)
  const invite = useMutation({
    mutationFn: (body: unknown) => serverRequest('POST', '/api/invitations', invitationSchema, body),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['invitations'] }),
  })
  const send = () => {
    setTried(true)
    if (input.success) invite.mutate(input.data)
  }
  if (invite.data) return <LinkDialog invitation={invite.data} onClose={onClose} />
  return (
    <Dialog title="Invite a colleague" isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" isPending={invite.isPending} onPress={send}>Make the link</Button></>}>
      <form className={styles.form} onSubmit={event => { event.preventDefault(); send() }}>
        {invite.error && <Banner tone="bad">{sayProblem(invite.error)}</Banner>}
        <TextField label="Name" isRequired autoFocus value={name} onChange={setName} maxLength={200} errorMessage={wrong('name') ? 'Who is it?' : undefined} />
        <TextField label="E-mail" type="email" isRequired value={email} onChange={setEmail} maxLength={320} errorMessage={wrong('email') ? 'Write it like name@company.com.' : undefined} />
        <RadioGroup label="Role" options={offered.map(id => ({ id, label: roleWords[id].title, description: roleWords[id].may }))} value={role} onChange={setRole} />
        <input type="submit" value="Make the link" hidden />
      </form>
    </Dialog>
  )
}

function LinkDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const [isCopied, setCopied] = useState(false)
  const url = invitation.url ?? ''
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      setCopied(true)
    } catch {
      // Refused by the browser: the link stays selectable in the box.
      document.querySelector<HTMLInputElement>('#invitation-link')?.select()
    }
  }
  return (
    <Dialog title={`A link for ${invitation.name}`} isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }} description={`Send it to ${invitation.email}. It works once, for two weeks, and is shown only now.`}
      footer={<><Button variant="primary" icon={isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />} onPress={() => void copy()}>{isCopied ? 'Copied' : 'Copy link'}</Button><Button onPress={onClose}>Done</Button></>}>
      <TextField id="invitation-link" label="Invitation link" isReadOnly value={url} />
    </Dialog>
  )
}
