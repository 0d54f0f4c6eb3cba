import { useCallback } from 'react'
import type { Change } from '#shared/domain/commands/change'
import { useAct } from '../../actions/use-act.ts'
import { useReplica } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { toast } from '../../ui/overlays/toast.tsx'

/** Writes a step of an offer. `isFinal`: what cannot honestly be taken back offers no undo. */
export function useOfferAct(): (changes: readonly Change[], said: string, isFinal?: boolean) => Promise<boolean> {
  const replica = useReplica()
  const act = useAct()
  return useCallback(async (changes, said, isFinal = false) => {
    if (!isFinal || changes.length === 0) return act(changes, said)
    try {
      await replica.write(changes)
      toast({ text: said, tone: 'good' })
      return true
    } catch (error) {
      toast({ text: sayProblem(error), tone: 'bad' })
      return false
    }
  }, [replica, act])
}
