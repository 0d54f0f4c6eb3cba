import { z } from 'zod'
import type { ConnectorContext } from '../kit/connector-context.ts'

export const configSchema = z.strictObject({
  whose: z.enum(['mine', 'organization']).default('mine').meta({ title: 'Whose meetings can be booked', description: 'Mine: those of the person whose token this is. Organization: everybody’s; the token must be an administrator’s.' }),
  apiAddress: z.url().max(500).default('https://api.calendly.com').meta({ title: 'Address of the API' }),
})
export const secretsSchema = z.strictObject({
  accessToken: z.string().min(1).max(4_000).meta({ title: 'Personal access token', description: 'In Calendly under Integrations, API and webhooks.' }),
  signingKey: z.string().max(200).optional().meta({ title: 'Key for messages', description: 'Chosen by itself: Calendly signs what it sends with it.' }),
  subscription: z.string().max(500).optional().meta({ title: 'Subscription', description: 'Kept by itself; empty it to subscribe anew.' }),
})
export type CalendlyContext = ConnectorContext<z.infer<typeof configSchema>, z.infer<typeof secretsSchema>>
