import { useQuery } from '@tanstack/react-query'
import { Copy, Inbox } from 'lucide-react'
import { doneSchema } from '#shared/contract/http'
import { inboundMessagesSchema, type Connection, type InboundMessageLine } from '#shared/contract/integrations'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { useMe } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Badge, type Tone } from '../../ui/display/badge.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './integrations.module.css'
import { useServerChange } from './use-integrations.ts'

const states: Readonly<Record<InboundMessageLine['state'], { word: string; tone: Tone }>> = {
  waiting: { word: 'Waiting', tone: 'neutral' }, working: { word: 'Being read', tone: 'accent' }, done: { word: 'Done', tone: 'good' }, dead: { word: 'Not understood', tone: 'bad' },
}

/** Where the other system sends its messages, and what became of the newest ones. */
export function InboundPanel({ connection, address }: { connection: Connection; address: string }) {
  const messages = useQuery({
    queryKey: ['integrations', 'inbound', connection.id], refetchInterval: 10_000,
    queryFn: ({ signal }) => serverRequest('GET', `/api/integrations/connections/${connection.id}/inbound`, inboundMessagesSchema, undefined, signal),
  })
  const copy = () => void navigator.clipboard.writeText(address).then(() => toast({ text: 'Address copied' }), () => document.querySelector<HTMLInputElement>('#inbound-address')?.select())
  return (
    <div className={styles.stack}>
      <TextField id="inbound-address" label="Address to send to" description="Give it to the other system. Only messages signed with the secret you entered are taken." isReadOnly value={address} trailing={<IconButton label="Copy the address" icon={<Copy aria-hidden="true" />} onPress={copy} />} />
      {messages.isPending && <Skeleton lines={3} />}
      {messages.isError && <Banner tone="warn">{sayProblem(messages.error)}</Banner>}
      {messages.data?.messages.length === 0 && <EmptyState isSure icon={<Inbox />} title="Nothing came in yet" level={3}>What the other system sends appears here with what became of it.</EmptyState>}
      <ul className={styles.rows} aria-label="What came in">{messages.data?.messages.map(message => <MessageRow key={message.id} connectionId={connection.id} message={message} />)}</ul>
    </div>
  )
}

function MessageRow({ connectionId, message }: { connectionId: string; message: InboundMessageLine }) {
  const me = useMe()
  const now = useNow()
  const again = useServerChange(() => serverRequest('POST', `/api/integrations/connections/${connectionId}/inbound/${message.id}/again`, doneSchema, {}), () => 'It is read again')
  const { word, tone } = states[message.state]
  const when = whenWords(message.receivedAtMs, now, me.zone)
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <span>{when}</span>
        <span className={styles.faint}>{[message.say, message.nextTryAtMs !== null && message.nextTryAtMs > now && `next try ${whenWords(message.nextTryAtMs, now, me.zone)}`, message.sandbox && 'rehearsal'].filter(Boolean).join(' · ')}</span>
      </span>
      <Badge tone={tone}>{word}</Badge>
      {message.state === 'dead' && <Button size="sm" aria-label={`Read again the message of ${when}`} isPending={again.isPending} onPress={() => again.mutate(undefined)}>Read again</Button>}
    </li>
  )
}
