import { doneSchema } from '#shared/contract/http'
import { listWords } from '#shared/lib/list-words'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { useMe } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import styles from './integrations.module.css'
import { useConnectors, useReview, useServerChange } from './use-integrations.ts'

/** Once a month: which connections nobody uses, and which permissions each holds. */
export function ReviewPanel({ onOpen }: { onOpen: (connectionId: string) => void }) {
  const me = useMe()
  const now = useNow()
  const review = useReview(true)
  const connectors = useConnectors()
  const labels = new Map(connectors.data?.connectors.flatMap(each => each.fields.map(field => [field.name, field.label])))
  const done = useServerChange(() => serverRequest('POST', '/api/integrations/review', doneSchema, {}), () => 'Reviewed. It comes up again in a month.')
  if (review.isPending) return <div className={styles.stack}><Skeleton lines={4} /></div>
  if (review.isError) return <div className={styles.stack}><Banner tone="warn">{sayProblem(review.error)}</Banner></div>
  return (
    <div className={styles.stack}>
      <p className={styles.hint}>{review.data.dueAtMs <= now ? 'The review is due.' : `The next review is due ${whenWords(review.data.dueAtMs, now, me.zone)}.`} End what nobody uses, and take back permissions there that are not needed any more.</p>
      <ul className={styles.rows} aria-label="Connections to review">
        {review.data.connections.map(({ id, title, scopes, unusedFields, unused, lastUsedAtMs }) => (
          <li key={id} className={styles.row}>
            <span className={styles.words}>
              <strong>{title}</strong>
              <span className={styles.faint}>{lastUsedAtMs === null ? 'Never used' : `Last used ${whenWords(lastUsedAtMs, now, me.zone)}`}</span>
              {unusedFields.length > 0 && <span className={styles.trouble}>It is given {listWords(unusedFields.map(field => labels.get(field) ?? field))}, and uses none of that. Take it away under “What it is given”.</span>}
              {scopes.length > 0 && <ul className={styles.scopes} aria-label={`What ${title} may do there`}>{scopes.map(scope => <li key={scope.name}><strong>{scope.name}</strong> {scope.reason}</li>)}</ul>}
            </span>
            {unused && <Badge tone="warn">Not used for a month</Badge>}
            <Button size="sm" aria-label={`Open ${title}`} onPress={() => onOpen(id)}>Open</Button>
          </li>
        ))}
      </ul>
      {review.data.connections.length === 0 && <p className={styles.hint}>Nothing is connected, so there is nothing to review.</p>}
      <div><Button isPending={done.isPending} isDisabled={review.data.connections.length === 0} onPress={() => done.mutate(undefined)}>I have looked through these</Button></div>
    </div>
  )
}
