import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { doneSchema, invitationsSchema } from '#shared/contract/http'
import { whenWords } from '#shared/domain/timeline-words'
import { useMe } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './colleagues.module.css'
import { roleWords } from './role-words.ts'
import { useNow } from '../../actions/use-now.ts'

/** Links that were made and not yet used. */
export function InvitationsCard() {
  const me = useMe()
  const now = useNow()
  const queries = useQueryClient()
  const waiting = useQuery({ queryKey: ['invitations'], queryFn: ({ signal }) => serverRequest('GET', '/api/invitations', invitationsSchema, undefined, signal) })
  const withdraw = useMutation({
    mutationFn: (id: string) => serverRequest('DELETE', `/api/invitations/${id}`, doneSchema),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['invitations'] }),
    onError: error => { toast({ text: sayProblem(error), tone: 'bad' }) },
  })
  return (
    <section className={styles.section} aria-label="Invitations">
      <h2 className={styles.title}>Invitations</h2>
      {waiting.isPending && <Skeleton lines={2} />}
      {waiting.isError && <p className={styles.hint}>{sayProblem(waiting.error)} <Button size="sm" onPress={() => void waiting.refetch()}>Try again</Button></p>}
      {waiting.data?.invitations.length === 0 && <p className={styles.hint}>Nobody is invited at the moment.</p>}
      <ul className={styles.rows}>
        {waiting.data?.invitations.map(({ id, name, email, role, expiresAtMs }) => (
          <li key={id} className={styles.row}>
            <span className={styles.grow}>{name} <span className={styles.faint}>{email} · {roleWords[role].title} · works until {whenWords(expiresAtMs, now, me.zone)}</span></span>
            <Button size="sm" aria-label={`Withdraw the invitation of ${name}`} isPending={withdraw.isPending && withdraw.variables === id} onPress={() => withdraw.mutate(id)}>Withdraw</Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
