import { RefreshCw } from 'lucide-react'
import { useDirectory, useLive, useReplica, useSyncView } from '../../replica/react.tsx'
import { loadCandidateNames, valueNames } from '../../replica/record-names.ts'
import { damageOf } from '../../replica/sync-view.ts'
import { fieldsOfUnit, readUnit, unitNamed, type Content } from '#shared/domain/merge/units'
import { valueWords } from '#shared/domain/value-words'
import type { Json } from '#shared/lib/json'
import { from } from 'rxjs'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { ProgressBar } from '../../ui/display/progress-bar.tsx'
import { StatusDot } from '../../ui/display/status-dot.tsx'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import { Sheet } from '../../ui/overlays/sheet.tsx'
import { sayClock } from './clock.ts'
import { showSyncPanel, useIsPanelOpen } from './panel-state.ts'
import styles from './sync.module.css'
import { clockWords, syncWords } from './sync-words.ts'
import { useWaiting, type NamedWaiting } from './use-waiting.ts'

const deeds = { created: 'added', edited: 'changed', deleted: 'deleted' } as const

/** Everything about sync in one sheet; mounted once, drawn while it is open. */
export function SyncPanel() {
  const isOpen = useIsPanelOpen()
  return <Sheet title="Saving and sharing" size="sm" isOpen={isOpen} onOpenChange={showSyncPanel}>{() => <PanelBody />}</Sheet>
}

function PanelBody() {
  const view = useSyncView()
  const replica = useReplica()
  const { status, line, say } = syncWords(view, sayClock)
  const clock = clockWords(view.clockSkewMs)
  const damage = damageOf(view)
  const isSettled = view.kind === 'live' && view.waiting === 0
  const canTry = !isSettled && view.kind !== 'wiping' && view.kind !== 'closed' && view.kind !== 'version-mismatch' && view.kind !== 'signed-out'
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <StatusDot status={status} label={line} isLabelShown />
        {canTry && <Button size="sm" icon={<RefreshCw aria-hidden="true" />} onPress={() => replica.sync.now()}>Try now</Button>}
      </div>
      <p className={styles.say}>{say}</p>
      {view.kind === 'first-sync' && view.progress && <ProgressBar label="Records" value={view.progress.sent} max={Math.max(1, view.progress.total)} valueText={`${view.progress.sent.toLocaleString('en-GB')} of ${view.progress.total.toLocaleString('en-GB')}`} />}
      {view.problem && view.kind !== 'offline' && view.problem.say !== say && <Banner tone="bad">{view.problem.say}</Banner>}
      {damage && damage.say !== say && <Banner tone="bad">{damage.say}</Banner>}
      {replica.recovered !== null && <Banner tone="warn">{replica.recovered}</Banner>}
      <WaitingPart />
      <dl className={styles.facts}>
        <dt>Last shared</dt><dd>{view.lastSyncedAtMs === null ? 'Not yet from this computer' : sayClock(view.lastSyncedAtMs)}</dd>
        <dt>Clock</dt><dd>{clock ?? (view.clockSkewMs === null ? 'Not compared yet' : 'Agrees with your colleagues’')}</dd>
      </dl>
    </div>
  )
}

function WaitingPart() {
  const replica = useReplica()
  const waiting = useWaiting()
  const files = useLive(() => replica.files.waiting$, [replica])
  const fileCount = files.kind === 'ready' ? files.value : 0
  if (waiting.kind === 'failed') return <Banner tone="bad">What waits could not be read from this computer. Nothing is lost; open this again.</Banner>
  if (waiting.kind === 'loading') return null
  const { named, refused, timelineLines, more } = waiting.value
  const isEmpty = named.length + timelineLines + fileCount === 0
  return (
    <>
      {refused.length > 0 && (
        <section aria-label="Not taken" className={styles.part}>
          <h3 className={styles.title}>Could not be shared</h3>
          <ul className={styles.list}>{refused.map(row => <RefusedRow key={`${row.entry.collection}/${row.entry.id}/${row.entry.operation}`} row={row} />)}</ul>
        </section>
      )}
      <section aria-label="Waiting" className={styles.part}>
        <h3 className={styles.title}>Waiting to be shared</h3>
        {isEmpty && <p className={styles.faint}>Nothing waits.</p>}
        <ul className={styles.list}>
          {named.map(({ entry, title }) => (
            <li key={`${entry.collection}/${entry.id}`} className={styles.row}>
              <span className={styles.name}>{title}</span>
              <span className={styles.faint}>{deeds[entry.kind]} {sayClock(entry.sinceMs)}</span>
            </li>
          ))}
          {more > 0 && <li className={styles.row}><span>and {more.toLocaleString('en-GB')} more records</span></li>}
          {timelineLines > 0 && <li className={styles.row}><span>{timelineLines === 1 ? 'One line of the timeline' : `${timelineLines.toLocaleString('en-GB')} lines of the timeline`}</span></li>}
          {fileCount > 0 && <li className={styles.row}><span>{fileCount === 1 ? 'One file to upload' : `${fileCount.toLocaleString('en-GB')} files to upload`}</span></li>}
        </ul>
      </section>
    </>
  )
}

/** Longer values are opened by a key. */
const shortest = 160

function RefusedRow({ row: { entry, title } }: { row: NamedWaiting }) {
  const { sync } = useReplica()
  const words = useRefusedWords(entry)
  const tried = `tried ${sayClock(entry.sinceMs)}`
  return (
    <li className={styles.refused}>
      <div className={styles.refusedHead}><strong className={styles.name}>{title}</strong><span className={styles.faint}>{tried}</span></div>
      <span>{entry.problem?.say}</span>
      {words !== '' && (words.length <= shortest ? <p className={styles.value}>{words}</p> : <Disclosure title="What was not taken" level={4}><p className={styles.value}>{words}</p></Disclosure>)}
      <div><Button size="sm" aria-label={`Let it go: ${title}, ${tried}: ${words.slice(0, shortest)}`} onPress={() => { void sync.letGo(entry) }}>Let it go</Button></div>
    </li>
  )
}

/** What was changed, as it was kept: readable and selectable, so that nothing is lost that a person might want to copy. */
function useRefusedWords(entry: NamedWaiting['entry']): string {
  const replica = useReplica()
  const directory = useDirectory()
  const content = entry.content ?? {}
  const candidateId = typeof content['candidateId'] === 'string' ? content['candidateId'] : null
  const names = useLive(() => from(loadCandidateNames(replica, [candidateId])), [replica, candidateId])
  const jobId = typeof content['jobId'] === 'string' ? content['jobId'] : null
  if (entry.content === null) return ''
  const changed = entry.units.map(name => unitNamed(entry.collection, name))
  const kept = changed.length === 0 ? content : Object.assign({}, ...changed.map(unit => fieldsOfUnit(unit, readUnit(content, unit)))) as Content
  return valueWords(entry.collection, 'record', kept as Json, { names: valueNames(directory, names.kind === 'ready' ? names.value : new Map()), jobId })
}
