import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import type { ConnectorContext } from '../kit/connector-context.ts'

export const configSchema = z.strictObject({
  address: z.url({ protocol: /^https?$/ }).max(500).default('https://app.codesignal.com').meta({ title: 'Address', description: 'Leave it as it is unless CodeSignal told you otherwise.' }),
})
export const secretsSchema = z.strictObject({
  token: z.string().max(500).optional().meta({ title: 'API key', description: 'CodeSignal’s support gives it out. Without it tests are sent in CodeSignal, and only their results come here.' }),
  secret: z.string().max(500).optional().meta({ title: 'Webhook secret', description: 'CodeSignal, Integrations, Webhooks. Enter the address of this connection there. Without it results are asked for every three minutes.' }),
})
export type Config = z.infer<typeof configSchema>
export type Secrets = z.infer<typeof secretsSchema>
export type Context = ConnectorContext<Config, Secrets>

export const text = z.string().nullish().catch(null)
export const amount = z.number().nullish().catch(null)

const answerSchema = z.looseObject({ data: z.unknown(), errors: z.array(z.looseObject({ message: text, extensions: z.looseObject({ code: text }).nullish().catch(null) })).nullish() })

/** Their codes are not published: these are what GraphQL servers usually say, then the words of the message. */
const codes: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'connector.unauthorized', FORBIDDEN: 'connector.forbidden', NOT_FOUND: 'connector.not_found', INTERNAL_SERVER_ERROR: 'connector.unavailable',
  RATE_LIMITED: 'connector.rate_limited', TOO_MANY_REQUESTS: 'connector.rate_limited', BAD_USER_INPUT: 'connector.refused', GRAPHQL_VALIDATION_FAILED: 'connector.refused',
}
const words: readonly (readonly [RegExp, string])[] = [
  [/rate limit|too many requests/i, 'connector.rate_limited'], [/access denied|permission|not allowed/i, 'connector.forbidden'],
  [/unauthori[sz]ed|authenticat|api key/i, 'connector.unauthorized'], [/not found|no such|does not exist/i, 'connector.not_found'],
]

/**
 * One operation. GraphQL says no with status 200 and a list of errors; an answer with any of them is a refusal.
 * @throws AppError of `kit/errors.ts`; `connector.not_found` where CodeSignal says that it has no such thing.
 */
export async function ask<T extends z.ZodType>(ctx: Context, query: string, variables: Readonly<Record<string, unknown>>, schema: T): Promise<z.infer<T>> {
  const { data, errors } = (await ctx.http.request({ method: 'POST', path: 'graphql', json: { query, variables } })).parse(answerSchema)
  const [error] = errors ?? []
  if (error) {
    const named = codes[error.extensions?.code ?? ''] ?? words.find(([pattern]) => pattern.test(error.message ?? ''))?.[1]
    throw new AppError(named ?? 'connector.refused', { facts: { error: (error.extensions?.code ?? '').slice(0, 60) } })
  }
  const parsed = schema.safeParse(data)
  if (!parsed.success) throw new AppError('connector.bad_response', { facts: { field: parsed.error.issues[0]?.path.join('.') ?? '' } })
  return parsed.data
}
