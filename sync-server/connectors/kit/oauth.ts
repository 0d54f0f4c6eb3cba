import { decodeJwt } from 'jose'
import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import type { Http } from './http.ts'
import type { Remember } from './memory.ts'

const grantedSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive().default(3_600), refresh_token: z.string().optional(), id_token: z.string().optional() })
const refusedSchema = z.object({ error: z.string() })
export type Granted = z.infer<typeof grantedSchema>

/** The grants that a person's consent stands behind. */
const agreed: ReadonlySet<string> = new Set(['refresh_token', 'authorization_code'])

/**
 * Asks a token endpoint (RFC 6749 §5).
 * @throws AppError `connector.consent_revoked` when what somebody agreed to was taken back or has run out,
 * `connector.service_account_refused` when there was nobody to agree: an account of ours may not act for the one that is
 * named; `connector.unauthorized` when the client itself is not known.
 */
export async function askToken(http: Http, address: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<Granted> {
  const reply = await http.request({ method: 'POST', path: address, form, headers, accept: [400, 401] })
  if (reply.status < 300) return reply.parse(grantedSchema)
  const { error } = reply.parse(refusedSchema)
  if (error !== 'invalid_grant' && error !== 'interaction_required') throw new AppError('connector.unauthorized', { facts: { status: reply.status } })
  throw new AppError(agreed.has(form['grant_type'] ?? '') ? 'connector.consent_revoked' : 'connector.service_account_refused', { facts: { status: reply.status } })
}

/** A token for as long as it is good; asked anew a minute before it ends. `name` tells one from another of the same connection. */
export async function accessToken(remember: Remember, load: () => Promise<Granted>, name = 'access token'): Promise<string> {
  const granted = await remember(name, (token: Granted) => Math.max(0, token.expires_in - 60) * 1_000, load)
  return granted.access_token
}

const claimsSchema = z.object({ email: z.email().optional(), preferred_username: z.email().optional() })

/**
 * Whose account was agreed to. The token came from the vendor itself over TLS, so its signature need not be looked at (OpenID
 * Connect Core 1.0 §3.1.3.7). @throws AppError `connector.bad_response` when it does not say.
 */
export function emailOf({ id_token }: Granted): string {
  try {
    const { email, preferred_username } = claimsSchema.parse(decodeJwt(id_token ?? ''))
    return z.email().parse(email ?? preferred_username).toLowerCase()
  } catch (cause) {
    throw new AppError('connector.bad_response', { cause, facts: { field: 'id_token' } })
  }
}
