import { useState } from 'react'
import { useSyncView } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { Banner } from '../../ui/display/banner.tsx'

export type SignOutDialogProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void; onSignOut: (choice: 'keep' | 'remove') => Promise<void>; onSendNow: () => void }

/** Signing out asks one thing: whether this computer keeps its copy. Unsent changes are named. */
export function SignOutDialog({ isOpen, onOpenChange, onSignOut, onSendNow }: SignOutDialogProps) {
  const { waiting } = useSyncView()
  const [busy, setBusy] = useState<'keep' | 'remove' | null>(null)
  const run = (choice: 'keep' | 'remove') => {
    setBusy(choice)
    void onSignOut(choice).finally(() => setBusy(null))
  }
  const unsent = waiting > 0
  return (
    <Dialog
      title="Sign out of this computer" size="sm" isOpen={isOpen} onOpenChange={onOpenChange}
      description="Keep the copy on this computer to be quick when you come back, or remove it when others use this computer."
      footer={<>
        <Button variant={unsent ? 'secondary' : 'danger'} isDisabled={unsent} isPending={busy === 'remove'} onPress={() => run('remove')}>Sign out and remove the copy</Button>
        <Button variant="primary" isPending={busy === 'keep'} onPress={() => run('keep')}>Sign out, keep the copy</Button>
      </>}
    >
      {unsent && (
        <Banner tone="warn" actions={<Button size="sm" onPress={onSendNow}>Send now</Button>}>
          {waiting === 1 ? 'One change has' : `${waiting} changes have`} not been shared yet. {waiting === 1 ? 'It stays' : 'They stay'} on this computer; the copy can be removed once {waiting === 1 ? 'it is' : 'they are'} sent.
        </Banner>
      )}
    </Dialog>
  )
}
