import { useCallback } from 'react'
import type { Change } from '#shared/domain/commands/change'
import { newestFirstOf } from '#shared/domain/model/activity'
import { createId } from '#shared/lib/ids'
import { useReplica } from '../replica/react.tsx'
import type { Replica } from '../replica/replica.ts'
import { sayProblem } from '../replica/say-problem.ts'
import { toast } from '../ui/overlays/toast.tsx'

/** The timeline is only ever added to: taking something back writes a line of its own. */
function takenBack(changes: readonly Change[], atMs: number): readonly Change[] {
  return changes.flatMap(change => {
    if (change.kind !== 'create' || change.collection !== 'activities') return []
    return [{ ...change, document: { ...change.document, id: createId(), atMs, newestFirst: newestFirstOf(atMs), createdAtMs: atMs, facts: { ...change.document.facts, undone: true } } }]
  })
}

/**
 * Writes changes, says what happened and offers to take it back. False when nothing was saved. It is said when it is shown,
 * which is before it is on disk: a key pressed at once takes this step back, not the one before.
 */
async function writeWithUndo(replica: Replica, changes: readonly Change[], said: string): Promise<boolean> {
  if (changes.length === 0) return true
  const failed = (error: unknown): void => { toast({ text: sayProblem(error), tone: 'bad' }) }
  const writing = replica.write(changes)
  const takeBack = async (): Promise<void> => {
    const written = await writing
    await written.undo()
    const lines = takenBack(changes, Date.now())
    if (lines.length > 0) await replica.write(lines)
    toast({ text: 'Taken back' })
  }
  const withdraw = toast({ text: said, tone: 'good', action: { label: 'Undo', run: () => void takeBack().catch(failed) } })
  try {
    await writing
    return true
  } catch (error) {
    withdraw()
    failed(error)
    return false
  }
}

/** Writes what no key takes back, and says what happened. False when nothing was saved. */
export async function writeForGood(replica: Replica, changes: readonly Change[], said: string): Promise<boolean> {
  try {
    await replica.write(changes)
    toast({ text: said, tone: 'good' })
    return true
  } catch (error) {
    toast({ text: sayProblem(error), tone: 'bad' })
    return false
  }
}

export type Act = (changes: readonly Change[], said: string) => Promise<boolean>

/** Everything a person does to records goes through here: written, said, and taken back by one key. */
export function useAct(): Act {
  const replica = useReplica()
  return useCallback((changes, said) => writeWithUndo(replica, changes, said), [replica])
}
