import { importPKCS8, SignJWT } from 'jose'
import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import type { ConsentPort } from '../kit/calendar.ts'
import { accessToken, askToken } from '../kit/oauth.ts'
import { meetScope, scopes, type GoogleContext } from './settings.ts'

const keySchema = z.object({ client_email: z.email(), private_key: z.string().min(1), private_key_id: z.string().optional() })

function readKey(text: string | undefined): z.infer<typeof keySchema> {
  try {
    return keySchema.parse(JSON.parse(text ?? ''))
  } catch (cause) {
    throw new AppError('connector.bad_config', { cause, facts: { field: 'serviceAccountKey' } })
  }
}

/** The service account speaks for the calendar's owner: domain-wide delegation (RFC 7523). */
async function assertion({ config, secrets, nowMs }: GoogleContext, asked: readonly string[]): Promise<string> {
  const key = readKey(secrets.serviceAccountKey)
  const seconds = Math.floor(nowMs / 1_000)
  const signer = await importPKCS8(key.private_key, 'RS256').catch((cause: unknown) => { throw new AppError('connector.bad_config', { cause, facts: { field: 'serviceAccountKey' } }) })
  return new SignJWT({ scope: asked.join(' ') }).setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(key.private_key_id ? { kid: key.private_key_id } : {}) })
    .setIssuer(key.client_email).setSubject(config.organizer).setAudience(config.tokenAddress).setIssuedAt(seconds).setExpirationTime(seconds + 3_600).sign(signer)
}

/** @throws AppError `connector.consent_missing` when nobody has agreed yet, and what `askToken` throws. */
export function googleToken(ctx: GoogleContext, asked: readonly string[] = scopes): Promise<string> {
  const { config, secrets, http, remember } = ctx
  return accessToken(remember, async () => {
    if (config.access === 'serviceAccount') return askToken(http, config.tokenAddress, { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: await assertion(ctx, asked) })
    if (!secrets.refreshToken) throw new AppError('connector.consent_missing')
    return askToken(http, config.tokenAddress, { grant_type: 'refresh_token', refresh_token: secrets.refreshToken, client_id: config.clientId ?? '', client_secret: secrets.clientSecret ?? '' })
  }, config.access === 'serviceAccount' ? `access token ${asked.join(' ')}` : 'access token')
}

export function consentAddress({ config }: GoogleContext, { state, challenge, redirectUri }: Readonly<{ state: string; challenge: string; redirectUri: string }>, asked: readonly string[], email: string): string {
  const url = new URL(config.consentAddress)
  // `offline` and `consent`: without both Google gives no refresh token the second time.
  const fields = { response_type: 'code', client_id: config.clientId ?? '', redirect_uri: redirectUri, scope: asked.join(' '), state, code_challenge: challenge, code_challenge_method: 'S256', access_type: 'offline', prompt: 'consent', login_hint: email }
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value)
  return url.href
}

export const googleConsent: ConsentPort<GoogleContext> = {
  address: (ctx, asked) => consentAddress(ctx, asked, [...scopes, ...(ctx.config.transcripts ? [meetScope] : [])], ctx.config.organizer),
  exchange: async ({ config, secrets, http, setSecrets }, { code, verifier, redirectUri }) => {
    const granted = await askToken(http, config.tokenAddress, { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri, client_id: config.clientId ?? '', client_secret: secrets.clientSecret ?? '' })
    if (!granted.refresh_token) throw new AppError('connector.consent_revoked')
    await setSecrets({ refreshToken: granted.refresh_token })
  },
}
