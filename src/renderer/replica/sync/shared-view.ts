import type { SyncView } from '../sync-view.ts'

type Message = Readonly<{ kind: 'view'; view: SyncView } | { kind: 'ask' } | { kind: 'now' } | { kind: 'wiped' }>

export type SharedView = Readonly<{ tell(view: SyncView): void; askForView(): void; askNow(): void; tellWiped(): void; close(): void }>

/** Tells the other tabs of this replica how sync stands, and lets them ask the one that syncs to try again. */
export function createSharedView(name: string, isShared: boolean, hear: (message: Message) => void): SharedView {
  let channel = isShared && typeof BroadcastChannel === 'function' ? new BroadcastChannel(`${name}~sync`) : null
  ;(channel as { unref?: () => void } | null)?.unref?.()
  if (channel) channel.onmessage = (event: MessageEvent<Message>) => hear(event.data)
  const post = (message: Message): void => channel?.postMessage(message)
  return {
    tell: view => post({ kind: 'view', view }), askForView: () => post({ kind: 'ask' }), askNow: () => post({ kind: 'now' }),
    tellWiped: () => post({ kind: 'wiped' }),
    // The last states of a replica that closes are told to nobody: a closed channel throws.
    close: () => {
      channel?.close()
      channel = null
    },
  }
}
