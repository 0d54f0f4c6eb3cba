import { useQuery } from '@tanstack/react-query'
import { deliveryDetailSchema, replayedSchema, type DeliveryDetail } from '#shared/contract/integrations'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { useMe } from '../../replica/react.tsx'
import { sayCode, sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import { Sheet } from '../../ui/overlays/sheet.tsx'
import { CodeText, prettyBody } from './code-text.tsx'
import { deliveryWords, exchangeWords, hostOf, replyWords, toldWords } from './integration-words.ts'
import styles from './integrations.module.css'
import { useServerChange } from './use-integrations.ts'

type Attempt = DeliveryDetail['attempts'][number]

/** One delivery: every try with the request and the answer, and sending it again. */
export function DeliverySheet({ id, onClose }: { id: string; onClose: () => void }) {
  const detail = useQuery({ queryKey: ['integrations', 'delivery', id], refetchInterval: 5_000, queryFn: ({ signal }) => serverRequest('GET', `/api/integrations/deliveries/${id}`, deliveryDetailSchema, undefined, signal) })
  const replay = useServerChange(() => serverRequest('POST', '/api/integrations/deliveries/replay', replayedSchema, { ids: [id] }), () => 'It will be sent again')
  const delivery = detail.data?.delivery
  return (
    <Sheet
      title={delivery ? toldWords(delivery.kind, delivery.candidateName) : 'What was sent'} size="lg" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      {...(delivery ? { description: `${delivery.connectionTitle} · ${deliveryWords[delivery.state].word}${delivery.sandbox ? ' · rehearsal' : ''}` } : {})}
      footer={<Button isPending={replay.isPending || delivery?.state === 'sending'} isDisabled={!delivery} onPress={() => replay.mutate(undefined)}>Send again</Button>}
    >
      <div className={styles.form}>
        {detail.isPending && <Skeleton lines={6} />}
        {detail.isError && <Banner tone="warn">{sayProblem(detail.error)}</Banner>}
        {delivery && delivery.say !== '' && delivery.missing.length === 0 && <p className={styles.hint}>{delivery.say}</p>}
        {delivery?.missing.map(({ field, label, who }) => <Banner key={field} tone="warn">{label} is missing. It can be filled in by {who}.</Banner>)}
        {detail.data?.attempts.length === 0 && <p className={styles.hint}>It was not tried yet.</p>}
        {detail.data?.attempts.toReversed().map(attempt => <AttemptPart key={attempt.number} attempt={attempt} said={delivery?.say ?? ''} />)}
      </div>
    </Sheet>
  )
}

const outcomes = { done: 'went through', blocked: 'waited for a missing field', retry: 'failed, tried again later', final: 'was refused', interrupted: 'was cut off' } as const

const secondsWords = (ms: number): string => (ms < 1_000 ? 'less than a second' : `${Math.round(ms / 100) / 10} s`)

function AttemptPart({ attempt, said }: { attempt: Attempt; said: string }) {
  const me = useMe()
  const now = useNow()
  return (
    <section className={styles.part} aria-label={`Try ${attempt.number}`}>
      <h3 className={styles.title}>Try {attempt.number} {outcomes[attempt.outcome]}</h3>
      <p className={styles.hint}>{whenWords(attempt.atMs, now, me.zone)} · took {secondsWords(attempt.tookMs)}{attempt.say && attempt.say !== said && ` · ${attempt.say}`}</p>
      {attempt.exchanges.map(({ request, reply, problem }, at) => (
        <Disclosure key={at} title={`${exchangeWords(request.method)} ${hostOf(request.url)}: ${reply ? replyWords(reply.status, request.method) : 'no answer'}`} level={3}>
          <CodeText label="Where it went">{`${request.method} ${request.url} → ${reply ? reply.status : 'no answer'}`}</CodeText>
          <CodeText label="What was sent">{request.body ? prettyBody(request.body) : 'Nothing but the address.'}</CodeText>
          <CodeText label="What came back">{reply ? (reply.body ? prettyBody(reply.body) : 'An answer without words.') : problem ? sayCode(problem) : 'No answer.'}</CodeText>
        </Disclosure>
      ))}
    </section>
  )
}
