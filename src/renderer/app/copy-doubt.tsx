import type { ReactNode } from 'react'
import { useSyncView } from '../replica/react.tsx'
import { copyState, type CopyState } from '../replica/sync-view.ts'
import { Button } from '../ui/actions/button.tsx'
import { EmptyStateDoubtContext, type EmptyStateDoubt } from '../ui/layout/empty-state.tsx'

const doubts: Readonly<Record<CopyState, EmptyStateDoubt | null>> = {
  whole: null,
  coming: { title: 'Not everything is here yet', say: 'This computer’s copy is still being fetched. What belongs here appears by itself.' },
  interrupted: { title: 'Not everything is here yet', say: 'Fetching this computer’s copy was interrupted, so what belongs here may be missing. It goes on by itself once there is a connection.' },
  damaged: {
    title: 'This cannot be read just now', action: <Button onPress={() => globalThis.location.reload()}>Restart</Button>,
    say: 'A part of this computer’s copy is damaged, and what belongs here may be in it. Restart Shortlist: it is fetched again, and unsent changes are kept.',
  },
}

/** A list that is empty because the copy on this computer is not whole does not look like one with nothing in it. */
export function CopyDoubt({ children }: { children: ReactNode }) {
  return <EmptyStateDoubtContext value={doubts[copyState(useSyncView())]}>{children}</EmptyStateDoubtContext>
}
