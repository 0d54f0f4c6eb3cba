import { createPrivateKey, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import type { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import type { HttpReply, HttpRequest } from '../kit/http.ts'
import { authHost, type Config, type Context } from './config.ts'
import { refusalSchema, tokenSchema, userSchema } from './wire.ts'

export type Session = Readonly<{ token: string; base: string; accountId: string }>

/** A form of one line takes the line ends out of a key; they are put back. */
function keyOf(pem: string): KeyObject {
  const parts = /(-----BEGIN [A-Z ]+-----)([\s\S]+?)(-----END [A-Z ]+-----)/.exec(pem)
  const body = parts?.[2]?.replaceAll(/\s+/g, '').match(/.{1,64}/g)?.join('\n')
  try {
    return createPrivateKey(`${parts?.[1]}\n${body}\n${parts?.[3]}\n`)
  } catch (cause) {
    throw new AppError('connector.bad_config', { cause, facts: { field: 'privateKey' } })
  }
}

/** The page on which the user consents once to letters being sent in their name. */
export const consentPage = (config: Config): string =>
  `https://${authHost(config)}/oauth/auth?response_type=code&scope=${encodeURIComponent('signature impersonation')}&client_id=${config.integrationKey}&redirect_uri=${encodeURIComponent('https://www.docusign.com')}`

/** The user has not consented yet, or took it back. */
export class ConsentMissing extends AppError {
  constructor() {
    super('connector.unauthorized')
  }
}

/** JWT grant: signs what asks for a token, an hour at most, and looks up where the account lives. */
async function signIn(ctx: Context): Promise<Session & { forMs: number }> {
  const { config, http, nowMs, secrets } = ctx
  const issuedAt = Math.floor(nowMs / 1_000)
  const assertion = await new SignJWT({ scope: 'signature impersonation' }).setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(config.integrationKey).setSubject(config.userId).setAudience(authHost(config)).setIssuedAt(issuedAt).setExpirationTime(issuedAt + 3_600).sign(keyOf(secrets.privateKey))
  const reply = await http.request({ method: 'POST', path: 'oauth/token', form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }, accept: [400] })
  if (reply.status === 400) {
    if (reply.parse(refusalSchema).error === 'consent_required') throw new ConsentMissing()
    throw new AppError('connector.unauthorized')
  }
  const { access_token: token, expires_in: seconds } = reply.parse(tokenSchema)
  const { accounts } = (await http.request({ method: 'GET', path: 'oauth/userinfo', headers: { authorization: `Bearer ${token}` } })).parse(userSchema)
  const account = config.accountId ? accounts.find(each => each.account_id === config.accountId) : accounts.find(each => each.is_default) ?? accounts[0]
  if (!account) throw new AppError('connector.bad_config', { facts: { field: 'accountId' } })
  return { token, base: account.base_uri, accountId: account.account_id, forMs: Math.max(0, seconds - 300) * 1_000 }
}

export const sessionOf = (ctx: Context): Promise<Session> => ctx.remember('session', (session: Session & { forMs: number }) => session.forMs, () => signIn(ctx))

/** Signed in, to the account; `path` stands under it. */
async function send(ctx: Context, { path, ...request }: HttpRequest): Promise<HttpReply> {
  const { token, base, accountId } = await sessionOf(ctx)
  return ctx.http.request({ ...request, path: `${base}/restapi/v2.1/accounts/${encodeURIComponent(accountId)}/${path}`, headers: { authorization: `Bearer ${token}` } })
}

/** A file of the account. */
export const fetchFile = async (ctx: Context, request: HttpRequest): Promise<Uint8Array> => (await send(ctx, { ...request, reads: 'file' })).bytes

/** A request to the account, its answer read by `schema`; `path` stands under the account. */
export async function call<T extends z.ZodType>(ctx: Context, request: HttpRequest, schema: T): Promise<{ status: number; body: z.infer<T> }> {
  const reply = await send(ctx, request)
  return { status: reply.status, body: reply.parse(schema) }
}
