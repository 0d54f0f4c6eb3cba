import { z } from 'zod'
import { collectionNames, type CollectionName } from '#shared/domain/model/collections'
import { serverMessageSchema, type PulledRow, type ServerMessage } from '#shared/contract/sync-protocol'
import { isObject } from '#shared/lib/json'

const known = new Set<string>(collectionNames)

/** Rows are checked by hand: zod would spend as long on a page of 1,000 as IndexedDB does. Contents are checked by the server. */
function isRow(row: unknown): row is PulledRow {
  return isObject(row) && typeof row['id'] === 'string' && Number.isSafeInteger(row['revision']) && typeof row['collection'] === 'string'
    && (row['content'] === null || isObject(row['content']))
}

const pageHead = z.object({
  type: z.literal('page'), request: z.int(), rows: z.array(z.unknown()), cursor: z.string(), done: z.boolean(),
  progress: z.object({ sent: z.int(), total: z.int() }).optional(), usable: z.boolean().optional(),
})
const changesHead = z.object({ type: z.literal('changes'), rows: z.array(z.unknown()), cursor: z.string() })

/** Reads a message of the server; `null` when it is none that this version understands. */
export function readServerMessage(text: unknown): ServerMessage | null {
  let raw: unknown
  try {
    raw = JSON.parse(String(text))
  } catch {
    return null
  }
  const type = isObject(raw) ? raw['type'] : null
  const checked = type === 'page' ? pageHead.safeParse(raw) : type === 'changes' ? changesHead.safeParse(raw) : serverMessageSchema.safeParse(raw)
  if (!checked.success) return null
  const message = checked.data
  if (message.type !== 'page' && message.type !== 'changes') return message as ServerMessage
  if (!message.rows.every(isRow)) return null
  // A collection that only a newer server knows has no place here yet.
  return { ...message, rows: (message.rows as PulledRow[]).filter(row => known.has(row.collection as CollectionName)) } as ServerMessage
}
