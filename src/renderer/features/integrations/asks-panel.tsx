import { useQuery } from '@tanstack/react-query'
import { pollsSchema } from '#shared/contract/integrations'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { useMe } from '../../replica/react.tsx'
import { serverRequest } from '../../replica/server-client.ts'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import { CodeText, prettyBody } from './code-text.tsx'
import styles from './integrations.module.css'

/** What a system answered when it was asked how work comes along, because it does not report or a report may be lost. Absent where nothing was asked. */
export function AsksPanel({ connectionId }: { connectionId: string }) {
  const me = useMe()
  const now = useNow()
  const asks = useQuery({ queryKey: ['integrations', 'polls', connectionId], refetchInterval: 30_000, queryFn: ({ signal }) => serverRequest('GET', `/api/integrations/connections/${connectionId}/polls`, pollsSchema, undefined, signal) })
  if (!asks.data || asks.data.polls.length === 0) return null
  return (
    <section className={styles.part} aria-label="Asked how work comes along">
      <h3 className={styles.title}>Asked how work comes along</h3>
      <p className={styles.hint}>While something is under way Shortlist also asks by itself, so that nothing hangs on a report that never comes.</p>
      {asks.data.polls.map(({ atMs, say, exchanges }) => (
        <Disclosure key={atMs} title={`${whenWords(atMs, now, me.zone)}: ${say}`} level={3}>
          {exchanges.length === 0 && <p className={styles.hint}>What was said is not kept.</p>}
          {exchanges.map(({ request, reply }, at) => <CodeText key={at} label={`Ask ${at + 1}`}>{`${request.method} ${request.url} → ${reply ? reply.status : 'no answer'}\n\n${prettyBody(reply?.body ?? '')}`}</CodeText>)}
        </Disclosure>
      ))}
    </section>
  )
}
