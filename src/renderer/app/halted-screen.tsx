import { Gate } from '../features/session/gate.tsx'
import { Button } from '../ui/actions/button.tsx'

export type HaltedScreenProps = { kind: 'wiped' | 'version'; say?: string | undefined; onGo: () => void; onStay?: () => void }

/** The two states in which the workstation cannot simply go on. */
export function HaltedScreen({ kind, say, onGo, onStay }: HaltedScreenProps) {
  if (kind === 'wiped') return (
    <Gate title="This computer was signed out" lead="You or the workspace owner signed it out from elsewhere. Its copy of the pipeline is removed; the workspace itself is untouched.">
      <div><Button variant="primary" onPress={onGo}>Go to sign in</Button></div>
    </Gate>
  )
  return (
    <Gate title="Shortlist and its server are of different versions" lead={say ?? 'One of them has to be updated before changes can travel again. Your work stays on this computer until then.'}>
      <div style={{ display: 'flex', gap: 'var(--space-2)' }}>
        <Button variant="primary" onPress={onGo}>Reload</Button>
        {onStay && <Button onPress={onStay}>Go on without syncing</Button>}
      </div>
    </Gate>
  )
}
