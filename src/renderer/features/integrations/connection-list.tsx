import { Plug } from 'lucide-react'
import { useRef } from 'react'
import { whenWords } from '#shared/domain/timeline-words'
import type { HealthSummary } from '#shared/contract/integrations'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useKeysOnMade } from '../../ui/keyboard/use-keys-on-made.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { ConnectionSheet } from './connection-sheet.tsx'
import { stateWords } from './integration-words.ts'
import styles from './integrations.module.css'
import { useConnections, useConnectors, useHealth, useReview } from './use-integrations.ts'

/** Every connected system and how it stands; the owner opens one to change it. */
export function ConnectionList({ isOwner, onAdd, madeId, onMadeShown, openId, onOpen, onReview, onShowLog }: { isOwner: boolean; onAdd: () => void; madeId: string | null; /** Its row has the keys now. */ onMadeShown: () => void; openId: string | null; onOpen: (id: string | null) => void; onReview: () => void; onShowLog: (connectionId: string) => void }) {
  const health = useHealth()
  const connections = useConnections(isOwner)
  const connectors = useConnectors()
  const review = useReview(isOwner)
  const now = useNow()
  if (health.isPending) return <div className={styles.stack}><Skeleton lines={4} /></div>
  if (health.isError) return <div className={styles.stack}><Banner tone="warn" actions={<Button size="sm" onPress={() => void health.refetch()}>Try again</Button>}>{sayProblem(health.error)}</Banner></div>
  const open = connections.data?.connections.find(each => each.id === openId)
  const connector = connectors.data?.connectors.find(each => each.id === open?.connectorId)
  if (health.data.connections.length === 0) {
    return (
      <EmptyState isSure icon={<Plug />} title="No other system is connected" level={3} {...(isOwner ? { action: <Button onPress={onAdd}>Connect a system</Button> } : {})}>
        Connect payroll, accounts or chat, and a hire reaches them by itself: once, in order, with every step readable here.
      </EmptyState>
    )
  }
  return (
    <div className={styles.stack}>
      {review.data && review.data.dueAtMs <= now && <Banner tone="accent" actions={<Button size="sm" onPress={onReview}>Look through them</Button>}>The monthly review is due: which systems nobody uses any more, and what each may do.</Banner>}
      <ul className={styles.rows} aria-label="Connected systems">
        {health.data.connections.map(each => <ConnectionRow key={each.id} connection={each} isMade={each.id === madeId} onMadeShown={onMadeShown} onOpen={isOwner ? () => onOpen(each.id) : null} onShowLog={() => onShowLog(each.id)} />)}
      </ul>
      {!isOwner && <p className={styles.hint}>The workspace owner connects and changes systems. What was sent, and sending it again, is open to you.</p>}
      {open && connector && <ConnectionSheet key={open.id} connection={open} connector={connector} onClose={() => onOpen(null)} />}
    </div>
  )
}

function ConnectionRow({ connection: { id, title, health }, isMade, onMadeShown, onOpen, onShowLog }: { connection: HealthSummary['connections'][number]; /** Just connected: the keys go on here. */ isMade: boolean; onMadeShown: () => void; onOpen: (() => void) | null; onShowLog: () => void }) {
  const { me, settings } = useDirectory()
  const now = useNow()
  const row = useRef<HTMLLIElement>(null)
  useKeysOnMade(row, isMade, onMadeShown)
  const { word, tone } = stateWords[health.state]
  const isRehearsing = settings?.integrations?.find(each => each.id === id)?.sandbox === true
  const facts = [
    isRehearsing && 'Rehearses only: nothing leaves Shortlist',
    health.lastSuccessAtMs === null ? 'Nothing yet' : `Last success ${whenWords(health.lastSuccessAtMs, now, me.zone)}`,
    health.backlog > health.blocked && `${health.backlog - health.blocked} waiting`, health.blocked > 0 && `${health.blocked} ${health.blocked === 1 ? 'needs' : 'need'} something`, health.dead > 0 && `${health.dead} given up`,
    health.failingSinceMs !== null && `failing since ${whenWords(health.failingSinceMs, now, me.zone)}`,
  ].filter(Boolean)
  return (
    <li ref={row} className={styles.row}>
      <span className={styles.words}>
        <strong>{title}</strong>
        <span className={styles.faint}>{facts.join(' · ')}</span>
        {health.cause !== '' && <p className={styles.trouble}>{health.cause} {health.fix}</p>}
      </span>
      {health.blocked + health.dead + health.backlog > 0 && <Button size="sm" variant="ghost" aria-label={`Show what waits for ${title}`} onPress={onShowLog}>Show</Button>}
      {isRehearsing ? <Badge tone="neutral">Rehearsal</Badge> : <Badge tone={tone}>{word}</Badge>}
      {onOpen && <Button size="sm" aria-label={`Open ${title}`} onPress={onOpen}>Open</Button>}
    </li>
  )
}
