import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'

/**
 * A laptop's place in the server's order. `at` is the sequence it has in full. A first sync walks `part` by part to
 * `to`; `gain` and `loss` walk documents that a change of keys opened or closed. Laptops keep it and never look inside.
 */
const cursorSchema = z.strictObject({
  epoch: z.string().max(60),
  at: z.int().min(0),
  walk: z.strictObject({
    kind: z.enum(['snapshot', 'gain', 'loss']),
    to: z.int().min(0),
    part: z.int().min(0).max(100),
    // Nothing, a document's id, or its collection and id.
    after: z.string().regex(/^(([a-z]+\/)?[0-9a-f-]{36})?$/),
    sent: z.int().min(0),
    total: z.int().min(0),
  }).nullable(),
})
export type Cursor = z.infer<typeof cursorSchema>

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** @throws AppError `sync.cursor_unknown` for anything we did not write. */
export function readCursor(raw: string): Cursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(raw, 'base64url').toString('utf8')))
  } catch (cause) {
    throw new AppError('sync.cursor_unknown', { cause })
  }
}

/** How far a cursor of ours reaches. */
export function sequenceOf(cursor: string): number {
  return readCursor(cursor).at
}
