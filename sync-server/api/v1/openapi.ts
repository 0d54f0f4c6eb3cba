import { z } from 'zod'
import { apiScopes } from '#shared/contract/api-keys'
import { errorCatalogue, type ErrorCode } from '#shared/contract/errors'
import type { V1Route } from './define-route.ts'
import { v1Routes } from './routes.ts'
import { eventSchema, named, namedSchemas } from './schemas.ts'

type Schema = Readonly<Record<string, unknown>>

const problemSchema = named('Problem', z.strictObject({
  code: z.string().describe('Stable: act on it'), message: z.string().describe('For people: what to do'), facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
}))

/** What any route may answer, whatever it does. */
const everywhere: readonly ErrorCode[] = ['request.malformed', 'api.invalid', 'api.key_unknown', 'api.key_revoked', 'api.key_expired', 'api.key_orphaned', 'api.scope_missing', 'request.too_large', 'request.too_many', 'server.busy', 'server.storage_failed', 'unexpected']
const ofWrites: readonly ErrorCode[] = ['api.idempotency_mismatch']

const refTo = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const nameOf = (schema: z.ZodType): string => {
  const name = namedSchemas.get(schema)?.id
  if (name === undefined) throw new Error('every body of the API has a name')
  return name
}
const jsonOf = (schema: z.ZodType): Schema => ({ 'application/json': { schema: refTo(nameOf(schema)) } })
/** A body is described as it is sent, an answer as it leaves. */
const bodies = new Set(v1Routes.flatMap(route => (route.body ? [nameOf(route.body)] : [])))

function components(): Schema {
  const uri = (name: string): string => `#/components/schemas/${name}`
  const [sent, answered] = (['input', 'output'] as const).map(io => z.toJSONSchema(namedSchemas, { uri, io }).schemas as Record<string, Record<string, unknown>>)
  return Object.fromEntries(Object.keys(answered!).map(name => {
    const { $schema: _dialect, $id: _id, ...schema } = (bodies.has(name) ? sent! : answered!)[name]!
    return [name, schema]
  }))
}

function parameters(route: V1Route): readonly Schema[] {
  const of = (schema: z.ZodObject | undefined, where: 'path' | 'query'): Schema[] => {
    if (!schema) return []
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as { properties?: Record<string, Schema>; required?: string[] }
    return Object.entries(properties).map(([name, { description, ...rest }]) => ({ name, in: where, required: where === 'path' || required.includes(name), ...(description ? { description } : {}), schema: rest }))
  }
  const once: Schema[] = route.method === 'POST' ? [{ name: 'Idempotency-Key', in: 'header', required: false, description: 'Names this request for 24 hours: sent again with the same key it is answered, and not done twice.', schema: { type: 'string', minLength: 1, maxLength: 200 } }] : []
  return [...of(route.params, 'path'), ...of(route.query, 'query'), ...once]
}

function problems(route: V1Route): Schema {
  const codes = [...everywhere, ...(route.method === 'POST' ? ofWrites : []), ...route.problems ?? []]
  const byStatus = Map.groupBy(codes, code => errorCatalogue[code].status)
  return Object.fromEntries([...byStatus].map(([status, of]) => [status, { description: of.map(code => `\`${code}\`: ${errorCatalogue[code].say}`).join('\n\n'), content: jsonOf(problemSchema) }]))
}

const idOf = ({ method, path }: V1Route): string => `${method.toLowerCase()}${path.replace('/api/v1', '').replace(/[/:](\w)/g, (_all, letter: string) => letter.toUpperCase()).replaceAll('/', '')}`

function operation(route: V1Route): Schema {
  const answers = Object.fromEntries(Object.entries(route.answers).map(([status, { say, schema }]) => [status, { description: say, ...(schema ? { content: jsonOf(schema) } : {}) }]))
  return {
    operationId: idOf(route), summary: route.title, ...(route.say ? { description: route.say } : {}), tags: [route.path.split('/')[3]!], security: [{ key: route.scope === null ? [] : [route.scope] }],
    parameters: parameters(route), ...(route.body ? { requestBody: { required: true, content: jsonOf(route.body) } } : {}), responses: { ...answers, ...problems(route) },
  }
}

/** What a subscription's address is sent. */
const heard: Schema = {
  post: {
    summary: 'Something happened', description: 'CloudEvents 1.0, signed by Standard Webhooks. Answer any 2xx within 30 seconds; 410 unsubscribes; anything else is tried again for three days.',
    requestBody: { required: true, content: { 'application/cloudevents+json': { schema: refTo(nameOf(eventSchema)) } } }, responses: { '2XX': { description: 'Taken' }, 410: { description: 'Nobody listens here any more' } },
  },
}

/** The OpenAPI 3.1 document of this API, made from the very schemas that judge requests and answers. */
export function openApiDocument(server: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {}
  for (const route of v1Routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Shortlist', version: '1', description: `For sourcing tools and internal systems. Keys are made by the workspace owner under Integrations, Programs. Fields and codes are added and never renamed: ignore what you do not know. Scopes: ${apiScopes.join(', ')}.` },
    servers: [{ url: server }], paths, webhooks: { event: heard },
    components: { schemas: components(), securitySchemes: { key: { type: 'http', scheme: 'bearer', bearerFormat: 'slk_…' } } },
  }
}
