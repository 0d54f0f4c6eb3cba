import type { Session } from '#shared/contract/http'
import { Button } from '../../ui/actions/button.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Gate } from './gate.tsx'
import styles from './gate.module.css'
import { PasswordField } from './password-field.tsx'
import { passwordHint } from './password-hint.ts'
import { setUp } from './session-api.ts'
import { isEmail, useForm, type FormProblem } from './use-form.ts'

type Name = 'workspaceName' | 'ownerName' | 'email' | 'password'

function check(values: Record<Name, string>): FormProblem[] {
  const problems: FormProblem[] = []
  if (!values.workspaceName.trim()) problems.push({ fieldId: 'workspaceName', message: 'Give the workspace a name, such as your company’s.' })
  if (!values.ownerName.trim()) problems.push({ fieldId: 'ownerName', message: 'Enter your name, as colleagues will see it.' })
  if (!isEmail(values.email)) problems.push({ fieldId: 'email', message: 'Enter your e-mail, such as mara@example.com. You sign in with it.' })
  const hint = passwordHint(values.password, [values.workspaceName, values.ownerName, values.email])
  if (!hint.isEnough) problems.push({ fieldId: 'password', message: `Choose a longer password. ${hint.say}` })
  return problems
}

/** The first run of a server: names the workspace and makes its owner. */
export function SetupScreen({ onDone }: { onDone: (session: Session) => Promise<void> }) {
  const form = useForm<Name>(['workspaceName', 'ownerName', 'email', 'password'])
  const { values, set, problemOf } = form
  const send = async () => onDone(await setUp({ ...values, workspaceName: values.workspaceName.trim(), ownerName: values.ownerName.trim(), email: values.email.trim() }))
  return (
    <Gate title="Set up Shortlist" lead="Name your workspace and make yourself its owner. Colleagues join later by invitation." foot="Everything you enter stays on this server and on your colleagues’ computers.">
      <form className={styles.form} noValidate onSubmit={event => { event.preventDefault(); void form.submit(check, send) }}>
        <FormErrors errors={form.problems} />
        <TextField id="workspaceName" label="Workspace name" value={values.workspaceName} onChange={set('workspaceName')} errorMessage={problemOf('workspaceName')} isRequired autoFocus maxLength={120} autoComplete="organization" />
        <TextField id="ownerName" label="Your name" value={values.ownerName} onChange={set('ownerName')} errorMessage={problemOf('ownerName')} isRequired maxLength={200} autoComplete="name" />
        <TextField id="email" label="E-mail" type="email" value={values.email} onChange={set('email')} errorMessage={problemOf('email')} isRequired maxLength={320} autoComplete="username" />
        <PasswordField id="password" label="Password" value={values.password} onChange={set('password')} errorMessage={problemOf('password')} own={[values.workspaceName, values.ownerName, values.email]} />
        <div className={styles.submit}><Button type="submit" variant="primary" isPending={form.isBusy}>Create workspace</Button></div>
      </form>
    </Gate>
  )
}
