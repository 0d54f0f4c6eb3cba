import { useReplica, useSyncView } from '../replica/react.tsx'
import { canTry, type SyncView } from '../replica/sync-view.ts'
import { LinkButton } from '../ui/actions/link-button.tsx'
import { StatusDot } from '../ui/display/status-dot.tsx'
import styles from './frame.module.css'

const clock = (ms: number): string => new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(ms)

type Said = Readonly<{ status: 'idle' | 'ok' | 'working' | 'warn' | 'bad'; words: string }>

/** One honest line: "Synced" only once the server has acknowledged everything. */
export function saySync(view: SyncView): Said {
  const waits = view.waiting === 0 ? null : `${view.waiting} ${view.waiting === 1 ? 'change waits' : 'changes wait'}${view.waitingSinceMs === null ? '' : ` since ${clock(view.waitingSinceMs)}`}`
  switch (view.kind) {
    case 'live': return waits ? { status: 'working', words: waits } : { status: 'ok', words: 'Synced' }
    case 'sending': return { status: 'working', words: `Sending ${view.waiting} ${view.waiting === 1 ? 'change' : 'changes'}` }
    case 'first-sync': return { status: 'working', words: view.progress ? `Fetching, ${Math.floor(100 * view.progress.sent / Math.max(1, view.progress.total))} %` : 'Fetching' }
    case 'catching-up': return { status: 'working', words: waits ?? 'Catching up' }
    case 'connecting': case 'signing-in': return { status: 'idle', words: waits ?? 'Connecting' }
    case 'other-tab': return waits ? { status: 'working', words: waits } : { status: 'ok', words: 'Synced in another window' }
    case 'signed-out': return { status: 'bad', words: waits ? `Signed out, ${waits}` : 'Signed out' }
    case 'version-mismatch': return { status: 'bad', words: waits ? `Update needed, ${waits}` : 'Update needed' }
    case 'paused': return { status: 'bad', words: waits ? `Stopped, ${waits}` : 'Syncing has stopped' }
    default: return waits ? { status: 'warn', words: `Offline, ${waits}` } : { status: 'idle', words: 'Offline' }
  }
}

/** The foot of the sidebar, unless a feature brings a fuller one. */
export function SyncNote() {
  const view = useSyncView()
  const { sync } = useReplica()
  const { status, words } = saySync(view)
  return (
    <div className={styles.sync}>
      <StatusDot status={status} label={words} isLabelShown />
      {canTry(view) && <LinkButton onPress={() => sync.now()}>Try now</LinkButton>}
    </div>
  )
}
