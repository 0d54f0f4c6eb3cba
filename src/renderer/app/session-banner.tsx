import { useState, type ReactNode } from 'react'
import { SignInForm } from '../features/session/sign-in-screen.tsx'
import { useReplica, useSyncView } from '../replica/react.tsx'
import { canTry, copyState, damageOf, isAway, type SyncView } from '../replica/sync-view.ts'
import { Button } from '../ui/actions/button.tsx'
import { Banner } from '../ui/display/banner.tsx'
import { Dialog } from '../ui/overlays/dialog.tsx'
import type { Account } from './account.ts'
import type { AppSession } from './app-session.ts'
import styles from './frame.module.css'

/** Says what stops syncing and offers the way out; work goes on meanwhile. */
export function SessionBanner({ session, account }: { session: AppSession; account: Account }) {
  const view = useSyncView()
  const { kind, waiting, problem } = view
  const { recovered, sync } = useReplica()
  const [isOpen, setOpen] = useState(false)
  const [isRecoverySeen, setRecoverySeen] = useState(false)
  const damage = damageOf(view)
  if (recovered !== null && !isRecoverySeen) return <Strip tone="warn" way="Understood" onWay={() => setRecoverySeen(true)}>{recovered}</Strip>
  // What could not be read is missing from every list until then, and a list that is not complete must not look complete.
  if (damage && kind !== 'signed-out') return <DamageStrip view={view} say={damage.say} onTry={() => sync.now()} />
  // The rest is still to come: lists are shorter than they will be.
  if (copyState(view) === 'interrupted' && canTry(view)) return <Strip tone="warn" way="Try now" onWay={() => sync.now()}>Not everything is on this computer yet: fetching it was interrupted. It goes on by itself once there is a connection.</Strip>
  // Where the sidebar is folded away its line is not seen, and nothing is shared until somebody acts.
  if (kind === 'version-mismatch') return <Strip tone="bad" way="Reload" onWay={() => globalThis.location.reload()}>{problem?.say} You can go on working.</Strip>
  if (kind !== 'signed-out') return null
  return (
    <>
      <Strip tone={damage ? 'bad' : 'warn'} way="Sign in" onWay={() => setOpen(true)}>
        {damage?.say ?? `${problem?.say ?? 'Your session has ended.'} You can go on working; ${waiting === 0 ? 'everything is sent so far.' : `${waiting} ${waiting === 1 ? 'change waits' : 'changes wait'} on this computer.`}`}
      </Strip>
      <Dialog title="Sign in again" description="Your work on this computer stays as it is and is sent afterwards." size="sm" isOpen={isOpen} onOpenChange={setOpen}>
        <SignInForm email={account.email} onDone={session.entered} />
      </Dialog>
    </>
  )
}

/** A restart is offered where the copy can be fetched again at once. */
function DamageStrip({ view, say, onTry }: { view: SyncView; say: string; onTry: () => void }) {
  if (!isAway(view)) return <Strip tone="bad" way="Restart" onWay={() => globalThis.location.reload()}>{say}</Strip>
  return canTry(view) ? <Strip tone="bad" way="Try now" onWay={onTry}>{say}</Strip> : <Strip tone="bad">{say}</Strip>
}

function Strip({ tone, way, onWay, children }: { tone: 'warn' | 'bad'; way?: string; onWay?: () => void; children: ReactNode }) {
  return <div className={styles.banner}><Banner tone={tone} actions={way && onWay ? <Button size="sm" onPress={onWay}>{way}</Button> : null}>{children}</Banner></div>
}
