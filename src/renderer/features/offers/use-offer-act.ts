import { useCallback } from 'react'
import type { Change } from '#shared/domain/commands/change'
import { useAct, writeForGood } from '../../actions/use-act.ts'
import { useReplica } from '../../replica/react.tsx'

/** Writes a step of an offer. `isFinal`: what cannot honestly be taken back offers no undo. */
export function useOfferAct(): (changes: readonly Change[], said: string, isFinal?: boolean) => Promise<boolean> {
  const replica = useReplica()
  const act = useAct()
  return useCallback((changes, said, isFinal = false) => (isFinal && changes.length > 0 ? writeForGood(replica, changes, said) : act(changes, said)), [replica, act])
}
