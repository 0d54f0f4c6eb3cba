import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'

const resource = <T extends z.ZodType>(schema: T) => z.object({ resource: schema })
const collection = <T extends z.ZodType>(schema: T) => z.object({ collection: z.array(schema), pagination: z.object({ next_page_token: z.string().nullish() }).optional() })

export const userSchema = resource(z.object({ uri: z.string(), name: z.string(), current_organization: z.string() }))
export const eventTypesSchema = collection(z.object({
  uri: z.string(), name: z.string(), active: z.boolean(), duration: z.int(), booking_method: z.string().nullish(), deleted_at: z.string().nullish(), profile: z.object({ name: z.string().nullish() }).nullish(),
}))
export const linkSchema = resource(z.object({ booking_url: z.url({ protocol: /^https$/ }) }))

export const eventSchema = resource(z.object({
  name: z.string().nullish(), status: z.enum(['active', 'canceled']), start_time: z.iso.datetime(), end_time: z.iso.datetime(), location: z.object({ join_url: z.string().nullish() }).nullish(),
  event_memberships: z.array(z.object({ user_email: z.string().nullish() })).default([]),
}))
export type CalendlyEvent = z.infer<typeof eventSchema>['resource']
export const eventsSchema = collection(z.object({ uri: z.string() }))

export const inviteeSchema = z.object({
  uri: z.string(), event: z.string(), status: z.enum(['active', 'canceled']).optional(), timezone: z.string().nullish(), rescheduled: z.boolean().nullish(), old_invitee: z.string().nullish(),
  cancellation: z.object({ reason: z.string().nullish(), canceler_type: z.string().nullish() }).nullish(), tracking: z.object({ utm_source: z.string().nullish(), utm_content: z.string().nullish() }).nullish(),
})
export type Invitee = z.infer<typeof inviteeSchema>
export const inviteesSchema = collection(inviteeSchema)
export const subscriptionSchema = resource(z.object({ uri: z.string(), callback_url: z.string(), state: z.string() }))
export const subscriptionsSchema = collection(z.object({ uri: z.string(), callback_url: z.string() }))

export const messageSchema = z.object({ event: z.string(), payload: inviteeSchema })

/** Ids are whole addresses; a call is made under the connection's own base, wherever they point. @throws AppError `connector.bad_response`. */
export function pathOf(uri: string, kind: 'scheduled_events' | 'webhook_subscriptions'): string {
  const path = URL.parse(uri)?.pathname ?? ''
  const [first, id] = path.replace(/^\/+/, '').split('/')
  if (first !== kind || id === undefined || !/^[\w-]{1,100}$/.test(id)) throw new AppError('connector.bad_response', { facts: { field: 'uri' } })
  return `${kind}/${id}`
}
