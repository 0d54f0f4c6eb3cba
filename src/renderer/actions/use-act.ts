import { useCallback } from 'react'
import { errorEntry } from '#shared/contract/errors'
import type { Change } from '#shared/domain/commands/change'
import { newestFirstOf } from '#shared/domain/model/activity'
import { errorCode } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import { useReplica } from '../replica/react.tsx'
import type { Replica } from '../replica/replica.ts'
import { toast } from '../ui/overlays/toast.tsx'

const problems: Readonly<Record<string, string>> = {
  'replica.disk_full': 'This computer has no room left, so nothing was saved. Free some space and try again.',
  'replica.write_failed': 'This computer could not save the change. Try again; nothing was lost.',
  'replica.missing': 'What you chose is no longer here: a colleague may have removed it, or you may not see it any more.',
  'link.refused': 'That address is not a protected one (it does not begin with https), so it was not opened. Ask whoever runs Shortlist for you to look at it.',
  'server.unreachable': 'This needs a connection, and there is none now. Try again when you are back online.',
  'server.bad_answer': 'Shortlist answered in a way this version cannot read. Update the workstation.',
}

/** What a person is told about anything that went wrong. */
export function sayProblem(error: unknown): string {
  const code = errorCode(error)
  return problems[code] ?? errorEntry(code).say
}

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
export async function writeWithUndo(replica: Replica, changes: readonly Change[], said: string): Promise<boolean> {
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
