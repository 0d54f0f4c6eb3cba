import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'

/** A cursor is the id of the last record given; ids grow with time, so pages go from newest to oldest. */
export function readCursor(after: string | undefined): string | null {
  if (after === undefined) return null
  const id = z.uuid().safeParse(Buffer.from(after, 'base64url').toString('utf8'))
  if (!id.success) throw new AppError('api.invalid', { facts: { field: 'after' } })
  return id.data
}

/** The first `limit` of rows that were asked for with one more than that. */
export function pageFrom<Row extends Readonly<{ id: string }>>(rows: readonly Row[], limit: number): { rows: readonly Row[]; next: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last ? Buffer.from(last.id).toString('base64url') : null }
}

export const isoOf = (ms: number): string => new Date(ms).toISOString()
