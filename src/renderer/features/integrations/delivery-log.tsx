import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, RotateCw, ScrollText } from 'lucide-react'
import { useState } from 'react'
import { deliveriesSchema, replayedSchema, type Delivery, type DeliveryState } from '#shared/contract/integrations'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { openBridge } from '../../bridge/bridge.ts'
import { useDirectory, useMe } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest, serverText } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { SearchField } from '../../ui/fields/search-field.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { DeliverySheet } from './delivery-sheet.tsx'
import { deliveryWords, toldWords } from './integration-words.ts'
import styles from './integrations.module.css'
import { useServerChange } from './use-integrations.ts'

type Filter = Readonly<{ connectionId: string; state: DeliveryState | 'all'; search: string }>

const queryOf = ({ connectionId, state, search }: Filter): string => new URLSearchParams({
  ...(connectionId === 'all' ? {} : { connectionId }), ...(state === 'all' ? {} : { state }), ...(search.trim() === '' ? {} : { search: search.trim() }),
}).toString()

const states = [{ id: 'all' as const, label: 'Any state' }, ...(Object.keys(deliveryWords) as DeliveryState[]).map(id => ({ id, label: deliveryWords[id].word }))]

/** Everything that was to be told to other systems, newest first, with what came of it and a way to send it again. */
export function DeliveryLog({ connectionId }: { connectionId: string }) {
  const { settings } = useDirectory()
  const [filter, setFilter] = useState<Filter>({ connectionId, state: 'all', search: '' })
  const [openId, setOpenId] = useState<string | null>(null)
  const query = queryOf(filter)
  const log = useInfiniteQuery({
    queryKey: ['integrations', 'deliveries', query], initialPageParam: '', refetchInterval: 10_000,
    queryFn: ({ signal, pageParam }) => serverRequest('GET', `/api/integrations/deliveries?${query}${pageParam === '' ? '' : `&after=${encodeURIComponent(pageParam)}`}`, deliveriesSchema, undefined, signal),
    getNextPageParam: page => page.next ?? undefined,
  })
  const replay = useServerChange((body: object) => serverRequest('POST', '/api/integrations/deliveries/replay', replayedSchema, body), ({ replayed }) => `${replayed} will be sent again`)
  const rows = log.data?.pages.flatMap(page => page.deliveries) ?? []
  const stuck = rows.filter(({ state }) => state === 'dead' || state === 'blocked').map(({ id }) => id)
  const save = useServerChange(async () => openBridge().saveFile('deliveries.csv', new TextEncoder().encode(await serverText(`/api/integrations/deliveries.csv?${query}`))))
  const connections = [{ id: 'all', label: 'Every system' }, ...(settings?.integrations ?? []).map(({ id, title }) => ({ id, label: title }))]
  return (
    <div className={styles.stack}>
      <div className={styles.filters}>
        <SearchField label="Search what was sent" isLabelHidden={false} value={filter.search} onChange={search => setFilter({ ...filter, search })} />
        <Select label="System" options={connections} value={filter.connectionId} onChange={id => setFilter({ ...filter, connectionId: id })} />
        <Select label="State" options={states} value={filter.state} onChange={state => setFilter({ ...filter, state })} />
        <span className={styles.grow} />
        {stuck.length > 0 && <Button icon={<RotateCw aria-hidden="true" />} isPending={replay.isPending} onPress={() => replay.mutate({ ids: stuck })}>Send {stuck.length} again</Button>}
        <Button variant="ghost" icon={<Download aria-hidden="true" />} isPending={save.isPending} onPress={() => save.mutate(undefined)}>Save as a table</Button>
      </div>
      {log.isPending && <Skeleton lines={5} />}
      {log.isError && <Banner tone="warn" actions={<Button size="sm" onPress={() => void log.refetch()}>Try again</Button>}>{sayProblem(log.error)}</Banner>}
      {log.isSuccess && rows.length === 0 && <EmptyState isSure icon={<ScrollText />} title="Nothing to show" level={3}>When somebody is hired or moved, what each connected system is told appears here, with its answer.</EmptyState>}
      <ul className={styles.rows} aria-label="What was sent">{rows.map(delivery => <DeliveryRow key={delivery.id} delivery={delivery} onOpen={() => setOpenId(delivery.id)} />)}</ul>
      {log.hasNextPage && <div><Button isPending={log.isFetchingNextPage} onPress={() => void log.fetchNextPage()}>Show older</Button></div>}
      {openId !== null && <DeliverySheet id={openId} onClose={() => setOpenId(null)} />}
    </div>
  )
}

function DeliveryRow({ delivery, onOpen }: { delivery: Delivery; onOpen: () => void }) {
  const me = useMe()
  const now = useNow()
  const { word, tone } = deliveryWords[delivery.state]
  // What is missing says more than the sentence made of it.
  const said = delivery.missing.length > 0 ? delivery.missing.map(({ label, who }) => `${label} is missing: ${who}.`).join(' ') : delivery.say
  const about = toldWords(delivery.kind, delivery.candidateName)
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <strong>{about}</strong>
        <span className={styles.faint}>{[delivery.connectionTitle, whenWords(delivery.eventAtMs, now, me.zone), delivery.attempts > 0 && `${delivery.attempts} ${delivery.attempts === 1 ? 'try' : 'tries'}`, delivery.nextTryAtMs !== null && (delivery.nextTryAtMs > now ? `next try ${whenWords(delivery.nextTryAtMs, now, me.zone)}` : delivery.state === 'waiting' && 'sent as soon as what comes before it is through'), delivery.sandbox && 'rehearsal'].filter(Boolean).join(' · ')}</span>
        {said !== '' && <p className={delivery.state === 'done' || delivery.state === 'skipped' ? styles.said : styles.trouble}>{said}</p>}
      </span>
      <Badge tone={tone}>{word}</Badge>
      <Button size="sm" aria-label={`Open: ${about}, ${delivery.connectionTitle}`} onPress={onOpen}>Open</Button>
    </li>
  )
}
