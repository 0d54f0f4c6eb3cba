import type { Session } from '#shared/contract/http'
import type { Desktop } from '../bridge/desktop.ts'
import { openReplica } from '../replica/open-replica.ts'
import type { Replica } from '../replica/replica.ts'
import { serverAccess, setServerAccess } from '../replica/server-client.ts'
import { deviceName } from '../features/session/device-name.ts'
import type { Account } from './account.ts'

/** Points the window at its server. `null` when the desktop app was not told of one yet. */
export async function findServer(bridge: Desktop): Promise<string | null> {
  const { serverOrigin } = await bridge.info()
  if (serverOrigin === null) return null
  const isShell = bridge.kind === 'shell'
  setServerAccess({ origin: isShell ? serverOrigin : '', isShell, token: isShell ? await bridge.secrets.read('session-token') : null })
  return serverOrigin
}

/** Keeps what signing in brought: the desktop's token goes to the keychain; a browser has its cookie. */
export async function takeSession(bridge: Desktop, session: Session): Promise<void> {
  if (session.token === undefined) return
  await bridge.secrets.write('session-token', session.token)
  setServerAccess({ ...serverAccess(), token: session.token })
}

/**
 * The key that locks this computer's copy, made once and kept in the keychain. None where nothing keeps it beyond
 * this window (a browser, a desktop without a keychain): a copy locked with a lost key would be lost too.
 */
async function replicaKey(bridge: Desktop): Promise<Uint8Array | null> {
  if (bridge.kind !== 'shell') return null
  const kept = await bridge.secrets.read('replica-key')
  if (kept !== null) return Uint8Array.from(atob(kept), letter => letter.charCodeAt(0))
  const key = crypto.getRandomValues(new Uint8Array(32))
  const { durable } = await bridge.secrets.write('replica-key', btoa(String.fromCharCode(...key)))
  return durable ? key : null
}

/** Opens this account's replica. Waits for the disk, never for the network. */
export async function openWorkspace(bridge: Desktop, account: Account, server: string): Promise<Replica> {
  const key = await replicaKey(bridge)
  const { token } = serverAccess()
  return openReplica({
    server, storage: 'indexeddb', device: deviceName(navigator.userAgent, bridge.kind === 'shell'),
    identity: { workspaceId: account.workspaceId, personId: account.personId },
    ...(token !== null && { token }), ...(key && { key }),
  })
}
