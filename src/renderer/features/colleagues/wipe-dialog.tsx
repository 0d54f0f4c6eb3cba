import type { ReactNode } from 'react'
import { Button } from '../../ui/actions/button.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'

export type WipeDialogProps = { title: string; children: ReactNode; action: string; isPending: boolean; onWipe: () => void; onClose: () => void }

/** Asks before a copy is wiped: what was not shared from it yet exists nowhere else, and no undo brings it back. */
export function WipeDialog({ title, children, action, isPending, onWipe, onClose }: WipeDialogProps) {
  return (
    <Dialog
      title={title} size="sm" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Leave it</Button><Button variant="danger" isPending={isPending} onPress={onWipe}>{action}</Button></>}
    >
      <p>{children}</p>
    </Dialog>
  )
}
