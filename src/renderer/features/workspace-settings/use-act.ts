import { useCallback } from 'react'
import { errorEntry } from '#shared/contract/errors'
import type { Change } from '#shared/domain/commands/change'
import { errorCode } from '#shared/lib/app-error'
import { useReplica } from '../../replica/react.tsx'
import type { Replica } from '../../replica/replica.ts'
import { toast } from '../../ui/overlays/toast.tsx'

const writeProblems: Readonly<Record<string, string>> = {
  'replica.disk_full': 'This computer has no room left, so nothing was saved. Free some space and try again.',
  'replica.write_failed': 'This computer could not save the change. Try again; nothing was lost.',
  'replica.missing': 'This record is no longer here: a colleague may have removed it, or you may not see it any more.',
}

export function sayProblem(error: unknown): string {
  const code = errorCode(error)
  return writeProblems[code] ?? errorEntry(code).say
}

/** Writes changes, says what happened and offers to take it back. False when nothing was saved. */
export async function writeWithUndo(replica: Replica, changes: readonly Change[], said: string): Promise<boolean> {
  if (changes.length === 0) return true
  try {
    const written = await replica.write(changes)
    const undo = () => void written.undo().then(() => toast({ text: 'Taken back' }), (error: unknown) => toast({ text: sayProblem(error), tone: 'bad' }))
    toast({ text: said, tone: 'good', action: { label: 'Undo', run: undo } })
    return true
  } catch (error) {
    toast({ text: sayProblem(error), tone: 'bad' })
    return false
  }
}

export type Act = (changes: readonly Change[], said: string) => Promise<boolean>

export function useAct(): Act {
  const replica = useReplica()
  return useCallback((changes, said) => writeWithUndo(replica, changes, said), [replica])
}
