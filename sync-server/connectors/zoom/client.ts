import { z } from 'zod'
import type { ConnectorContext } from '../kit/connector-context.ts'
import type { HttpReply, HttpRequest } from '../kit/http.ts'
import { accessToken, askToken } from '../kit/oauth.ts'

export const configSchema = z.strictObject({
  accountId: z.string().min(1).max(200).meta({ title: 'Account ID', description: 'Of your server-to-server OAuth app.' }),
  clientId: z.string().min(1).max(200).meta({ title: 'Client ID' }),
  host: z.email().max(320).meta({ title: 'Host', description: 'The Zoom user who hosts the interviews, such as interviews@your-company.example.' }),
  apiAddress: z.url().max(500).default('https://api.zoom.us').meta({ title: 'Address of the API' }),
  tokenAddress: z.url().max(500).default('https://zoom.us/oauth/token').meta({ title: 'Address for tokens' }),
})
export const secretsSchema = z.strictObject({
  clientSecret: z.string().min(1).max(500).meta({ title: 'Client secret', description: 'Of the same app.' }),
  webhookSecret: z.string().max(500).optional().meta({ title: 'Secret token', description: 'Of your app’s event subscription, so that transcripts are taken from Zoom alone.' }),
})
export type ZoomContext = ConnectorContext<z.infer<typeof configSchema>, z.infer<typeof secretsSchema>>

export function zoomToken({ config, secrets, http, remember }: ZoomContext): Promise<string> {
  const basic = Buffer.from(`${config.clientId}:${secrets.clientSecret}`).toString('base64')
  return accessToken(remember, () => askToken(http, config.tokenAddress, { grant_type: 'account_credentials', account_id: config.accountId }, { authorization: `Basic ${basic}` }))
}

export async function zoomRequest(ctx: ZoomContext, request: Omit<HttpRequest, 'headers'>): Promise<HttpReply> {
  return ctx.http.request({ ...request, headers: { authorization: `Bearer ${await zoomToken(ctx)}` } })
}
