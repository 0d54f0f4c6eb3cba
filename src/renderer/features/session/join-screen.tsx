import { useEffect, useState } from 'react'
import type { Session } from '#shared/contract/http'
import type { z } from 'zod'
import type { invitationPreviewSchema } from '#shared/contract/http'
import { sayProblem } from '../../replica/say-problem.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Spinner } from '../../ui/display/spinner.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Gate } from './gate.tsx'
import styles from './gate.module.css'
import { PasswordField } from './password-field.tsx'
import { passwordHint } from './password-hint.ts'
import { roleWords } from './role-words.ts'
import { acceptInvitation, previewInvitation } from './session-api.ts'
import { useForm, type FormProblem } from './use-form.ts'

type Preview = z.infer<typeof invitationPreviewSchema>
type State = { kind: 'loading' } | { kind: 'ready'; preview: Preview } | { kind: 'failed'; say: string }

/** Where an invitation link leads. */
export function JoinScreen({ token, onDone, onLeave }: { token: string; onDone: (session: Session) => Promise<void>; onLeave: () => void }) {
  const [state, setState] = useState<State>({ kind: 'loading' })
  useEffect(() => {
    let isGone = false
    previewInvitation(token)
      .then(preview => { if (!isGone) setState({ kind: 'ready', preview }) })
      .catch((error: unknown) => { if (!isGone) setState({ kind: 'failed', say: sayProblem(error) }) })
    return () => { isGone = true }
  }, [token])
  if (state.kind === 'loading') return <Gate title="Your invitation" lead="One moment."><Spinner label="Reading the invitation" /></Gate>
  if (state.kind === 'failed') return <Gate title="This invitation cannot be used" lead={state.say}><div className={styles.submit}><Button onPress={onLeave}>Go to sign in</Button></div></Gate>
  return <JoinForm token={token} preview={state.preview} onDone={onDone} />
}

function JoinForm({ token, preview, onDone }: { token: string; preview: Preview; onDone: (session: Session) => Promise<void> }) {
  const form = useForm<'name' | 'password'>(['name', 'password'])
  const name = form.values.name || preview.name
  const own = [preview.workspaceName, name, preview.email]
  const check = (): FormProblem[] => {
    const hint = passwordHint(form.values.password, own)
    return hint.isEnough ? [] : [{ fieldId: 'password', message: `Choose a longer password. ${hint.say}` }]
  }
  const send = async () => onDone(await acceptInvitation(token, { name: name.trim(), password: form.values.password }))
  return (
    <Gate title={`Join ${preview.workspaceName}`} lead={`You were invited as ${roleWords[preview.role]}. Choose a password for ${preview.email}.`}>
      <form className={styles.form} noValidate onSubmit={event => { event.preventDefault(); void form.submit(check, send) }}>
        <FormErrors errors={form.problems} />
        <TextField id="name" label="Your name" value={name} onChange={form.set('name')} isRequired maxLength={200} autoComplete="name" />
        <PasswordField id="password" label="Password" value={form.values.password} onChange={form.set('password')} errorMessage={form.problemOf('password')} own={own} />
        <div className={styles.submit}><Button type="submit" variant="primary" isPending={form.isBusy}>Join</Button></div>
      </form>
    </Gate>
  )
}
