import { useState } from 'react'
import { Button } from '../../ui/actions/button.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Gate } from './gate.tsx'
import styles from './gate.module.css'

type Answer = Readonly<{ kind: 'accepted' } | { kind: 'refused'; reason: 'not_an_address' | 'not_protected' } | { kind: 'fixed' }>

const words = {
  not_an_address: 'That is not an address. It looks like https://hiring.example.org.',
  not_protected: 'That address is not protected. Only https, or a server on this computer, is safe for people’s data.',
} as const

/** The desktop app's first question: which server. The app loads anew once one was chosen. */
export function ServerScreen({ onChoose }: { onChoose: (address: string) => Promise<Answer> }) {
  const [address, setAddress] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  const choose = async () => {
    const answer = await onChoose(address.trim())
    setProblem(answer.kind === 'refused' ? words[answer.reason] : undefined)
  }
  return (
    <Gate title="Where is your Shortlist server?" lead="Whoever runs it can tell you its address. This computer remembers it.">
      <form className={styles.form} noValidate onSubmit={event => { event.preventDefault(); void choose() }}>
        <TextField id="address" label="Server address" value={address} onChange={setAddress} errorMessage={problem} placeholder="https://hiring.example.org" autoFocus isRequired inputMode="url" />
        <div className={styles.submit}><Button type="submit" variant="primary">Continue</Button></div>
      </form>
    </Gate>
  )
}
