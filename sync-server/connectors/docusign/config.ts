import { z } from 'zod'
import type { ConnectorContext } from '../kit/connector-context.ts'

export const configSchema = z.strictObject({
  account: z.enum(['demo', 'production']).meta({ title: 'Account', description: 'Demo is DocuSign’s own test account; its signatures bind nobody.' }),
  integrationKey: z.uuid().meta({ title: 'Integration key', description: 'Of the app you made in DocuSign under Apps and Keys.' }),
  userId: z.uuid().meta({ title: 'User ID', description: 'In whose name letters are sent; they must have consented once to the app.' }),
  accountId: z.string().trim().max(60).optional().meta({ title: 'Account ID', description: 'Only if this user has several accounts. Empty: their usual one.' }),
  tellsUs: z.boolean().default(true).meta({ title: 'DocuSign tells Shortlist', description: 'Each letter asks DocuSign to report to this server. Switch off where this server cannot be reached from outside: it is then asked every 15 minutes.' }),
})
export const secretsSchema = z.strictObject({
  privateKey: z.string().min(1).max(10_000).meta({ title: 'Private key', description: 'The app’s RSA key, with its BEGIN and END lines.' }),
  hmacKey: z.string().max(200).default('').meta({ title: 'Connect key', description: 'Made in DocuSign under Connect, Connect Keys. Without it nothing DocuSign reports is believed.' }),
  nextHmacKey: z.string().max(200).default('').meta({ title: 'Second Connect key', description: 'While you change keys: both are accepted.' }),
})
export type Config = z.infer<typeof configSchema>
export type Secrets = z.infer<typeof secretsSchema>
export type Context = ConnectorContext<Config, Secrets>

/** Where signing in happens; the account says where everything else is. */
export const authHost = ({ account }: Pick<Config, 'account'>): string => (account === 'production' ? 'account.docusign.com' : 'account-d.docusign.com')
