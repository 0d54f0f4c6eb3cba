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
