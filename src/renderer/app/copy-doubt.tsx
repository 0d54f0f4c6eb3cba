import type { ReactNode } from 'react'
import { useSyncView } from '../replica/react.tsx'
import { copyState, damageOf, type CopyState, type SyncView } from '../replica/sync-view.ts'
import { Button } from '../ui/actions/button.tsx'
import { EmptyStateDoubtContext, type EmptyStateDoubt } from '../ui/layout/empty-state.tsx'

const doubts: Readonly<Record<Exclude<CopyState, 'damaged'>, EmptyStateDoubt | null>> = {
  whole: null,
  coming: { title: 'Not everything is here yet', say: 'This computer’s copy is still being fetched. What belongs here appears by itself.' },
  interrupted: { title: 'Not everything is here yet', say: 'Fetching this computer’s copy was interrupted, so what belongs here may be missing. It goes on by itself once there is a connection.' },
}

/** What to do stands at the head of the screen, and here too where a restart is all. */
function doubtOf(view: SyncView): EmptyStateDoubt | null {
  const copy = copyState(view)
  if (copy !== 'damaged') return doubts[copy]
  const title = 'This cannot be read just now'
  const say = 'A part of this computer’s copy is damaged, and what belongs here may be in it.'
  if (damageOf(view)?.code !== 'replica.unreadable') return { title, say }
  return { title, say: `${say} Restart Shortlist: it is fetched again, and unsent changes are kept.`, action: <Button onPress={() => globalThis.location.reload()}>Restart</Button> }
}

/** A list that is empty because the copy on this computer is not whole does not look like one with nothing in it. */
export function CopyDoubt({ children }: { children: ReactNode }) {
  return <EmptyStateDoubtContext value={doubtOf(useSyncView())}>{children}</EmptyStateDoubtContext>
}
