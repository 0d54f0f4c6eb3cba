import type { FastifyInstance } from 'fastify'
import { buildApp, type AppParts } from '#server/app'
import type { Database } from '#server/db/database'
import type { Session } from '#shared/contract/http'
import type { Role } from '#shared/domain/model/person'
import { stores } from './databases.ts'

/** A real server on a free port of this machine, over a fresh store. */
export type TestServer = Readonly<{
  url: string
  db: Database
  app: FastifyInstance
  owner: Session & { token: string }
  /** Another device of the same person. */
  signIn(email: string, device: string): Promise<Session & { token: string }>
  /** Invites a colleague and lets them join. */
  join(role: Role, name?: string): Promise<Session & { token: string; email: string }>
  request(method: string, path: string, token: string | null, body?: unknown): Promise<{ status: number; body: unknown }>
  stop(): Promise<void>
}>

export const testPassword = 'a long enough pass phrase'

export type TestServerOptions = Partial<Pick<AppParts, 'staticFolder' | 'now' | 'requestsPerMinute' | 'logStream' | 'connectors'> & { config: Partial<AppParts['config']> }>

/** Starts the server on one of the stores (`PGlite` unless said otherwise) with a workspace and its owner. */
export async function startTestServer(storeName: 'PGlite' | 'PostgreSQL' = 'PGlite', options: TestServerOptions = {}): Promise<TestServer> {
  const store = await stores.find(each => each.name === storeName)!.open()
  const app = await buildApp({
    db: store.db, version: 'test', staticFolder: '/nonexistent', requestsPerMinute: 1e6, ...options,
    config: { publicUrl: null, smtpUrl: null, smtpFrom: null, logLevel: 'error', trustProxy: false, ...options.config },
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const request: TestServer['request'] = async (method, path, token, body) => {
    const response = await fetch(url + path, {
      method,
      headers: { 'x-shortlist-client': 'desktop', ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) as unknown }
  }
  const must = async <T>(method: string, path: string, token: string | null, body?: unknown): Promise<T> => {
    const answer = await request(method, path, token, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
    return answer.body as T
  }
  const owner = await must<Session & { token: string }>('POST', '/api/setup', null, {
    workspaceName: 'Acme', ownerName: 'Mara Lindt', email: 'mara@acme.test', password: testPassword, zone: 'Europe/Berlin', device: 'Mara’s laptop',
  })
  let joined = 0
  return {
    url, db: store.db, app, owner, request,
    signIn: (email, device) => must('POST', '/api/sessions', null, { email, password: testPassword, device }),
    join: async (role, name = `Colleague ${joined + 1}`) => {
      joined += 1
      const email = `colleague${joined}@acme.test`
      const invitation = await must<{ url: string }>('POST', '/api/invitations', owner.token, { name, email, role })
      const token = invitation.url.split('/').at(-1)!
      return { ...await must<Session & { token: string }>('POST', `/api/invitations/${token}/accept`, null, { name, password: testPassword, zone: 'Europe/Berlin', device: `${name}’s laptop` }), email }
    },
    stop: async () => {
      await app.close()
      await store.close()
    },
  }
}
