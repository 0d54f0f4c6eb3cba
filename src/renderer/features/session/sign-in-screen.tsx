import type { Session } from '#shared/contract/http'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Gate } from './gate.tsx'
import styles from './gate.module.css'
import { PasswordField } from './password-field.tsx'
import { signIn } from './session-api.ts'
import { isEmail, useForm, type FormProblem } from './use-form.ts'

type Name = 'email' | 'password'

function check(values: Record<Name, string>): FormProblem[] {
  const problems: FormProblem[] = []
  if (!isEmail(values.email)) problems.push({ fieldId: 'email', message: 'Enter the e-mail you were invited with.' })
  if (!values.password) problems.push({ fieldId: 'password', message: 'Enter your password.' })
  return problems
}

/** E-mail and password; `email` is known when a session ran out. */
export function SignInForm({ email, onDone }: { email?: string; onDone: (session: Session) => Promise<void> }) {
  const form = useForm<Name>(['email', 'password'])
  const shown = { ...form.values, email: form.values.email || (email ?? '') }
  const send = async () => onDone(await signIn(shown.email.trim(), shown.password))
  return (
    <form className={styles.form} noValidate onSubmit={event => { event.preventDefault(); void form.submit(() => check(shown), send) }}>
      <FormErrors errors={form.problems} title="Signing in did not work" />
      <TextField id="email" label="E-mail" type="email" value={shown.email} onChange={form.set('email')} errorMessage={form.problemOf('email')} isRequired isReadOnly={email !== undefined} autoFocus={email === undefined} maxLength={320} autoComplete="username" />
      <PasswordField id="password" label="Password" value={form.values.password} onChange={form.set('password')} errorMessage={form.problemOf('password')} autoFocus={email !== undefined} />
      <div className={styles.submit}><Button type="submit" variant="primary" isPending={form.isBusy}>Sign in</Button></div>
    </form>
  )
}

export function SignInScreen({ onDone, notice }: { onDone: (session: Session) => Promise<void>; notice?: string | undefined }) {
  return (
    <Gate title="Sign in" lead="Your pipeline is copied to this computer once; after that it opens with no network." foot="No account yet? Ask a colleague for an invitation link. Forgot your password? The workspace owner can invite you again.">
      {notice && <Banner tone="neutral">{notice}</Banner>}
      <SignInForm onDone={onDone} />
    </Gate>
  )
}
