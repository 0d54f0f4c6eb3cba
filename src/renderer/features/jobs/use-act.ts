import { useCallback } from 'react'
import { errorEntry } from '#shared/contract/errors'
import type { Change } from '#shared/domain/commands/change'
import { newestFirstOf } from '#shared/domain/model/activity'
import { errorCode } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
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

/** The timeline is only ever added to: taking something back writes a line of its own. */
const isLine = (change: Change): boolean => change.kind === 'create' && change.collection === 'activities'

function takenBack(lines: readonly Change[]): readonly Change[] {
  return lines.flatMap(line => {
    if (line.kind !== 'create' || line.collection !== 'activities') return []
    const atMs = Date.now()
    return [{ ...line, document: { ...line.document, id: createId(), atMs, newestFirst: newestFirstOf(atMs), createdAtMs: atMs, facts: { ...line.document.facts, undone: true } } }]
  })
}

/** Candidates, jobs and applications are never deleted once colleagues have them, so adding one offers no undo. */
const isKept = (change: Change): boolean => change.kind === 'create' && ['candidates', 'jobs', 'applications'].includes(change.collection)

/** Writes changes, says what happened and offers to take it back. False when nothing was saved. */
export async function writeWithUndo(replica: Replica, changes: readonly Change[], said: string): Promise<boolean> {
  if (changes.length === 0) return true
  const lines = changes.filter(isLine)
  try {
    const written = await replica.write(changes.filter(change => !isLine(change)))
    if (lines.length > 0) await replica.write(lines)
    const takeBack = async () => {
      try {
        await written.undo()
        if (lines.length > 0) await replica.write(takenBack(lines))
        toast({ text: 'Taken back' })
      } catch (error) {
        toast({ text: sayProblem(error), tone: 'bad' })
      }
    }
    toast({ text: said, tone: 'good', ...(changes.some(isKept) ? {} : { action: { label: 'Undo', run: () => void takeBack() } }) })
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
