import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'

/** Times of an event; a whole day has `date` and is none of ours. */
const timeSchema = z.object({ dateTime: z.string().optional(), date: z.string().optional() })
const guestSchema = z.object({ email: z.string(), responseStatus: z.string().optional(), resource: z.boolean().optional(), displayName: z.string().optional() })

export const eventSchema = z.object({
  id: z.string(), status: z.string().optional(), etag: z.string().optional(), summary: z.string().optional(), description: z.string().optional(), location: z.string().optional(),
  start: timeSchema.optional(), end: timeSchema.optional(), attendees: z.array(guestSchema).default([]), hangoutLink: z.string().optional(),
  conferenceData: z.object({
    createRequest: z.object({ status: z.object({ statusCode: z.string() }).optional() }).optional(),
    entryPoints: z.array(z.object({ entryPointType: z.string().optional(), uri: z.string().optional() })).default([]),
  }).optional(),
})
export type GoogleEvent = z.infer<typeof eventSchema>
export const listSchema = z.object({ items: z.array(eventSchema).default([]), nextPageToken: z.string().optional(), nextSyncToken: z.string().optional() })
export const freeBusySchema = z.object({
  calendars: z.record(z.string(), z.object({ busy: z.array(z.object({ start: z.string(), end: z.string() })).default([]), errors: z.array(z.object({ reason: z.string() })).default([]) })),
})
export const channelSchema = z.object({ id: z.string(), resourceId: z.string(), expiration: z.coerce.number() })

export function parseGoogle<T extends z.ZodType>(schema: T, raw: unknown): z.infer<T> {
  const parsed = schema.safeParse(raw)
  if (!parsed.success) throw new AppError('connector.bad_response', { facts: { field: parsed.error.issues[0]?.path.join('.') ?? '' } })
  return parsed.data
}
