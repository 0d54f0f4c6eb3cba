import { errorEntry } from '#shared/contract/errors'
import { sayStorage } from '../store/storage-error.ts'
import type { SyncProblem } from '../sync-view.ts'

/** A stable code with the sentence that says what to do. */
export function describeProblem(code: string): SyncProblem {
  return { code, say: code.startsWith('replica.') ? sayStorage(code) : errorEntry(code).say }
}
