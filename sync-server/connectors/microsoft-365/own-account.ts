import { createHash } from 'node:crypto'
import { AppError } from '#shared/lib/app-error'
import type { OwnAccountPort, OwnKeys } from '../kit/calendar.ts'
import { askToken, emailOf } from '../kit/oauth.ts'
import { consentAddress, loginOf } from './access.ts'
import { freeBusy } from './busy.ts'
import type { MicrosoftContext } from './settings.ts'

/** Whose account it is, and when they are taken. Nothing else of theirs. */
const ownScope = 'openid email profile offline_access https://graph.microsoft.com/Calendars.ReadBasic'

/** The connection's client, with a person's own keys; a newer refresh token is kept for them, not for the connection. */
function as(ctx: MicrosoftContext, address: string, keys: OwnKeys, keep: (keys: OwnKeys) => Promise<void>): MicrosoftContext {
  const who = createHash('sha256').update(keys['refreshToken'] ?? '').digest('base64url')
  return {
    ...ctx, config: { ...ctx.config, access: 'consent', organizer: address }, secrets: { ...ctx.secrets, refreshToken: keys['refreshToken'], refreshTokenAtMs: keys['refreshTokenAtMs'] }, scope: ownScope,
    remember: (name, forMs, load) => ctx.remember(`${who} ${name}`, forMs, load), setSecrets: async ({ refreshToken, refreshTokenAtMs }) => keep({ ...keys, ...(refreshToken ? { refreshToken } : {}), ...(refreshTokenAtMs ? { refreshTokenAtMs } : {}) }),
  }
}

export const microsoftOwnAccount: OwnAccountPort<MicrosoftContext> = {
  service: 'Microsoft',
  isReady: ({ config, secrets }) => config.clientId !== '' && secrets.clientSecret !== '',
  address: (ctx, asked) => consentAddress(ctx, asked, ownScope, asked.email),
  exchange: async ({ config, secrets, http, nowMs }, { code, verifier, redirectUri }) => {
    const granted = await askToken(http, loginOf(config, 'token'), { grant_type: 'authorization_code', client_id: config.clientId, client_secret: secrets.clientSecret, code, code_verifier: verifier, redirect_uri: redirectUri, scope: ownScope })
    if (!granted.refresh_token) throw new AppError('connector.consent_revoked')
    return { address: emailOf(granted), keys: { refreshToken: granted.refresh_token, refreshTokenAtMs: String(nowMs) } }
  },
  freeBusy: (ctx, { address, keys, keep }, window) => freeBusy(as(ctx, address, keys, keep), address, window),
  // Microsoft takes no single consent back by its API: its owner does so under "My apps".
  revoke: async () => undefined,
}
