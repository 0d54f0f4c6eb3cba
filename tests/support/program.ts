import { madeApiKeySchema, type ApiKey, type ApiScope } from '#shared/contract/api-keys'
import type { TestServer } from './test-server.ts'

/** A program with a key of its own, and the shortest way to ask as it. */
export type Program = Readonly<{ key: ApiKey; token: string; ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: unknown; headers: Headers }> }>

export async function ask(server: Pick<TestServer, 'url'>, token: string | null, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown; headers: Headers }> {
  const reply = await fetch(`${server.url}${path}`, {
    method, headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await reply.text()
  return { status: reply.status, body: text === '' ? null : JSON.parse(text) as unknown, headers: reply.headers }
}

/** The owner gives a program access. */
export async function makeProgram(server: TestServer, scopes: readonly ApiScope[], name = 'Gem sourcing'): Promise<Program> {
  const { status, body } = await server.request('POST', '/api/integrations/keys', server.owner.token, { name, scopes })
  if (status !== 201) throw new Error(JSON.stringify(body))
  const { key, token } = madeApiKeySchema.parse(body)
  return { key, token, ask: (method, path, content, headers) => ask(server, token, method, `/api/v1${path}`, content, headers) }
}
