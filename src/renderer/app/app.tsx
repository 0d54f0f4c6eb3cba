import { useLayoutEffect, useState } from 'react'
import { Router } from 'wouter'
import type { Desktop } from '../bridge/desktop.ts'
import { Gate } from '../features/session/gate.tsx'
import { JoinScreen } from '../features/session/join-screen.tsx'
import { ServerScreen } from '../features/session/server-screen.tsx'
import { SetupScreen } from '../features/session/setup-screen.tsx'
import { SignInScreen } from '../features/session/sign-in-screen.tsx'
import { Button } from '../ui/actions/button.tsx'
import { Spinner } from '../ui/display/spinner.tsx'
import { ToastRegion } from '../ui/overlays/toast.tsx'
import { createSession, type AppSession } from './app-session.ts'
import { useEarlyScreen } from './routes.tsx'
import { useAppState } from './use-app-state.ts'
import { Workspace } from './workspace.tsx'

/** The path the app lives under, on the server and in the shell alike. */
const base = import.meta.env.BASE_URL.replace(/\/$/, '')

export function App({ bridge }: { bridge: Desktop }) {
  const [session] = useState(() => createSession(bridge, base))
  // Before the first frame and not after it: the disk is asked while an empty page is painted.
  useLayoutEffect(() => { void session.start() }, [session])
  return (
    <Router base={base}>
      <Stage session={session} bridge={bridge} />
      <ToastRegion />
    </Router>
  )
}

function Stage({ session, bridge }: { session: AppSession; bridge: Desktop }) {
  const state = useAppState(session)
  useEarlyScreen()
  switch (state.kind) {
    case 'starting': return <Spinner label="Opening Shortlist" delayMs={600} />
    case 'noServer': return <ServerScreen onChoose={session.chooseServer} />
    case 'setup': return <SetupScreen onDone={session.entered} />
    case 'signIn': return <SignInScreen onDone={session.entered} notice={state.notice} />
    case 'join': return <JoinScreen token={state.token} onDone={session.entered} onLeave={() => { globalThis.history.replaceState(null, '', `${base}/`); void session.start() }} />
    case 'unreachable': return (
      <Gate title="The server cannot be reached" lead="The first time on a computer Shortlist has to fetch your pipeline. After that it opens with no network.">
        <div><Button variant="primary" onPress={() => { void session.start() }}>Try again</Button></div>
      </Gate>
    )
    case 'locked': return (
      <Gate title="This computer’s copy cannot be opened" lead={state.say}>
        <div><Button variant="primary" onPress={() => { void session.start() }}>Try again</Button> <Button onPress={() => { void session.leave('keep') }}>Sign in again</Button></div>
      </Gate>
    )
    case 'open': return <Workspace key={`${state.account.personId}/${state.opening}`} session={session} bridge={bridge} account={state.account} replica={state.replica} isNew={state.isNew} />
  }
}
