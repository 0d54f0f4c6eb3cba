import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import styles from './gate.module.css'
import { passwordHint } from './password-hint.ts'

export type PasswordFieldProps = {
  id: string
  label: string
  value: string
  onChange: (text: string) => void
  errorMessage?: string | undefined
  /** Given when a password is chosen: the person's own words, for the hint. */
  own?: readonly string[]
  autoFocus?: boolean
}

export function PasswordField({ id, label, value, onChange, errorMessage, own, autoFocus = false }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false)
  const hint = own ? passwordHint(value, own) : null
  const tone = !hint || hint.score <= 1 ? 'bad' : hint.score === 2 ? 'warn' : 'good'
  return (
    <div>
      <TextField
        id={id} label={label} value={value} onChange={onChange} isRequired type={isShown ? 'text' : 'password'} errorMessage={errorMessage}
        autoComplete={own ? 'new-password' : 'current-password'} maxLength={500} autoFocus={autoFocus}
        trailing={<IconButton label={isShown ? 'Hide password' : 'Show password'} size="sm" hasTooltip={false} icon={isShown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />} onPress={() => setShown(!isShown)} />}
      />
      {hint && (
        <>
          <div className={styles.hint} aria-hidden="true" style={{ marginTop: 'var(--space-2)' }}>
            {[1, 2, 3, 4].map(step => <span key={step} data-on={step <= hint.score ? tone : undefined} />)}
          </div>
          <p className={styles.say} role="status">{hint.say}</p>
        </>
      )}
    </div>
  )
}
