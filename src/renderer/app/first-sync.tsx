import { useReplica, useSyncView } from '../replica/react.tsx'
import { canTry } from '../replica/sync-view.ts'
import { Gate } from '../features/session/gate.tsx'
import { Button } from '../ui/actions/button.tsx'
import { Banner } from '../ui/display/banner.tsx'
import { ProgressBar } from '../ui/display/progress-bar.tsx'
import { Spinner } from '../ui/display/spinner.tsx'
import { HaltedScreen } from './halted-screen.tsx'
import { sayFetching } from './say-fetching.ts'

/** Until the person's own jobs are here. What follows arrives while one works. */
export function FirstSync({ workspaceName, onLeave }: { workspaceName: string; onLeave: () => void }) {
  const view = useSyncView()
  const { sync } = useReplica()
  if (view.kind === 'wiping') return <HaltedScreen kind="wiped" onGo={onLeave} />
  if (view.kind === 'version-mismatch') return <HaltedScreen kind="version" say={view.problem?.say} onGo={() => globalThis.location.reload()} />
  const isStuck = canTry(view) || view.kind === 'signed-out'
  return (
    <Gate title={`Fetching ${workspaceName}`} lead={sayFetching(view)}>
      {isStuck ? (
        <Banner tone="warn" actions={<Button size="sm" onPress={() => (view.kind === 'signed-out' ? onLeave() : sync.now())}>{view.kind === 'signed-out' ? 'Sign in again' : 'Try now'}</Button>}>
          {view.problem?.say ?? 'There is no connection now. Fetching goes on by itself when it is back.'}
        </Banner>
      ) : view.progress && view.progress.total > 0
        ? <ProgressBar label="Records" value={view.progress.sent} max={view.progress.total} valueText={`${view.progress.sent.toLocaleString('en-GB')} of ${view.progress.total.toLocaleString('en-GB')}`} />
        : <Spinner label="Connecting" />}
    </Gate>
  )
}
