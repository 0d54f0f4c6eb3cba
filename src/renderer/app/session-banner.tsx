import { useState } from 'react'
import { SignInForm } from '../features/session/sign-in-screen.tsx'
import { useReplica, useSyncView } from '../replica/react.tsx'
import { Button } from '../ui/actions/button.tsx'
import { Banner } from '../ui/display/banner.tsx'
import { Dialog } from '../ui/overlays/dialog.tsx'
import type { Account } from './account.ts'
import type { AppSession } from './app-session.ts'
import styles from './frame.module.css'

/** Says what stops syncing and offers the way out; work goes on meanwhile. */
export function SessionBanner({ session, account }: { session: AppSession; account: Account }) {
  const { kind, waiting, problem, whole } = useSyncView()
  const { recovered, sync } = useReplica()
  const [isOpen, setOpen] = useState(false)
  const [isRecoverySeen, setRecoverySeen] = useState(false)
  if (recovered !== null && !isRecoverySeen) return <div className={styles.banner}><Banner tone="warn" actions={<Button size="sm" onPress={() => setRecoverySeen(true)}>Understood</Button>}>{recovered}</Banner></div>
  // What could not be read is missing from every list until then, and a list that is not complete must not look complete.
  if (problem?.code === 'replica.unreadable') return <div className={styles.banner}><Banner tone="bad" actions={<Button size="sm" onPress={() => globalThis.location.reload()}>Restart</Button>}>{problem.say}</Banner></div>
  // The rest is still to come: lists are shorter than they will be.
  if (!whole && (kind === 'offline' || kind === 'paused')) return <div className={styles.banner}><Banner tone="warn" actions={<Button size="sm" onPress={() => sync.now()}>Try now</Button>}>Not everything is on this computer yet: fetching it was interrupted. It goes on by itself once there is a connection.</Banner></div>
  if (kind !== 'signed-out') return null
  return (
    <div className={styles.banner}>
      <Banner tone="warn" actions={<Button size="sm" onPress={() => setOpen(true)}>Sign in</Button>}>
        {problem?.say ?? 'Your session has ended.'} You can go on working; {waiting === 0 ? 'everything is sent so far.' : `${waiting} ${waiting === 1 ? 'change waits' : 'changes wait'} on this computer.`}
      </Banner>
      <Dialog title="Sign in again" description="Your work on this computer stays as it is and is sent afterwards." size="sm" isOpen={isOpen} onOpenChange={setOpen}>
        <SignInForm email={account.email} onDone={session.entered} />
      </Dialog>
    </div>
  )
}
