import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'

/** A wall time and its zone; we ask for UTC, and take nothing else for it. */
export const timeSchema = z.object({ dateTime: z.string(), timeZone: z.string() })

export function instantOf({ dateTime, timeZone }: z.infer<typeof timeSchema>): number {
  const instant = timeZone === 'UTC' || timeZone === 'Etc/UTC' ? Date.parse(`${dateTime.replace(/(\.\d{3})\d*$/, '$1').replace(/Z$/, '')}Z`) : Number.NaN
  if (Number.isNaN(instant)) throw new AppError('connector.bad_response', { facts: { field: 'dateTime' } })
  return instant
}
export const timeAt = (atMs: number) => ({ '@odata.type': '#microsoft.graph.dateTimeTimeZone', dateTime: new Date(atMs).toISOString().slice(0, 19), timeZone: 'UTC' })

const guestSchema = z.object({ emailAddress: z.object({ address: z.string() }), status: z.object({ response: z.string() }).nullish() })
export const eventSchema = z.object({
  id: z.string(), subject: z.string().nullish(), isCancelled: z.boolean().nullish(), start: timeSchema.nullish(), end: timeSchema.nullish(), attendees: z.array(guestSchema).default([]),
  location: z.object({ displayName: z.string().nullish() }).nullish(), isOnlineMeeting: z.boolean().nullish(), onlineMeeting: z.object({ joinUrl: z.string().nullish() }).nullish(), '@removed': z.object({}).optional(),
})
export type GraphEvent = z.infer<typeof eventSchema>
export const eventsSchema = z.object({ value: z.array(eventSchema) })
/** In a delta a removed event has its id only; what did not change may be left out. */
export const deltaSchema = eventsSchema.extend({ '@odata.nextLink': z.string().optional(), '@odata.deltaLink': z.string().optional() })
export const scheduleSchema = z.object({
  value: z.array(z.object({ scheduleId: z.string().nullish(), error: z.object({ message: z.string().nullish() }).nullish(), scheduleItems: z.array(z.object({ status: z.string().nullish(), start: timeSchema, end: timeSchema })).nullish() })),
})
export const subscriptionSchema = z.object({ id: z.string(), expirationDateTime: z.string() })
export const notificationsSchema = z.object({ value: z.array(z.object({ clientState: z.string().nullish() })).min(1) })
