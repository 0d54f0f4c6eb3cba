import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { CalendlyContext } from './config.ts'
import { pathOf, subscriptionSchema, subscriptionsSchema, userSchema } from './wire.ts'

const hourMs = 3_600_000

export async function whoAmI({ http, remember }: CalendlyContext): Promise<z.infer<typeof userSchema>['resource']> {
  return remember('me', hourMs, async () => (await http.request({ method: 'GET', path: 'users/me' })).parse(userSchema).resource)
}

/** Whose meetings are meant, as Calendly's queries want it said. */
export async function ownerQuery(ctx: CalendlyContext): Promise<Readonly<Record<string, string>>> {
  const me = await whoAmI(ctx)
  return ctx.config.whose === 'organization' ? { organization: me.current_organization } : { user: me.uri }
}

/**
 * Has bookings told to the connection's own address, signed with a key of ours. Looked after once an hour at most: Calendly
 * switches a subscription off after a day of failures. Without an address it can reach, it is asked instead.
 */
export async function subscribe(ctx: CalendlyContext): Promise<void> {
  if (ctx.inboundUrl.startsWith('https://')) await ctx.remember('subscription', hourMs, async () => renew(ctx).then(() => true))
}

async function renew(ctx: CalendlyContext): Promise<void> {
  const { http, secrets, inboundUrl, config } = ctx
  if (secrets.subscription && secrets.signingKey && await stands(ctx, secrets.subscription)) return
  const me = await whoAmI(ctx)
  const scope = config.whose === 'organization' ? { scope: 'organization' } : { scope: 'user', user: me.uri }
  // One that still points here was made with a key we no longer have.
  const known = (await http.request({ method: 'GET', path: 'webhook_subscriptions', query: { organization: me.current_organization, ...scope, count: '100' } })).parse(subscriptionsSchema)
  for (const { uri } of known.collection.filter(each => each.callback_url === inboundUrl)) await http.request({ method: 'DELETE', path: pathOf(uri, 'webhook_subscriptions'), accept: [404] })
  const signingKey = randomBytes(32).toString('base64url')
  // Kept first: what is signed with it may come before the answer does.
  await ctx.setSecrets({ signingKey })
  const made = await http.request({ method: 'POST', path: 'webhook_subscriptions', json: { url: inboundUrl, events: ['invitee.created', 'invitee.canceled'], organization: me.current_organization, ...scope, signing_key: signingKey } })
  await ctx.setSecrets({ subscription: made.parse(subscriptionSchema).resource.uri })
}

async function stands({ http, inboundUrl }: CalendlyContext, uri: string): Promise<boolean> {
  const reply = await http.request({ method: 'GET', path: pathOf(uri, 'webhook_subscriptions'), accept: [404] })
  if (reply.status === 404) return false
  const { state, callback_url } = reply.parse(subscriptionSchema).resource
  return state === 'active' && callback_url === inboundUrl
}
