import { AppError } from '#shared/lib/app-error'
import type { HttpReply, HttpRequest } from '../kit/http.ts'
import type { ConsentPort } from '../kit/calendar.ts'
import { accessToken, askToken } from '../kit/oauth.ts'
import type { MicrosoftConfig, MicrosoftContext } from './settings.ts'

const dayMs = 86_400_000
const usualScope = 'offline_access https://graph.microsoft.com/Calendars.ReadWrite'
export const loginOf = (config: MicrosoftConfig, what: 'token' | 'authorize'): string => `${config.loginAddress.replace(/\/+$/, '')}/${encodeURIComponent(config.tenant)}/oauth2/v2.0/${what}`

/** @throws AppError `connector.consent_missing` when nobody has agreed yet, and what `askToken` throws. */
function microsoftToken({ config, secrets, http, remember, setSecrets, nowMs, scope = usualScope }: MicrosoftContext): Promise<string> {
  const client = { client_id: config.clientId, client_secret: secrets.clientSecret }
  return accessToken(remember, async () => {
    if (config.access === 'application') return askToken(http, loginOf(config, 'token'), { ...client, grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' })
    if (!secrets.refreshToken) throw new AppError('connector.consent_missing')
    const granted = await askToken(http, loginOf(config, 'token'), { ...client, grant_type: 'refresh_token', refresh_token: secrets.refreshToken, scope })
    // A refresh token lives for months and is not ended by the next one: the newest is kept once a day.
    const isOld = nowMs - Number(secrets.refreshTokenAtMs ?? 0) > dayMs
    if (granted.refresh_token && isOld) await setSecrets({ refreshToken: granted.refresh_token, refreshTokenAtMs: String(nowMs) })
    return granted
  })
}

export function consentAddress({ config }: MicrosoftContext, { state, challenge, redirectUri }: Readonly<{ state: string; challenge: string; redirectUri: string }>, scope: string, email: string): string {
  const url = new URL(loginOf(config, 'authorize'))
  const fields = { response_type: 'code', response_mode: 'query', client_id: config.clientId, redirect_uri: redirectUri, scope, state, code_challenge: challenge, code_challenge_method: 'S256', login_hint: email }
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value)
  return url.href
}

export const microsoftConsent: ConsentPort<MicrosoftContext> = {
  address: (ctx, asked) => consentAddress(ctx, asked, usualScope, ctx.config.organizer),
  exchange: async ({ config, secrets, http, setSecrets, nowMs }, { code, verifier, redirectUri }) => {
    const granted = await askToken(http, loginOf(config, 'token'), { grant_type: 'authorization_code', client_id: config.clientId, client_secret: secrets.clientSecret, code, code_verifier: verifier, redirect_uri: redirectUri, scope: usualScope })
    if (!granted.refresh_token) throw new AppError('connector.consent_revoked')
    await setSecrets({ refreshToken: granted.refresh_token, refreshTokenAtMs: String(nowMs) })
  },
}

/** Asks Graph, times always in UTC. A link Graph gave for the next page is followed on its own host only. */
export async function graph(ctx: MicrosoftContext, request: Omit<HttpRequest, 'headers'>): Promise<HttpReply> {
  const token = await microsoftToken(ctx)
  if (/^https?:/i.test(request.path) && new URL(request.path).origin !== new URL(ctx.config.apiAddress).origin) throw new AppError('connector.bad_response')
  return ctx.http.request({ ...request, headers: { authorization: `Bearer ${token}`, prefer: 'outlook.timezone="UTC"' } })
}

export const mailboxOf = (config: MicrosoftConfig): string => `v1.0/users/${encodeURIComponent(config.organizer)}`
