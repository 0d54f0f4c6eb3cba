import { z } from 'zod'
import type { ConnectorContext } from '../kit/connector-context.ts'

export const configSchema = z.strictObject({
  access: z.enum(['serviceAccount', 'consent']).default('serviceAccount').meta({ title: 'How Shortlist gets in', description: 'A service account with domain-wide delegation sees every colleague’s calendar. With consent, one person signs in and Shortlist sees what they see.' }),
  organizer: z.email().max(320).meta({ title: 'Calendar for interviews', description: 'The Google account whose calendar holds the interviews, such as interviews@your-company.example.' }),
  holdsInterviews: z.boolean().default(true).meta({ title: 'Put interviews into this calendar', description: 'Off: busy times are read, and invitations go out by e-mail.' }),
  transcripts: z.boolean().default(false).meta({ title: 'Bring transcripts of Meet', description: 'Of interviews whose candidate agreed to being recorded. Allow meetings.space.readonly too: to the service account, or by signing in once more.' }),
  clientId: z.string().max(200).optional().meta({ title: 'Client ID', description: 'Of your OAuth client: for consent, and so that colleagues can connect accounts of their own.' }),
  apiAddress: z.url().max(500).default('https://www.googleapis.com').meta({ title: 'Address of the API' }),
  meetAddress: z.url().max(500).default('https://meet.googleapis.com').meta({ title: 'Address of Meet' }),
  tokenAddress: z.url().max(500).default('https://oauth2.googleapis.com/token').meta({ title: 'Address for tokens' }),
  revokeAddress: z.url().max(500).default('https://oauth2.googleapis.com/revoke').meta({ title: 'Address for giving keys back' }),
  consentAddress: z.url().max(500).default('https://accounts.google.com/o/oauth2/v2/auth').meta({ title: 'Address for consent' }),
})
export const secretsSchema = z.strictObject({
  serviceAccountKey: z.string().max(10_000).optional().meta({ title: 'Key of the service account', description: 'The JSON file, as it was downloaded.' }),
  clientSecret: z.string().max(500).optional().meta({ title: 'Client secret', description: 'Of your OAuth client: for consent, and so that colleagues can connect accounts of their own.' }),
  refreshToken: z.string().max(4_000).optional().meta({ title: 'Consent', description: 'Kept by itself once somebody has agreed; empty it to forget the consent.' }),
  channelToken: z.string().max(200).optional().meta({ title: 'Word for notifications', description: 'Chosen by itself.' }),
})
export type GoogleConfig = z.infer<typeof configSchema>
export type GoogleSecrets = z.infer<typeof secretsSchema>
export type GoogleContext = ConnectorContext<GoogleConfig, GoogleSecrets>

/** What is asked of Google: events of calendars, and when people are busy. Nothing else. */
export const scopes = ['https://www.googleapis.com/auth/calendar.events', 'https://www.googleapis.com/auth/calendar.freebusy'] as const
/** Asked for only where transcripts are wanted, and by a token of its own: a domain that did not allow it keeps its calendar. */
export const meetScope = 'https://www.googleapis.com/auth/meetings.space.readonly'
