import { BehaviorSubject } from 'rxjs'
import type { Session } from '#shared/contract/http'
import { errorCode } from '#shared/lib/app-error'
import type { Desktop } from '../bridge/desktop.ts'
import { askStatus, endSession } from '../features/session/session-api.ts'
import type { Replica } from '../replica/replica.ts'
import { serverAccess, setServerAccess } from '../replica/server-client.ts'
import { accountOf, forgetAccount, readAccount, rememberAccount, type Account } from './account.ts'
import { findServer, openWorkspace, takeSession } from './open-workspace.ts'

/** What the window shows as a whole. */
export type AppState = Readonly<
  | { kind: 'starting' } | { kind: 'noServer' } | { kind: 'setup' } | { kind: 'unreachable' }
  | { kind: 'signIn'; notice?: string } | { kind: 'join'; token: string } | { kind: 'locked'; say: string }
  /** `opening` counts the openings, so that everything below starts afresh with each. `isNew`: just set up. */
  | { kind: 'open'; account: Account; replica: Replica; opening: number; isNew: boolean }
>

export type AppSession = ReturnType<typeof createSession>

const sayLocked = (error: unknown): string => (errorCode(error) === 'replica.wrong_key'
  ? 'It was locked with a key that this computer’s keychain no longer has. Unlock the keychain and try again.'
  : 'The browser would not open its storage. Close other windows of Shortlist, free some disk space, and try again. Nothing was removed.')

/** A browser that was killed may hold its storage for a moment longer: what fails now is tried again before it is said. */
const openTries = 4
const openPauseMs = 750

async function openPatiently(bridge: Desktop, account: Account, server: string, tries = openTries): Promise<Replica> {
  try {
    return await openWorkspace(bridge, account, server)
  } catch (error) {
    if (tries <= 1 || errorCode(error) === 'replica.wrong_key') throw error
    await new Promise(resolve => { setTimeout(resolve, openPauseMs) })
    return openPatiently(bridge, account, server, tries - 1)
  }
}

/** Opens, changes and ends the person's session on this device. */
export function createSession(bridge: Desktop, base: string) {
  const invitationIn = (path: string): string | null => new RegExp(`^${base}/join/([^/]+)$`).exec(path)?.[1] ?? null
  const state$ = new BehaviorSubject<AppState>({ kind: 'starting' })
  let server = ''
  let openings = 0
  let starting: Promise<void> | null = null

  const show = (state: AppState): void => state$.next(state)
  const current = (): Replica | null => (state$.value.kind === 'open' ? state$.value.replica : null)

  const open = async (account: Account, isNew: boolean): Promise<void> => {
    try {
      const replica = await openPatiently(bridge, account, server)
      show({ kind: 'open', account, replica, opening: ++openings, isNew })
    } catch (error) {
      show({ kind: 'locked', say: sayLocked(error) })
    }
  }

  const greetStranger = async (notice?: string): Promise<void> => {
    try {
      const status = await askStatus()
      show(status.state === 'needsSetup' ? { kind: 'setup' } : { kind: 'signIn', ...(notice === undefined ? {} : { notice }) })
    } catch {
      show({ kind: 'unreachable' })
    }
  }

  const begin = async (): Promise<void> => {
    show({ kind: 'starting' })
    const found = await findServer(bridge)
    if (found === null) return show({ kind: 'noServer' })
    server = found
    const invitation = invitationIn(globalThis.location.pathname)
    if (invitation !== null) return show({ kind: 'join', token: decodeURIComponent(invitation) })
    const account = readAccount()
    return account ? open(account, false) : greetStranger()
  }

  const endOnServer = async (account: Account): Promise<void> => {
    // Offline the server keeps the session until it is revoked from another device; here its token is gone either way.
    await endSession(account.sessionId).catch(() => undefined)
    await bridge.secrets.delete('session-token')
    setServerAccess({ ...serverAccess(), token: null })
  }

  return {
    state$,
    chooseServer: (address: string) => bridge.useServer(address),
    /** The remembered account opens at once; a stranger is asked who they are. */
    start: (): Promise<void> => (starting ??= begin().finally(() => { starting = null })),
    /** After setup, signing in or joining. The same person's copy goes on; another's is left as it is. */
    entered: async (session: Session): Promise<void> => {
      const isNew = state$.value.kind === 'setup'
      const account = accountOf(session)
      await takeSession(bridge, session)
      rememberAccount(account)
      await current()?.close()
      // Whoever came by a link gets where it leads once they have signed in; the link of an invitation is used up.
      if (invitationIn(globalThis.location.pathname) !== null) globalThis.history.replaceState(null, '', `${base}/`)
      await open(account, isNew)
    },
    /** Signs this device out. `remove` also takes its copy away. */
    leave: async (choice: 'keep' | 'remove'): Promise<void> => {
      const account = readAccount()
      const replica = current()
      if (account) await endOnServer(account)
      if (choice === 'remove') {
        await replica?.wipe()
        await bridge.secrets.delete('replica-key')
      } else await replica?.close()
      forgetAccount()
      globalThis.history.replaceState(null, '', `${base}/`)
      await greetStranger(choice === 'keep' ? 'You are signed out. This computer keeps its copy, and opens it when you sign in again.' : 'You are signed out, and the copy on this computer is removed.')
    },
    /** The server took this device's copy away. */
    wiped: async (): Promise<void> => {
      forgetAccount()
      await bridge.secrets.delete('session-token')
      await bridge.secrets.delete('replica-key')
      await greetStranger('This computer was signed out by you or the workspace owner, and its copy was removed.')
    },
  }
}
