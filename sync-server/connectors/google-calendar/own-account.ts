import { createHash } from 'node:crypto'
import { AppError } from '#shared/lib/app-error'
import type { OwnAccountPort, OwnKeys } from '../kit/calendar.ts'
import { askToken, emailOf } from '../kit/oauth.ts'
import { consentAddress } from './access.ts'
import { freeBusy } from './busy.ts'
import { scopes, type GoogleContext } from './settings.ts'

/** Whose account it is, and when they are taken. Nothing else of theirs. */
const ownScopes = ['openid', 'email', scopes[1]] as const

/** The connection's client, with a person's own keys. What is remembered for one is not used for another. */
function as(ctx: GoogleContext, address: string, keys: OwnKeys): GoogleContext {
  const who = createHash('sha256').update(keys['refreshToken'] ?? '').digest('base64url')
  return { ...ctx, config: { ...ctx.config, access: 'consent', organizer: address }, secrets: { ...ctx.secrets, refreshToken: keys['refreshToken'] }, remember: (name, forMs, load) => ctx.remember(`${who} ${name}`, forMs, load) }
}

export const googleOwnAccount: OwnAccountPort<GoogleContext> = {
  service: 'Google',
  isReady: ({ config, secrets }) => Boolean(config.clientId && secrets.clientSecret),
  address: (ctx, asked) => consentAddress(ctx, asked, ownScopes, asked.email),
  exchange: async ({ config, secrets, http }, { code, verifier, redirectUri }) => {
    const granted = await askToken(http, config.tokenAddress, { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri, client_id: config.clientId ?? '', client_secret: secrets.clientSecret ?? '' })
    if (!granted.refresh_token) throw new AppError('connector.consent_revoked')
    return { address: emailOf(granted), keys: { refreshToken: granted.refresh_token } }
  },
  freeBusy: (ctx, { address, keys }, window) => freeBusy(as(ctx, address, keys), address, window),
  revoke: async ({ http, config }, { address, keys }) => {
    // Google ends everything this client was granted by that account: also what the connection itself lives by.
    if (config.access === 'consent' && config.organizer.toLowerCase() === address) return
    await http.request({ method: 'POST', path: config.revokeAddress, form: { token: keys['refreshToken'] ?? '' }, accept: [400] })
  },
}
