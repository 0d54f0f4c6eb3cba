import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Desktop } from '../bridge/desktop.ts'
import { WelcomeScreen } from '../features/session/welcome-screen.tsx'
import type { CommandContext } from '../replica/feature.ts'
import { ReplicaProvider, useDirectory, useMay, useMe, useReplica, useSyncView } from '../replica/react.tsx'
import type { Replica } from '../replica/replica.ts'
import type { Account } from './account.ts'
import type { AppSession } from './app-session.ts'
import { features } from './features.ts'
import { FirstSync } from './first-sync.tsx'
import { Frame } from './frame.tsx'
import { HaltedScreen } from './halted-screen.tsx'

export type WorkspaceProps = { session: AppSession; bridge: Desktop; account: Account; replica: Replica; isNew: boolean }

/** Everything behind the door: one open replica and the screens over it. */
export function Workspace({ session, bridge, account, replica, isNew }: WorkspaceProps) {
  const [queries] = useState(() => new QueryClient({
    // The server may be on this very computer, and whoever presses a button hears at once that it cannot be reached.
    defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: true, networkMode: 'always' }, mutations: { networkMode: 'always' } },
   }))
  return (
    <QueryClientProvider client={queries}>
      <ReplicaProvider replica={replica} waiting={<FirstSync workspaceName={account.workspaceName} onLeave={() => { void session.leave('keep') }} />}>
        <Ready session={session} bridge={bridge} account={account} isNew={isNew} />
      </ReplicaProvider>
    </QueryClientProvider>
  )
}

function Ready({ session, bridge, account, isNew }: Omit<WorkspaceProps, 'replica'>) {
  const sync = useSyncView()
  const [isOfflineChosen, chooseOffline] = useState(false)
  const [isWelcome, setWelcome] = useState(isNew)
  const context = useCommandContext()
  if (sync.kind === 'wiping') return <HaltedScreen kind="wiped" onGo={() => { void session.wiped() }} />
  if (sync.kind === 'version-mismatch' && !isOfflineChosen) return <HaltedScreen kind="version" say={sync.problem?.say} onGo={() => globalThis.location.reload()} onStay={() => chooseOffline(true)} />
  if (!sync.usable) return <FirstSync workspaceName={account.workspaceName} onLeave={() => { void session.leave('keep') }} />
  if (isWelcome) return <Welcome workspaceName={account.workspaceName} context={context} onChosen={() => setWelcome(false)} />
  return <Frame session={session} bridge={bridge} account={account} context={context} />
}

function useCommandContext(): CommandContext {
  const replica = useReplica()
  const me = useMe()
  const may = useMay()
  const [, go] = useLocation()
  const { settings } = useDirectory()
  return { replica, me, may, go, hasSample: (settings?.sampleImportId ?? null) !== null }
}

function Welcome({ workspaceName, context, onChosen }: { workspaceName: string; context: CommandContext; onChosen: () => void }) {
  const commands = features.flatMap(feature => feature.commands?.(context) ?? [])
  const sample = commands.find(command => command.id === 'sample.open')
  const hasImport = features.some(feature => feature.routes.some(route => route.path === '/import'))
  const hasJobs = features.some(feature => feature.id === 'jobs')
  const choose = (run: () => void) => () => { onChosen(); run() }
  return (
    <WelcomeScreen
      workspaceName={workspaceName}
      {...(hasImport ? { onImport: choose(() => context.go('/import')) } : {})}
      {...(sample ? { onSample: choose(sample.run) } : {})}
      onEmpty={choose(() => context.go(hasJobs ? '/jobs' : '/'))}
    />
  )
}
