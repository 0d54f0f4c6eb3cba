import { AppError } from '#shared/lib/app-error'

/** A failed local write as something a person can act on. `QuotaExceededError` may hide inside Dexie's own errors. */
export function storageError(error: unknown): AppError {
  if (error instanceof AppError) return error
  for (let cause: unknown = error, depth = 0; cause && depth < 5; depth += 1) {
    const { name, inner, message } = cause as { name?: string; inner?: unknown; message?: string }
    if (name === 'QuotaExceededError' || /quota|disk.*full|no space/i.test(message ?? '')) return new AppError('replica.disk_full', { cause: error })
    cause = inner ?? (cause as { cause?: unknown }).cause
  }
  return new AppError('replica.write_failed', { cause: error })
}

const sentences: Readonly<Record<string, string>> = {
  'replica.disk_full': 'This computer has no room left. Free some space and try again; nothing that was saved before is lost.',
  'replica.write_failed': 'This computer could not save the change. Try again; if it stays so, restart Shortlist.',
  'replica.unreadable': 'A part of this computer’s copy could not be read. Restart Shortlist: it is fetched again, and unsent changes are kept.',
  'replica.wrong_key': 'This computer’s copy was saved with another key. Sign in with the account it belongs to.',
  'replica.missing': 'This is no longer on this computer. It was deleted, or you may not see it any more.',
  'replica.exists': 'This exists already.',
}

/** What a person reads about a local problem. */
export function sayStorage(code: string): string {
  return sentences[code] ?? sentences['replica.write_failed']!
}
