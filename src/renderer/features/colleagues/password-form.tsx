import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { doneSchema } from '#shared/contract/http'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './colleagues.module.css'

const shortest = 12

/** Changes one's password; the other computers have to sign in again. */
export function PasswordForm() {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [isTried, setTried] = useState(false)
  const change = useMutation({
    mutationFn: () => serverRequest('POST', '/api/password', doneSchema, { current, next }),
    onSuccess: () => {
      setCurrent('')
      setNext('')
      setTried(false)
      toast({ text: 'Password changed. Your other computers have to sign in again.', tone: 'good' })
    },
  })
  const save = () => {
    setTried(true)
    if (current !== '' && next.length >= shortest) change.mutate()
  }
  return (
    <form className={styles.section} aria-label="Password" onSubmit={event => { event.preventDefault(); save() }}>
      <h2 className={styles.title}>Password</h2>
      {change.error && <Banner tone="bad">{sayProblem(change.error)}</Banner>}
      <div className={styles.pair}>
        <TextField label="Current password" type="password" autoComplete="current-password" value={current} onChange={setCurrent} errorMessage={isTried && current === '' ? 'Write your current password.' : undefined} />
        <TextField label="New password" type="password" autoComplete="new-password" description="At least 12 characters that are not easy to guess." value={next} onChange={setNext} errorMessage={isTried && next.length < shortest ? `${shortest - next.length} more characters, please.` : undefined} />
      </div>
      <div><Button type="submit" isPending={change.isPending}>Change password</Button></div>
    </form>
  )
}
