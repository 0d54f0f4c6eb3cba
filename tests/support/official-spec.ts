import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { startFakeVendor, type FakeVendor, type VendorReply, type VendorRequest } from './fake-vendor.ts'

type Parameter = Readonly<{ name: string; in: string; required?: boolean; schema?: Readonly<{ type?: string }> }>
type Body = Readonly<{ required?: boolean; content: Record<string, unknown> }>
type Operation = Readonly<{ parameters?: readonly (Parameter | { $ref: string })[]; requestBody?: Body | { $ref: string }; responses: Record<string, { content?: Record<string, unknown> } | { $ref: string }>; security?: readonly Record<string, unknown>[] }>
type Document = Readonly<{ paths: Record<string, Record<string, Operation> & { parameters?: Operation['parameters'] }>; security?: Operation['security']; components?: { parameters?: Record<string, Parameter>; requestBodies?: Record<string, Body>; responses?: Record<string, { content?: Record<string, unknown> }> } }>

/** A judge by a vendor's own description: what is wrong with a request, and with a reply to it. */
export type OfficialSpec = Readonly<{ request(request: VendorRequest): readonly string[]; reply(request: VendorRequest, reply: VendorReply): readonly string[] }>

const pointer = (...steps: readonly string[]): string => steps.map(step => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')
const typeOf = (headers: Readonly<Record<string, string>>): string => (headers['content-type'] ?? '').split(';')[0]!.trim()

/** Reads `tests/specs/<name>/openapi.json`; `base` is what stands before its paths at the vendor. */
export function officialSpec(name: string, base = ''): OfficialSpec {
  const document = JSON.parse(readFileSync(new URL(`../specs/${name}/openapi.json`, import.meta.url), 'utf8')) as Document
  const strict = addFormats.default(new Ajv({ strict: false, allErrors: true })).addSchema(document, 'spec')
  // Queries are text: a number written as text is a number there.
  const lenient = addFormats.default(new Ajv({ strict: false, coerceTypes: 'array' })).addSchema(document, 'spec')
  const compiled = new Map<string, ValidateFunction>()
  const check = (judge: Ajv, at: string, value: unknown, what: string): string[] => {
    const name = `${judge === strict ? '' : '~'}${at}`
    const fits = compiled.get(name) ?? judge.compile({ $ref: `spec#${at}` })
    compiled.set(name, fits)
    return fits(value) ? [] : (fits.errors ?? []).map(error => `${what}${error.instancePath} ${error.message ?? ''}`)
  }

  function find(request: VendorRequest): { path: string; method: string; operation: Operation } | null {
    const own = request.path.startsWith(base) ? request.path.slice(base.length) : request.path
    const fitting = Object.keys(document.paths).filter(path => new RegExp(`^${path.replace(/[.()]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`).test(own))
    // A path without a variable is meant rather than one with.
    const path = fitting.sort((one, other) => one.split('{').length - other.split('{').length)[0]
    const operation = path === undefined ? undefined : document.paths[path]![request.method.toLowerCase()]
    return path === undefined || !operation ? null : { path, method: request.method.toLowerCase(), operation }
  }

  function checkQuery(path: string, method: string, operation: Operation, { query }: VendorRequest): string[] {
    const shared = document.paths[path]!.parameters ?? []
    const places = [...shared.map((_, at) => pointer('paths', path, 'parameters', String(at))), ...(operation.parameters ?? []).map((_, at) => pointer('paths', path, method, 'parameters', String(at)))]
    const parameters = [...shared, ...operation.parameters ?? []].map((each, at) => {
      if (!('$ref' in each)) return { parameter: each, place: places[at]! }
      const own = each.$ref.split('/').at(-1)!
      return { parameter: document.components!.parameters![own]!, place: pointer('components', 'parameters', own) }
    }).filter(({ parameter }) => parameter.in === 'query')
    const known = new Set(parameters.map(({ parameter }) => parameter.name))
    const unknown = [...query.keys()].filter(key => !known.has(key) && !known.has(key.replace(/\[.*$/, ''))).map(key => `no query parameter ${key}`)
    return [...unknown, ...parameters.flatMap(({ parameter, place }) => {
      const deep = [...query].filter(([key]) => key.startsWith(`${parameter.name}[`)).map(([key, value]) => [key.slice(parameter.name.length + 1, -1), value])
      const plain = query.get(parameter.name)
      const value = deep.length > 0 ? Object.fromEntries(deep) as unknown : plain !== null && parameter.schema?.type === 'array' ? plain.split(',') : plain
      if (value === null) return parameter.required ? [`query parameter ${parameter.name} is required`] : []
      return parameter.schema ? check(lenient, `${place}/schema`, value, `query ${parameter.name}`) : []
    })]
  }

  function checkBody(path: string, method: string, operation: Operation, request: VendorRequest): string[] {
    const shared = operation.requestBody && '$ref' in operation.requestBody ? operation.requestBody.$ref.split('/').at(-1)! : null
    const requestBody = shared === null ? operation.requestBody as Body | undefined : document.components!.requestBodies![shared]
    const place = shared === null ? ['paths', path, method, 'requestBody'] : ['components', 'requestBodies', shared]
    if (!requestBody) return request.body === '' ? [] : ['no body is expected']
    if (request.body === '') return requestBody.required ? ['a body is required'] : []
    const type = typeOf(request.headers)
    if (!(type in requestBody.content)) return [`content type ${type} is not taken`]
    const isForm = type === 'application/x-www-form-urlencoded'
    return check(isForm ? lenient : strict, pointer(...place, 'content', type, 'schema'), isForm ? Object.fromEntries(new URLSearchParams(request.body)) : request.json(), 'body')
  }

  return {
    request: request => {
      const found = find(request)
      if (!found) return [`there is no ${request.method} ${request.path}`]
      const { path, method, operation } = found
      const needsKey = (operation.security ?? document.security ?? []).length > 0
      return [...(needsKey && !request.headers['authorization'] ? ['no key'] : []), ...checkQuery(path, method, operation, request), ...checkBody(path, method, operation, request)]
    },
    reply: (request, reply) => {
      const found = find(request)
      if (!found) return []
      const status = String(reply.status) in found.operation.responses ? String(reply.status) : 'default'
      const declared = found.operation.responses[status]
      if (!declared) return [`the fake answers ${reply.status}, which is not described`]
      const own = '$ref' in declared ? declared.$ref.split('/').at(-1)! : null
      const content = own === null ? (declared as { content?: Record<string, unknown> }).content : document.components!.responses![own]!.content
      const type = Object.keys(content ?? {}).find(each => each.includes('json'))
      if (reply.json === undefined || type === undefined) return []
      const placeOf = (name: string): string => pointer('paths', found.path, found.method, 'responses', name, 'content', type, 'schema')
      const wrong = check(strict, own === null ? placeOf(status) : pointer('components', 'responses', own, 'content', type, 'schema'), reply.json, 'the fake’s reply')
      // Some vendors say no with status 200: then the reply is their default one.
      return wrong.length > 0 && status === '200' && 'default' in found.operation.responses && check(strict, placeOf('default'), reply.json, '').length === 0 ? [] : wrong
    },
  }
}

/**
 * A fake whose every request and reply is judged by the vendor's description. A request that does not fit is refused
 * with 400; `stop` fails when there was one.
 */
export async function startJudgedVendor(spec: OfficialSpec, answer: (request: VendorRequest) => VendorReply): Promise<FakeVendor> {
  const problems: string[] = []
  const vendor = await startFakeVendor(request => {
    const wrong = spec.request(request)
    problems.push(...wrong.map(problem => `${request.method} ${request.path}: ${problem}`))
    if (wrong.length > 0) return { status: 400, json: { error: wrong } }
    const reply = answer(request)
    problems.push(...spec.reply(request, reply).map(problem => `${request.method} ${request.path}: ${problem}`))
    return reply
  })
  return {
    ...vendor,
    stop: async () => {
      await vendor.stop()
      if (problems.length > 0) throw new Error(`Against the official description: ${[...new Set(problems)].join('; ')}`)
    },
  }
}
