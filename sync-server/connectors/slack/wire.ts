import { z } from 'zod'

const failed = z.looseObject({ ok: z.literal(false), error: z.string() })
const answer = <T extends z.ZodRawShape>(shape: T) => z.union([failed, z.looseObject({ ok: z.literal(true), ...shape })])

/** chat.postMessage. `ts` is the message's id in its channel. */
export const postedSchema = answer({ ts: z.string().min(1) })
/** users.lookupByEmail. */
export const userSchema = answer({ user: z.looseObject({ id: z.string().min(1), deleted: z.boolean().optional() }) })
/** auth.test. */
export const whoSchema = answer({ team: z.string() })
/** conversations.info. */
export const channelSchema = answer({ channel: z.looseObject({ is_member: z.boolean().optional(), is_archived: z.boolean().optional() }) })
/** conversations.history and conversations.replies, with all metadata. */
export const messagesSchema = answer({
  messages: z.array(z.looseObject({ ts: z.string(), metadata: z.looseObject({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional() })),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
})
