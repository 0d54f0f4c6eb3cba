import { Compass } from 'lucide-react'
import { useEffect, useLayoutEffect } from 'react'
import { matchRoute, Redirect, Route, Switch, useLocation, useRouter } from 'wouter'
import { Spinner } from '../ui/display/spinner.tsx'
import { EmptyState } from '../ui/layout/empty-state.tsx'
import { LinkButton } from '../ui/actions/link-button.tsx'
import { later } from '../ui/later.tsx'
import { whenIdle } from '../ui/when-idle.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { features } from './features.ts'

const screens = features.flatMap(feature => feature.routes.map(({ path, load }) => ({
  path, Screen: later(async () => (await load()).Screen, <Spinner label="Opening" />),
})))
const home = features.flatMap(feature => feature.nav ?? []).toSorted((a, b) => (a.order ?? 50) - (b.order ?? 50))[0]?.path ?? '/pipeline'

/** The first seconds belong to the screen that was asked for, and to catching up with the server. */
const idleAfterMs = 4_000

/** Fetches the screen of the address while the copy on this computer is still being opened. */
export function useEarlyScreen(): void {
  const { parser } = useRouter()
  const [location] = useLocation()
  useLayoutEffect(() => {
    const asked = location === '/' ? home : location
    void screens.find(({ path }) => matchRoute(parser, path, asked)[0])?.Screen.fetch().catch(() => undefined)
  }, [parser, location])
}

/** Fetches every other screen while nothing else is done, so that going there waits for no script. */
export function useIdleScreens(): void {
  useEffect(() => {
    let isGone = false
    const start = setTimeout(async () => {
      for (const { Screen } of screens) {
        await whenIdle()
        if (isGone) return
        await Screen.fetch().catch(() => undefined)
      }
    }, idleAfterMs)
    return () => {
      isGone = true
      clearTimeout(start)
    }
  }, [])
}

/** The screen of the address. Each is loaded when first shown, and fails alone. */
export function Routes() {
  const [location, go] = useLocation()
  return (
    <ErrorBoundary resetKey={location} onLeave={() => go(home)}>
      <Switch>
        {screens.map(({ path, Screen }) => <Route key={path} path={path}><Screen /></Route>)}
        <Route path="/"><Redirect to={home} replace /></Route>
        <Route><EmptyState isSure icon={<Compass />} title="There is nothing at this address" action={<LinkButton onPress={() => go(home)}>Go to the pipeline</LinkButton>}>The link may be old, or what it leads to is not shared with you.</EmptyState></Route>
      </Switch>
    </ErrorBoundary>
  )
}
