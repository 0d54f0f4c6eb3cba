import { z } from 'zod'
import type { ConnectorContext } from '../kit/connector-context.ts'

export const configSchema = z.strictObject({
  access: z.enum(['application', 'consent']).default('application').meta({ title: 'How Shortlist gets in', description: 'As an application your administrator has agreed to, Shortlist reads the calendars it is allowed. With consent, one person signs in and Shortlist sees what they see.' }),
  tenant: z.string().min(1).max(200).regex(/^[\w.-]+$/).meta({ title: 'Directory (tenant)', description: 'Its ID or domain, such as your-company.example.' }),
  clientId: z.string().min(1).max(200).meta({ title: 'Application (client) ID' }),
  organizer: z.email().max(320).meta({ title: 'Mailbox for interviews', description: 'The mailbox whose calendar holds the interviews, such as interviews@your-company.example.' }),
  holdsInterviews: z.boolean().default(true).meta({ title: 'Put interviews into this calendar', description: 'Off: busy times are read, and invitations go out by e-mail.' }),
  apiAddress: z.url().max(500).default('https://graph.microsoft.com').meta({ title: 'Address of the API' }),
  loginAddress: z.url().max(500).default('https://login.microsoftonline.com').meta({ title: 'Address for signing in' }),
})
export const secretsSchema = z.strictObject({
  clientSecret: z.string().min(1).max(500).meta({ title: 'Client secret', description: 'Its value, not its ID.' }),
  refreshToken: z.string().max(8_000).optional().meta({ title: 'Consent', description: 'Kept by itself once somebody has agreed; empty it to forget the consent.' }),
  refreshTokenAtMs: z.string().max(20).optional().meta({ title: 'Age of the consent', description: 'Kept by itself.' }),
  clientState: z.string().max(128).optional().meta({ title: 'Word for notifications', description: 'Chosen by itself.' }),
})
export type MicrosoftConfig = z.infer<typeof configSchema>
export type MicrosoftSecrets = z.infer<typeof secretsSchema>
/** `scope` where another than the connection's own is asked for. */
export type MicrosoftContext = ConnectorContext<MicrosoftConfig, MicrosoftSecrets> & Readonly<{ scope?: string }>
